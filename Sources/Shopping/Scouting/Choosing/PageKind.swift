import Reading

/// What a page is for, as far as its name or what links to it tells.
enum PageKind: String, Sendable, CaseIterable {
    // In the order in which they matter to somebody who comes for the first time.
    case shop, prices, offers, booking, help, about
    case contact, returns, terms

    /// By the text of a link or a title.
    static func named(_ text: String) -> PageKind? {
        guard !text.isEmpty, text.count <= 60 else { return nil }
        return table.first { $0.pattern?.isFound(in: text) == true }?.kind
    }

    /// By the last part of a path that says something.
    static func atPath(_ path: String) -> PageKind? {
        for part in path.split(separator: "/").reversed().prefix(2) {
            let words = String(part.prefix { $0 != "." }.map { $0 == "-" || $0 == "_" || $0 == "+" ? " " : $0 })
            if let kind = named(words) { return kind }
        }
        return nil
    }

    private static let table: [(kind: PageKind, pattern: Pattern?)] = words.map {
        ($0.0, try? Pattern($0.1, ignoringCase: true))
    }

    /// In English, German, French and Spanish; paths are written without accents. The first that fits counts: "delivery terms"
    /// tell of deliveries before they are terms.
    private static let words: [(PageKind, String)] = [
        (
            .contact,
            #"\bcontact(?:s|o|a|ez|er|enos|anos|a?nos|us)?\b(?! lens)|\bcont[aá]ct[ae]nos\b|\bkontakt\b|\bget in touch\b|\b(?:reach|call|find) us\b|\bnous (?:contacter|joindre|trouver)\b"#
        ),
        (
            .returns,
            #"\b(?:returns?|refunds?|shipping|delivery|r(?:ü|ue)ckgabe\w*|r(?:ü|ue)cksendung\w*|retouren?|widerruf\w*|umtausch|versand\w*|liefer(?:ung|bedingungen|zeiten?)|retours?|remboursements?|livraisons?|devoluci(?:o|ó)n(?:es)?|env(?:i|í)os?|reembolsos?|cancell?ation policy|stornierung\w*)\b"#
        ),
        (
            .terms,
            #"\b(?:terms|conditions|t&cs?|agb|(?:nutzungs|gesch(?:ä|ae)fts)bedingungen|cgv|cgu|condiciones|t(?:é|e)rminos|aviso legal)\b"#
        ),
        (
            .help,
            #"\b(?:help(?: cent(?:er|re))?|faqs?|support|questions|hilfe(?:center)?|fragen|kundenservice|kundendienst|aide|ayuda|preguntas|customer (?:service|care)|service client|atenci(?:o|ó)n al cliente)\b"#
        ),
        (
            .booking,
            #"\b(?:book(?:ing)?(?: now| online| an? .*| your .*)?$|bookings?|reserv(?:e|ation|ations|ieren|ierung|er|ar|as?|aciones)|buch(?:en|ung)|order (?:now|online)|bestell(?:en|ung)|commander|appointments?|termin(?:e|vereinbarung|buchung)?|rendez.vous|cita previa|tickets?)\b"#
        ),
        (
            .prices,
            #"\b(?:pric(?:es?|ing)|plans|rates|fees|preis(?:e|liste)|tarife?|kosten|prix|tarifs|precios?|tarifas)\b"#
        ),
        (
            .offers,
            #"\b(?:offers?|deals?|sale|specials?|promotions?|angebote?|aktionen|offres?|promos?|soldes|ofertas?|promociones)\b"#
        ),
        (
            .shop,
            #"\b(?:shop|store|products?|catalog(?:ue)?|collections?|menu|rooms?|services?|courses?|treatments|solutions|produkte?|sortiment|leistungen|speisekarte|zimmer|kurse|boutique|produits?|chambres?|prestations|tienda|productos|habitaciones|servicios|carta)\b"#
        ),
        (
            .about,
            #"\b(?:about|our story|who we are|(?:ü|ue)ber uns|unternehmen|(?:à|a) propos|qui sommes.nous|qui(?:é|e)nes somos|sobre nosotros)\b"#
        ),
    ]
}
