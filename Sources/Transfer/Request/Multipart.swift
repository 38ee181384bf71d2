internal import Journey

/// `multipart/form-data` (RFC 7578).
enum Multipart {
    /// - Parameter boundary: must not occur in any part.
    static func body(_ parts: [ExchangeRequest.Part], boundary: String) -> [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\""
            if let file = part.fileName { head += "; filename=\"\(quoted(file))\"" }
            if let type = part.contentType ?? (part.fileName == nil ? nil : "application/octet-stream") {
                head += "\r\nContent-Type: \(type.filter { !$0.isNewline })"
            }
            body += Array("\(head)\r\n\r\n".utf8)
            body += part.content
            body += Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    /// A boundary that nobody can have put into a part beforehand.
    static func boundary() -> String {
        let digits = Array("0123456789abcdef")
        return "----form" + String((0..<32).map { _ in digits[Int.random(in: 0..<16)] })
    }

    /// As browsers do it (HTML §4.10.21.8): a quotation mark or line end would break the header.
    private static func quoted(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": result += "%22"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
