internal import Journey

/// Reads what libcurl prints of a certificate (CURLINFO_CERTINFO with OpenSSL).
enum CertificateText {
    /// The lines that are read, so that the loop copies no others.
    static let names: [StaticString] = [
        "Subject:", "Issuer:", "X509v3 Subject Alternative Name:", "Start date:", "Expire date:",
    ]

    /// - Parameter chain: the lines of each certificate, the server's first.
    /// - Returns: nil when there is none, or its dates cannot be read.
    static func read(_ chain: [[String]]) -> Certificate? {
        guard let lines = chain.first, let notBefore = date(value("Start date:", lines)),
            let notAfter = date(value("Expire date:", lines))
        else { return nil }
        return Certificate(
            subject: value("Subject:", lines) ?? "", issuer: value("Issuer:", lines) ?? "",
            names: alternativeNames(value("X509v3 Subject Alternative Name:", lines) ?? ""), notBefore: notBefore,
            notAfter: notAfter,
            chainNotAfter: chain.compactMap { date(value("Expire date:", $0)) }.min() ?? notAfter)
    }

    private static func value(_ name: String, _ lines: [String]) -> String? {
        lines.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }

    /// `DNS:a.example, IP Address:10.0.0.1` gives the names and addresses alone.
    private static func alternativeNames(_ text: String) -> [String] {
        text.split(separator: ",").compactMap { entry in
            let entry = entry.drop { $0 == " " }
            for kind in ["DNS:", "IP Address:"] where entry.hasPrefix(kind) {
                return String(entry.dropFirst(kind.count))
            }
            return nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// OpenSSL's form, always GMT: `Jan  2 15:04:05 2026 GMT`.
    static func date(_ text: String?) -> Timestamp? {
        let parts = (text ?? "").split(separator: " ")
        guard parts.count == 5, parts[4] == "GMT", let month = months.firstIndex(of: String(parts[0])) else {
            return nil
        }
        func padded(_ text: some StringProtocol) -> String { text.count == 1 ? "0\(text)" : String(text) }
        return Timestamp(iso8601: "\(parts[3])-\(padded("\(month + 1)"))-\(padded(parts[1]))T\(parts[2])Z")
    }
}
