public import Journey
import Reading

extension ConfigurationLoader {
    /// The read-only probe of `undercover visit URL`: the page as a first-time customer meets it, examined, sending nothing.
    /// - Parameter text: `https://example.com/`, or without the scheme, which is then https.
    /// - Throws: `Problem` when it is no address.
    public static func probe(forURL text: String) throws(Problem) -> Probe {
        let place = SourcePlace(file: "visit")
        let full = text.contains("://") ? text : "https://" + text
        guard let address = WebAddress(full), address.isHTTP, let host = address.host,
            !full.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F })
        else {
            throw Problem(.error, "\(text.quotedShort) is not an address such as `https://example.com/`", at: place)
        }
        guard address.userInfo == nil else {
            throw Problem(.error, "a user or password in an address would be shown in reports; leave it out", at: place)
        }
        var probe = Probe(name: name(for: host), place: place)
        probe.about = "A first-time customer opens \(address)."
        var page = Touchpoint(
            name: "First page",
            act: .exchange(ExchangeForm(method: "GET", url: Template(literal: address.description))),
            place: place)
        page.expect = [Expectation(.status([200...299]), place: place)]
        page.examine = .page
        probe.touchpoints = [page]
        return probe
    }

    /// The host, as far as a probe may be called so.
    private static func name(for host: String) -> String {
        var name = ""
        for scalar in host.unicodeScalars.prefix(64) {
            switch scalar {
            case "a"..."z", "0"..."9": name.unicodeScalars.append(scalar)
            default: if !name.isEmpty { name += "-" }
            }
        }
        while name.last == "-" { name.removeLast() }
        return name.isEmpty ? "visit" : name
    }
}
