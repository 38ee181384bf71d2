import Journey
import ProbeFiles
import Reading

/// Everything that is written, made from what was seen and answered.
struct Draft: Sendable {
    /// What the six questions gave, the directory left out.
    struct Answers: Sendable {
        var name: String
        var timeZone: String
        var hours: OpeningWeek
        var owner: String
        var webhook: String?
    }

    let site: Site
    let choice: Choice
    let answers: Answers
    /// The address that was typed.
    let start: String
    /// The day it is written.
    let today: String

    /// Paths in the configuration directory, and texts. Those under `secrets/` are for the owner's eyes only.
    var files: [SourceFile] {
        var files = [
            SourceFile(path: "undercover.yaml", text: undercover),
            SourceFile(path: "probes/first-visit.yaml", text: firstVisit),
            SourceFile(path: "probes/find-contact.yaml", text: findContact),
            SourceFile(path: "probes/read-the-small-print.yaml", text: smallPrint),
            SourceFile(path: "promises.md", text: promiseList),
        ]
        if let webhook = answers.webhook { files.append(SourceFile(path: Self.secretPath, text: webhook + "\n")) }
        return files
    }

    /// What `files` may hold.
    static let possiblePaths =
        ["undercover.yaml"] + probeNames.map { "probes/\($0).yaml" } + ["promises.md", secretPath]
    static let probeNames = ["first-visit", "find-contact", "read-the-small-print"]
    static let secretPath = "secrets/alerts-webhook"

    /// The owner's name as an id.
    var ownerID: String {
        var id = ""
        for scalar in answers.owner.lowercased().unicodeScalars where id.utf8.count < 40 {
            switch scalar {
            case "a"..."z", "0"..."9": id.unicodeScalars.append(scalar)
            default: if !id.isEmpty, !id.hasSuffix("-") { id += "-" }
            }
        }
        while id.hasSuffix("-") { id.removeLast() }
        return id.isEmpty ? "owner" : id
    }

    /// A page's address with the site's origin as `{{site}}`.
    func reference(to page: SitePage) -> String {
        let address = page.address.description
        guard address.hasPrefix(site.origin.text) else { return address.yamlQuoted }
        return ("{{site}}" + address.dropFirst(site.origin.text.count)).yamlQuoted
    }

    /// Free text of ours and of the site as one comment line.
    func comment(_ text: String) -> String { "# " + text.escapedForDisplay() + "\n" }
}
