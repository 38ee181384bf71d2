internal import CCurl
internal import Glibc
internal import Journey
internal import Synchronization

/// Reads a chain of certificates: prints what is wanted of it and reads that.
enum CertificateText {
    /// - Parameter chain: DER, one behind the other, the server's first.
    /// - Returns: nil when there is none, or its dates cannot be read.
    static func read(_ chain: [UInt8]) -> Certificate? {
        chain.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var place: UnsafePointer<UInt8>? = start
            var result: Certificate?
            // OpenSSL reads no further than it is told, and moves `place` behind what it has read.
            while let next = place, let certificate = ccurl_certificate_read(&place, bytes.count - (next - start)) {
                defer { ccurl_certificate_free(certificate) }
                guard let notAfter = date(text(CCURL_NOT_AFTER, certificate)) else { continue }
                if let own = result {
                    result?.chainNotAfter = min(own.chainNotAfter, notAfter)
                    continue
                }
                guard next == start, let notBefore = date(text(CCURL_NOT_BEFORE, certificate)) else { return nil }
                result = Certificate(
                    subject: text(CCURL_SUBJECT, certificate) ?? "", issuer: text(CCURL_ISSUER, certificate) ?? "",
                    names: alternativeNames(text(CCURL_NAMES, certificate) ?? ""), notBefore: notBefore,
                    notAfter: notAfter, chainNotAfter: notAfter)
            }
            return result
        }
    }

    private static func text(_ part: ccurl_certificate_part, _ certificate: OpaquePointer) -> String? {
        guard let text = ccurl_certificate_text(certificate, part) else { return nil }
        defer { free(text) }
        return String(cString: text)
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

/// Certificates that were read before: most connections show the same ones again.
final class CertificateMemory: Sendable {
    private let known = Mutex<[[UInt8]: Certificate]>([:])

    func read(_ chain: [UInt8]) -> Certificate? {
        if chain.isEmpty { return nil }
        if let certificate = known.withLock({ $0[chain] }) { return certificate }
        guard let certificate = CertificateText.read(chain) else { return nil }
        known.withLock { known in
            // Many at once are a server's that makes them up; then all are forgotten.
            if known.count >= 256 { known = [:] }
            known[chain] = certificate
        }
        return certificate
    }
}
