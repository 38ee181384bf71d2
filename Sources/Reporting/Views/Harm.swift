internal import Journey

/// How much a mistake harms a customer, the worst smallest.
///
/// The order of the codes is ours: first what keeps somebody from what they came for, then what wastes their time, what
/// misleads them, and what only looks careless. A code not listed is taken as something that misleads.
struct Harm: Comparable, Hashable {
    private let severity: Int
    private let fixed: Int
    private let place: Int

    init(code: String, severity: Severity, fixed: Bool = false) {
        self.severity = Severity.allCases.firstIndex(of: severity) ?? 0
        self.fixed = fixed ? 1 : 0
        place = Harm.places[code] ?? Harm.unlisted
    }

    static func < (left: Harm, right: Harm) -> Bool {
        (left.fixed, left.severity, left.place) < (right.fixed, right.severity, right.place)
    }

    private static let codes = [
        "outcome-not-delivered", "late", "soft-404", "dead-link", "certificate-near-expiry", "mixed-content",
        "expired-offer", "",
        "placeholder", "stale-year", "missing-title", "before-the-beginning",
    ]
    private static let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    private static let unlisted = places[""] ?? 0
}
