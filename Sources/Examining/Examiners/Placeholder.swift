import Journey
import Reading

/// Text that was meant to be replaced before a customer sees it: filler, an unfilled template, a note to oneself, a value that a
/// program did not have.
struct Placeholder: PageExaminer {
    let code = "placeholder"
    let ruleVersion = 1
    let dependsOn: Dependencies = .text

    private struct Rule {
        /// Stands in the finding's identity.
        let name: String
        let what: String
        let pattern: Phrase
        /// Is also written on purpose where people write about code.
        let isCode: Bool
        /// Languages in which it is a word.
        let exceptIn: Set<String>

        init(
            _ name: String, _ what: String, _ pattern: String, isCode: Bool = false, ignoringCase: Bool = true,
            exceptIn: Set<String> = []
        ) {
            self.name = name
            self.what = what
            self.pattern = Phrase(pattern, ignoringCase: ignoringCase)
            self.isCode = isCode
            self.exceptIn = exceptIn
        }
    }

    private static let rules = [
        Rule("latin", "filler text", #"\blorem ipsum dolor\b|\bconsectetu?e?r adipis(?:c|ic)ing elit\b"#),
        Rule(
            "template", "an unfilled template",
            #"\{\{\{?\s*[$@]?[a-z_][\w.\[\]'-]*(?:\s*\|\s*[\w: '"%.-]+)?\s*\}?\}\}|\{%-?\s*\w+[^{}%]{0,80}%\}|<%=?\s*[\w.@]+\s*%>"#
                + #"|\[\[\s*[a-z_]+(?:[._][a-z_]+)+\s*\]\]|(?<!\w)%%?[A-Z]{2,}(?:_[A-Z]+)+%%?(?!\w)"#,
            isCode: true),
        Rule("template", "an unfilled template", #"\$\{\s*[a-z_][\w.]*\s*\}|#\{\s*[a-z_][\w.]*\s*\}"#, isCode: true),
        Rule(
            "note", "a note to oneself", #"^\W{0,5}(?:TODO|FIXME)(?:\s*:|\W*$)"#, isCode: true,
            ignoringCase: false,
            exceptIn: ["es", "pt", "gl", "it"]),
        Rule(
            "prompt", "a prompt for text",
            #"\byour (?:text|content|headline|tagline|slogan|company name|business name) (?:goes )?here\b|\b(?:insert|enter|add|type) "#
                + #"(?:your|some) (?:text|content) here\b|\b(?:text|content|description|title|caption) goes here\b"#
                + #"|\bthis is (?:a |some )?(?:sample|dummy|placeholder|filler) (?:text|content|page)\b|\bjust another wordpress site\b"#
                + #"|\bwelcome to wordpress\. this is your first post\b|\[(?:your|insert) [a-z ]{2,30}\]"#
                + #"|\bhier (?:steht|kommt|folgt) (?:ihr|dein|der|ein) (?:text|inhalt)\b|\b(?:ihr|dein) text (?:steht )?hier\b|\bdies ist ein (?:blind|platzhalter|muster|beispiel)text\b"#
                + #"|\bvotre texte ici\b|\binserez (?:votre|le) texte\b|\bceci est un (?:texte|exemple) (?:de remplissage|d'exemple|factice)\b"#
                + #"|\b(?:su|tu) texto aqui\b|\binserte (?:su|el) texto\b|\besto es un texto de (?:ejemplo|relleno)\b"#),
        Rule(
            "value", "a value that was not there",
            #"\[object Object\]|^(?:undefined|NaN|Invalid Date)$|\b(?:undefined undefined|null null)\b"#
                + #"|(?:[€$£]|\b(?:EUR|USD|GBP|CHF))\s?(?:undefined|NaN|null)\b|\b(?:undefined|NaN)\s?(?:[€$£%]|(?:EUR|USD|GBP|CHF)\b)"#
                + #"|\b(?:Hello|Hi|Hey|Dear|Welcome|Hallo|Liebe[r]?|Guten Tag|Bonjour|Hola)(?: back)?,? (?:undefined|null|NaN)\b"#,
            isCode: true, ignoringCase: false),
    ]

    func examine(_ evidence: PageEvidence) -> Examination {
        let title = (evidence.page.title ?? "").folded
        // A text about filler quotes it.
        let isAboutFiller =
            title.contains("lorem ipsum") || title.contains("blindtext") || title.contains("placeholder")
        let language = evidence.language.map { String($0.lowercased().prefix(2)) } ?? ""
        let isFilledInBrowser = Self.isFilledInBrowser(evidence.page)
        var findings: [PageFinding] = []
        var told: Set<String> = []
        var counts: [String: Int] = [:]
        for block in evidence.blocks where Self.mayHold(block.text) {
            for rule in Self.rules where !rule.exceptIn.contains(language) {
                if rule.isCode && (evidence.isTechnical || evidence.isArticle) { continue }
                if rule.name == "template" && isFilledInBrowser { continue }
                // Where a whole template is unfilled, three of its braces say enough.
                if counts[rule.name] == 3 { continue }
                if isAboutFiller && (rule.name == "latin" || rule.name == "prompt") { continue }
                guard let match = rule.pattern.first(in: rule.name == "prompt" ? block.folded : block.text),
                    !block.isInside(
                        elements: ["blockquote", "q", "cite", "dt"], words: ["code", "highlight", "snippet"])
                else { continue }
                let identity = "\(rule.name) \(match.text.prefix(60))"
                guard told.insert(identity).inserted else { continue }
                counts[rule.name, default: 0] += 1
                findings.append(
                    PageFinding(
                        self, says: "\(rule.what) can be read on the page: \(match.text.quoted(atMost: 60))",
                        evidence: block.evidence(url: evidence.url), identity: identity))
            }
        }
        return Examination(findings: findings)
    }

    /// Whether a closer look is worth it: each rule needs one of these.
    private static func mayHold(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return triggers.contains { $0.isIn(bytes) }
    }

    private static let triggers = [
        "psum", "PSUM", "dipi", "{", "%", "[", "TODO", "FIXME", "undefined", "NaN", "Invalid", "null", "here", "HERE",
        "Here", "ample",
        "ummy", "laceholder", "ordPress", "Text", "text", "TEXT", "iller",
    ].map { ByteSearch($0) }

    /// Scripts fill such braces in for a customer; what we read is not what is seen.
    private static func isFilledInBrowser(_ page: Page) -> Bool {
        let frameworks = [
            "angular", "vue", "knockout", "handlebars", "mustache", "alpine", "petite", "ractive", "polymer",
        ]
        if page.scripts.contains(where: { script in
            guard let source = script.source?.lowercased() else { return false }
            return frameworks.contains { source.contains($0) }
        }) {
            return true
        }
        let query =
            "//*[@ng-app or @data-ng-app or @ng-controller or @ng-cloak or @v-cloak or @x-data or @ng-version or @data-vue-app]"
        return (try? page.xpath(query))?.isEmpty == false
    }
}
