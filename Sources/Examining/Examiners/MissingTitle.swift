import Journey
import Reading

/// A page without a title, or with the one that its tool puts there: tabs, bookmarks and search results have no name for it.
struct MissingTitle: PageExaminer {
    let code = "missing-title"
    let ruleVersion = 1
    let dependsOn: Dependencies = .text

    func examine(_ evidence: PageEvidence) -> Examination {
        guard isWhole(evidence) else { return Examination() }
        let says: String
        if let title = evidence.page.title {
            guard Self.unchosen.contains(title.folded.trimmed) else { return Examination() }
            says = "the page's title is “\(title)”"
        } else {
            says = "the page has no title"
        }
        let finding = PageFinding(
            self, says: says, evidence: Evidence(url: evidence.url, path: "/html/head/title"), identity: "title")
        return Examination(findings: [finding])
    }

    /// A piece of a page, which a script puts into another one, needs no title.
    private func isWhole(_ evidence: PageEvidence) -> Bool {
        guard !evidence.page.isCutShort, !evidence.page.visibleText.isEmpty else { return false }
        let start = String(decoding: evidence.reader.body.prefix(4_096), as: UTF8.self).lowercased()
        return start.contains("<html") || start.contains("<!doctype") || start.contains("<head")
    }

    private static let unchosen: Set<String> = [
        "untitled", "untitled document", "untitled page", "untitled-1", "document", "new page", "new page 1",
        "page title", "title",
        "title here", "your title here", "insert title here", "unbenanntes dokument", "unbenannt", "unbenannte seite",
        "neue seite",
        "sans titre", "document sans titre", "document sans nom", "documento sin titulo", "sin titulo", "vite app",
        "react app",
        "vite + react", "vite + vue",
    ]
}
