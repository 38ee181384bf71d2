import Journey
import Reading

extension BeforeTheBeginning {
    /// Search engines are told another telephone number than the only one that the page shows.
    func telephone(of evidence: PageEvidence) -> [PageFinding] {
        let told = evidence.structuredData.filter { !$0.types.contains("Person") }.compactMap { $0.text("telephone") }
        let toldNumbers = told.compactMap { TelephoneNumber($0) }
        guard !toldNumbers.isEmpty else { return [] }
        let shown = shownNumbers(on: evidence)
        // A page that shows several numbers may well have one for each purpose.
        guard let only = shown.first, shown.allSatisfy({ $0.isSame(as: only) }),
            !toldNumbers.contains(where: { $0.isSame(as: only) })
        else { return [] }
        return [
            PageFinding(
                self,
                says:
                    "search engines are told the telephone number \(toldNumbers[0].text), the page shows \(only.text)",
                evidence: Evidence(
                    url: evidence.url, excerpt: "telephone: \(told[0])".escapedForDisplay(maxLength: 300),
                    path: "JSON-LD telephone"),
                identity: "telephone")
        ]
    }

    private func shownNumbers(on evidence: PageEvidence) -> [TelephoneNumber] {
        let linked = evidence.page.links.filter { $0.kind == .anchor }.compactMap { link -> TelephoneNumber? in
            guard let address = link.address, address.scheme == "tel" else { return nil }
            return TelephoneNumber(address.path)
        }
        let written = evidence.blocks.flatMap { TelephoneNumber.all(in: $0) }
        return linked + written
    }
}

struct TelephoneNumber {
    let text: String
    private let digits: [UInt8]

    /// Nil for what has fewer than six digits or more than fifteen (ITU-T E.164), or letters.
    init?(_ text: String) {
        let plain = text.replacingPercentSpaces
        let digits = plain.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }
        guard (6...17).contains(digits.count), !plain.contains(where: \.isLetter) else { return nil }
        self.text = plain.trimmed.escapedForDisplay(maxLength: 40)
        self.digits = digits
    }

    /// Whether one is the other with or without the code of the country or area: the end decides.
    func isSame(as other: TelephoneNumber) -> Bool {
        let length = min(digits.count, other.digits.count, 7)
        return digits.suffix(length) == other.digits.suffix(length)
    }

    /// Numbers in a text that are marked as telephone numbers, or written in the international form.
    static func all(in block: Block) -> [TelephoneNumber] {
        pattern.matches(in: block.folded, limit: 20).compactMap { match in
            match[1].flatMap { TelephoneNumber($0.trimmed) }
        }
    }

    private static let pattern = Phrase(
        #"(?:\b(?:tel|telefon|telephone|phone|call us|hotline|fon|anrufen|appelez|telefono)\b[^\d+\n]{0,20}|(?<![\d\w])(?=\+))"#
            + #"(?<!fax)(\+?\(?\d[\d /().-]{5,22}\d)"#)
}

extension String {
    /// `tel:` addresses have spaces percent-encoded.
    fileprivate var replacingPercentSpaces: String {
        split(separator: "%20", omittingEmptySubsequences: false).joined(separator: " ")
    }
}
