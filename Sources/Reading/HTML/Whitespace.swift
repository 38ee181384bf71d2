/// Runs of HTML's white space and of no-break spaces as one space each, and none at the ends.
func collapse(_ text: String) -> String {
    var result: [UInt8] = []
    var isApart = false
    var isAfterLead = false
    for byte in text.utf8 {
        // U+00A0 is C2 A0.
        if byte == 0xC2 {
            isAfterLead = true
            continue
        }
        if isASCIIWhitespace(byte) || isAfterLead && byte == 0xA0 {
            isApart = true
        } else {
            if isApart, !result.isEmpty { result.append(0x20) }
            isApart = false
            if isAfterLead { result.append(0xC2) }
            result.append(byte)
        }
        isAfterLead = false
    }
    return String(decoding: result, as: UTF8.self)
}
