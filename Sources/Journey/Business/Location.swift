/// One shop, branch or site of the business.
public struct Location: Sendable, Hashable {
    /// Unique; `a-z 0-9 -`.
    public var id: String
    public var name: String?
    public var region: String?
    public var tags: [String] = []
    /// IANA name; UTC without it.
    public var timeZone: String?
    public var calendar: String?
    public var language: String?
    /// A date pattern of this location (`dd.MM.yyyy`); ISO 8601 without it.
    public var dateForm: String?
    /// `{{location.NAME}}`.
    public var values: [String: String] = [:]
    public var desks: [String: Desk] = [:]
    public var facts: [String: String] = [:]

    public init(id: String) { self.id = id }
}

/// The identity a visit is made under.
public struct Persona: Sendable, Hashable {
    public var id: String
    public var name: String
    public var email: String?
    public var phone: String?
    public var address: String?
    public var language: String?
    public var userAgent: String?
    /// `{{persona.NAME}}` beside the fields above.
    public var values: [String: String] = [:]

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// A place where people answer.
public struct Desk: Sendable, Hashable {
    public var id: String
    /// The name of the kit that speaks to it.
    public var kit: String
    public var address: Template
    /// Names of secrets, by the kit's own names for them.
    public var secrets: [String: String] = [:]
    public var calendar: String?
    public var owner: String?
    public var agreed: Agreement?
    /// Visits begun at most.
    public var atMostPerDay = 1
    public var atMostPerWeek = 2
    /// What one contact costs the staff.
    public var handling: Span
    public var cooldown: Span
    public var namesStaff = false
    public var place: SourcePlace

    public init(id: String, kit: String, address: Template, handling: Span, cooldown: Span, place: SourcePlace) {
        self.id = id
        self.kit = kit
        self.address = address
        self.handling = handling
        self.cooldown = cooldown
        self.place = place
    }

    /// Who agreed that this desk may be tested; without it the desk is never contacted.
    public struct Agreement: Sendable, Hashable {
        public var by: String
        /// `YYYY-MM-DD`.
        public var since: String
        public var until: String?

        public init(by: String, since: String, until: String? = nil) {
            self.by = by
            self.since = since
            self.until = until
        }
    }
}

/// One product's API as named exchanges.
public struct Kit: Sendable, Hashable {
    public var name: String
    public var about: String?
    /// Names a desk must give secrets for.
    public var secrets: [String] = []
    /// `open`, `find`, `read`, `say`, `close`, … in the order written.
    public var exchanges: [NamedExchange] = []
    public var place: SourcePlace

    public init(name: String, place: SourcePlace) {
        self.name = name
        self.place = place
    }

    public struct NamedExchange: Sendable, Hashable {
        public var name: String
        public var form: ExchangeForm
        public var expect: [Expectation]
        public var capture: [Capture]
        public var repeatable: Bool

        public init(name: String, form: ExchangeForm, expect: [Expectation], capture: [Capture], repeatable: Bool) {
            self.name = name
            self.form = form
            self.expect = expect
            self.capture = capture
            self.repeatable = repeatable
        }
    }
}
