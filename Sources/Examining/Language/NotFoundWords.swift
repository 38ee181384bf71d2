import Reading

/// How a page says that there is nothing at its address.
enum NotFoundWords {
    /// Whether the page's title or heading says so, rather than its text about other pages.
    static func speak(in page: Page) -> Bool {
        guard page.visibleLength < 4_000 else { return false }
        let headings = page.visibleText.prefix(60).filter { ["h1", "h2"].contains($0.element.name) }.map(\.text)
        return ([page.title].compactMap(\.self) + headings.prefix(2)).contains { says($0) }
    }

    /// A short phrase that says nothing else: an article on error 404 says more.
    private static func says(_ text: String) -> Bool {
        guard text.count <= 80 else { return false }
        let folded = text.folded
        guard pattern.isIn(folded) else { return false }
        return !["how to", "fix", "what is", "was ist", "wie ", "comment ", "que es", "como ", "guide", "best "]
            .contains {
                folded.contains($0)
            }
    }

    private static let pattern = Phrase(
        #"^\W*(?:error |fehler |erreur )?404(?:\W|$)|\b404\W+(?:not found|error|page|seite|fehler)|\b(?:error|fehler|erreur) 404\b"#
            + #"|\b(?:page|site|file|document|url|resource|product) (?:was |is |could |can )?(?:not|n't)(?: be)? (?:found|available)\b"#
            + #"|\b(?:page|file|product) (?:does not|doesn't|no longer) exists?\b|\bnothing (?:was )?found here\b"#
            + #"|\b(?:we )?(?:can't|cannot|couldn't|could not) find (?:that|the|this|your) page\b"#
            + #"|\b(?:seite|datei|dokument|artikel|produkt) (?:wurde |konnte |existiert )?(?:leider )?nicht (?:gefunden|vorhanden|mehr)"#
            + #"|\bseite existiert nicht\b|\bpage (?:introuvable|non trouvee|inexistante)\b|\bcette page n'existe (?:pas|plus)\b"#
            + #"|\bpagina no (?:encontrada|existe|disponible)\b|\bno se (?:ha )?enc(?:ontro|ontrado) la pagina\b|\bpagina non trovata\b"#
            + #"|\bpagina niet gevonden\b|\bpagina nao encontrada\b"#)
}
