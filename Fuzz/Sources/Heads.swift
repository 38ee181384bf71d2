import Journey

@testable import Transfer

/// A response's head, line by line as libcurl hands it over, and its Location followed.
func fuzzHead(_ bytes: [UInt8]) {
    var head = RawHead()
    var start = bytes.startIndex
    while start < bytes.endIndex {
        let end = bytes[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.endIndex
        guard Array(bytes[start..<end]).withUnsafeBytes({ head.take($0) }) else { return }
        start = end
    }
    _ = head.version
    precondition(head.fields.count <= RawHead.keptFields + 1)
    guard let location = head.location, let base = try? Destination("https://hotel.example/a/b?c") else { return }
    if let address = try? base.resolving(Array(location)) {
        precondition(address.text.hasPrefix("http"), "leads to \(address.text)")
        _ = address.origin
    }
    _ = IPAddress(String(decoding: location, as: UTF8.self))
    _ = ProxyAddress(String(decoding: location, as: UTF8.self))
}

/// As DER, as a server sends it; and as the words that OpenSSL prints of a date.
func fuzzCertificate(_ bytes: [UInt8]) {
    _ = CertificateText.read(bytes)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        _ = CertificateText.date(String(line.drop { $0 != ":" }.dropFirst()))
    }
}
