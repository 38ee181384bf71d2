extension String {
    /// In lower case and without accents, typographic apostrophes as plain ones, so that phrases can be found.
    var folded: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isASCII {
                result.append((65...90).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
            } else if scalar == "\u{2019}" || scalar == "\u{2018}" {
                result.append("'")
            } else if let plain = Self.plainLetters[scalar] {
                result.append(contentsOf: plain.unicodeScalars)
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }

    private static let plainLetters: [Unicode.Scalar: String] = {
        let groups = [
            ("a", "àáâãäåāăą"), ("c", "çćč"), ("d", "ďđ"), ("e", "èéêëēęě"), ("g", "ğ"), ("i", "ìíîïīı"), ("l", "łľ"),
            ("n", "ñńň"), ("o", "òóôõöøōő"), ("r", "řŕ"), ("s", "śšş"), ("t", "ťţ"), ("u", "ùúûüūůű"), ("y", "ýÿ"),
            ("z", "źżž"),
        ]
        var letters: [Unicode.Scalar: String] = ["ß": "ss", "æ": "ae", "œ": "oe", "Æ": "ae", "Œ": "oe"]
        for (plain, accented) in groups {
            for scalar in (accented + accented.uppercased()).unicodeScalars { letters[scalar] = plain }
        }
        return letters
    }()
}
