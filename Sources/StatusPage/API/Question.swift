internal import Hummingbird
internal import Journey
internal import Ledger

/// The query of an address, read strictly: an unknown key or value is refused, and never quietly means everything.
struct Question {
    private var values: [String: String] = [:]
    private let now: Timestamp

    /// - Throws: `Refusal` for a key that is none of `keys`, or given twice.
    init(_ request: Request, keys: Set<String>, now: Timestamp) throws {
        self.now = now
        for (key, value) in request.uri.queryParameters {
            guard keys.contains(String(key)) else {
                throw Refusal(
                    .badRequest, "there is no `\(key)` here; there are \(keys.sorted().joined(separator: ", "))")
            }
            guard values.updateValue(String(value), forKey: String(key)) == nil else {
                throw Refusal(.badRequest, "`\(key)` is given twice")
            }
        }
    }

    func text(_ key: String) -> String? { values[key] }

    func flag(_ key: String) throws -> Bool? {
        guard let text = values[key] else { return nil }
        guard let flag = Bool(text) else { throw Refusal(.badRequest, "`\(key)` is true or false") }
        return flag
    }

    /// Words separated by commas.
    func words<Word: RawRepresentable & CaseIterable & Hashable>(_ key: String) throws -> Set<Word>
    where Word.RawValue == String {
        var words: Set<Word> = []
        for text in values[key]?.split(separator: ",") ?? [] {
            guard let word = Word(rawValue: String(text)) else {
                let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(.badRequest, "`\(key)` is of \(known); not \(text)")
            }
            words.insert(word)
        }
        return words
    }

    /// An instant of ISO 8601, or a span back from now (`24h`).
    func instant(_ key: String) throws -> Timestamp? {
        guard let text = values[key] else { return nil }
        if let instant = Timestamp(iso8601: text) { return instant }
        guard let span = try? Span(text) else {
            throw Refusal(
                .badRequest, "`\(key)` is a time such as 2026-11-24T20:00:00Z, or a span such as 24h; not \(text)")
        }
        return now - span.continuous
    }

    /// - Parameter most: no answer holds more.
    func limit(default usual: Int, most: Int) throws -> Int {
        guard let text = values["limit"] else { return usual }
        guard let limit = Int(text), (1...most).contains(limit) else {
            throw Refusal(.badRequest, "`limit` is a number from 1 to \(most)")
        }
        return limit
    }
}

extension FindingFilter {
    static let keys: Set<String> = [
        "probe", "location", "code", "touchpoint", "fingerprint", "state", "severity", "since", "limit",
    ]

    /// Without `state`, those that still stand; without `severity`, defects.
    init(_ question: Question) throws {
        self.init()
        probe = question.text("probe")
        location = question.text("location")
        code = question.text("code")
        touchpoint = question.text("touchpoint")
        fingerprint = question.text("fingerprint")
        states = try question.words("state")
        if states.isEmpty && fingerprint == nil { states = [.open, .regressed] }
        severities = try question.words("severity")
        if severities.isEmpty && fingerprint == nil { severities = [.defect] }
        since = try question.instant("since")
        limit = try question.limit(default: 1000, most: 10_000)
    }
}

extension VisitFilter {
    static let keys: Set<String> = ["probe", "location", "grade", "late", "since", "until", "limit", "open"]

    init(_ question: Question) throws {
        self.init()
        probe = question.text("probe")
        location = question.text("location")
        grades = try question.words("grade")
        late = try question.flag("late")
        since = try question.instant("since")
        until = try question.instant("until")
        limit = try question.limit(default: 100, most: 10_000)
    }
}

extension IncidentFilter {
    static let keys: Set<String> = ["probe", "location", "rule", "state", "since", "limit"]

    init(_ question: Question) throws {
        self.init()
        probe = question.text("probe")
        location = question.text("location")
        rule = question.text("rule")
        since = try question.instant("since")
        limit = try question.limit(default: 100, most: 10_000)
        switch question.text("state") {
        case nil: break
        case "open": state = .open
        case "recovered": state = .recovered
        case let other?: throw Refusal(.badRequest, "`state` is open or recovered; not \(other)")
        }
    }
}
