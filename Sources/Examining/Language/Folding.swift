extension String {
    /// In lower case and without accents, typographic apostrophes and hyphens as plain ones, so that phrases can be found.
    var folded: String {
        var result: [UInt8] = []
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if scalar.value < 0x80 {
                let byte = UInt8(scalar.value)
                result.append((65...90).contains(byte) ? byte | 0x20 : byte)
            } else if let plain = Self.plainLetters[scalar] {
                result.append(contentsOf: plain.utf8)
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let plainLetters: [Unicode.Scalar: String] = {
        let groups = [
            ("a", "àáâãäåāăą"), ("c", "çćč"), ("d", "ďđ"), ("e", "èéêëēęě"), ("g", "ğ"), ("i", "ìíîïīı"), ("l", "łľ"),
            ("n", "ñńň"), ("o", "òóôõöøōő"), ("r", "řŕ"), ("s", "śšş"), ("t", "ťţ"), ("u", "ùúûüūůű"), ("y", "ýÿ"),
            ("z", "źżž"), ("'", "’‘ʼ"), ("-", "‐‑–—−"), (" ", "\u{A0}\u{202F}\u{2009}"),
        ]
        var letters: [Unicode.Scalar: String] = ["ß": "ss", "æ": "ae", "œ": "oe", "Æ": "ae", "Œ": "oe"]
        for (plain, accented) in groups {
            for scalar in (accented + accented.uppercased()).unicodeScalars { letters[scalar] = plain }
        }
        return letters
    }()
}
