extension String {
    /// As a double-quoted scalar of YAML (1.2 §7.3.1), whatever is in it.
    var yamlQuoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case " "..."~": result.unicodeScalars.append(scalar)
            default:
                if scalar.properties.isAlphabetic || Self.harmless.contains(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    let (mark, width) = scalar.value > 0xFFFF ? ("\\U", 8) : ("\\u", 4)
                    result += mark + String(repeating: "0", count: width - hex.count) + hex
                }
            }
        }
        return result + "\""
    }

    private static let harmless = Set("–—…·•’‘“”„«»€£§°©®™&×²³½".unicodeScalars)

    /// A string of XPath 1.0, which has no escapes; nil when both kinds of quotes are in it.
    var xpathQuoted: String? {
        if !contains("'") { return "'\(self)'" }
        return contains("\"") ? nil : "\"\(self)\""
    }
}
