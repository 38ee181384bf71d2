import Reading

/// Addresses at which a GET may do something, or that belong to one customer alone: a scout leaves them be.
enum ActingPaths {
    /// Whether an address, or what its link says, sounds like doing rather than reading.
    static func acts(_ address: WebAddress, linkText: String = "") -> Bool {
        let query = address.query ?? ""
        let target = dashed(address.path + "?" + query)
        if anywhere.contains(where: { target.contains($0) }) { return true }
        let parts = address.path.split(separator: "/") + query.split { $0 == "&" || $0 == "=" }
        if parts.contains(where: { alone.contains(dashed(String($0))) }) { return true }
        // A long text speaks about something; a short one is the name of a button.
        guard linkText.count <= 24 else { return false }
        let text = dashed(linkText)
        return alone.contains(text) || anywhere.contains { text.contains($0) }
    }

    /// Words in lower case with a dash before and behind each: `/addToCart?id=7` is `-add-to-cart-id-7-`.
    private static func dashed(_ text: String) -> String {
        var result = "-"
        var wasSmall = false
        for character in text.removingPercentEncoding.prefix(2_000) {
            if character.isLetter || character.isNumber {
                if character.isUppercase, wasSmall { result += "-" }
                result += character.lowercased()
                wasSmall = character.isLowercase
            } else {
                if !result.hasSuffix("-") { result += "-" }
                wasSmall = false
            }
        }
        return result.hasSuffix("-") ? result : result + "-"
    }

    /// Unmistakable wherever they stand.
    private static let anywhere = [
        "logout", "log-out", "logoff", "log-off", "signout", "sign-out", "abmelden", "ausloggen", "deconnexion",
        "déconnexion", "cerrar-sesion", "cerrar-sesión",
        "delete", "remove", "loeschen", "löschen", "entfernen", "supprimer", "eliminar", "borrar",
        "unsubscribe", "abbestellen", "desabonner", "désabonner", "desinscription", "désinscription",
        "cart", "basket", "warenkorb", "einkaufswagen", "panier", "carrito", "checkout",
        "add-to", "hinzufuegen", "hinzufügen", "wishlist", "merkzettel", "wunschliste",
        "xmlrpc", "wp-admin", "wp-login", "wp-json", "cgi-bin", "graphql", "oauth",
    ].map { "-\($0)-" }

    /// Ordinary words that act only where they are a whole part of the path, or a name or value of the query.
    private static let alone = Set(
        [
            "login", "log-in", "signin", "sign-in", "anmelden", "einloggen", "account", "my-account", "konto",
            "mein-konto", "compte", "mon-compte", "cuenta", "mi-cuenta", "admin", "kasse", "cesta",
            "add", "ajouter", "anadir", "añadir", "compare", "vote", "like", "share", "confirm", "cancel", "stornieren",
            "annuler", "pay", "bezahlen", "payer", "pagar", "action", "do", "cmd", "edit", "create", "update", "submit",
            "download", "print", "export", "api", "token", "clear", "reset", "toggle", "subscribe", "follow",
        ].map { "-\($0)-" })
}

extension String {
    /// With its `%XX` decoded as far as they are text.
    fileprivate var removingPercentEncoding: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        let bytes = Array(utf8)
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
            {
                result.append(value)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
