internal import Journey

/// What may stand in a header that we send (RFC 9110 §5.1, §5.5).
enum HeaderRules {
    static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 256 && name.utf8.allSatisfy(isTokenByte)
    }

    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// No line end, no zero byte: nothing that could start a field of its own.
    static func isValue(_ value: String) -> Bool {
        !value.utf8.contains { $0 == 0x0d || $0 == 0x0a || $0 == 0 }
    }

    /// Why a field cannot be sent; nil if it can. Values are not repeated: they may be secrets.
    static func problem(_ field: HeaderField) -> String? {
        let name = HopFailure.printable(field.name)
        if !isToken(field.name) { return "\(name) is not the name of a header." }
        if !isValue(field.value) { return "The header \(name) holds a line end or a zero byte." }
        // How long the body is must be said by whoever sends it, or the next request could be smuggled into it.
        if ["content-length", "transfer-encoding"].contains(field.name.lowercased()) {
            return "The header \(name) is not yours to set: it follows from the body."
        }
        return nil
    }
}
