/// One moment of truth: one exchange, one act at a desk, or one wait for somebody's answer.
public struct Touchpoint: Sendable, Hashable {
    /// Unique within its journey.
    public var name: String
    public var act: Act
    public var promise: BusinessSpan?
    public var patience: BusinessSpan?
    /// Faster than this delights.
    public var delight: BusinessSpan?
    /// A broken expectation is mediocre instead of bad.
    public var minor = false
    /// Housekeeping: runs whatever happened if anything was sent, and is never graded.
    public var always = false
    /// The exchange may reach the server twice without harm (a login, a search, closing).
    public var repeatable = false
    /// Looks for the visit's mark when the outcome of an unsafe exchange is not known.
    @Boxed public var find: ExchangeForm? = nil
    public var findWithin: Span?
    @Boxed public var undo: ExchangeForm? = nil
    public var holdAtMost: Span?
    /// `failure`, `request` or `praise`: what the business owes in its answer.
    public var situation: Situation?
    public var milestones: [Milestone] = []
    public var answers: [ExpectedAnswer] = []
    public var sandbox = false
    public var expect: [Expectation] = []
    /// Looks again until all of these hold; the time to that moment is what is graded.
    public var until: [Expectation] = []
    public var checkEvery: Span?
    public var capture: [Capture] = []
    public var examine: Examine?
    public var place: SourcePlace

    public init(name: String, act: Act, place: SourcePlace) {
        self.name = name
        self.act = act
        self.place = place
    }

    public var isWait: Bool { !until.isEmpty || act.isHear }

    /// Sends something that must not be sent twice (DESIGN §4.6).
    public var isUnsafe: Bool {
        guard case .exchange(let form) = act else { return act.contactsPeople }
        return !repeatable && ExchangeForm.unsafeMethods.contains(form.method)
    }

    public enum Examine: String, Sendable, Hashable, Codable, CaseIterable {
        case page, message, nothing
    }

    public enum Situation: String, Sendable, Hashable, Codable, CaseIterable {
        case failure, request, praise
    }
}

/// What the shopper does at a touchpoint. Indirect, as forms are large and a touchpoint is handed about at every step of a visit.
public indirect enum Act: Sendable, Hashable {
    case exchange(ExchangeForm)
    case write(desk: String, subject: Template?, texts: [Template])
    case hear(desk: String)
    case say(desk: String, texts: [Template])
    case call(desk: String, texts: [Template])
    /// What a field shopper is asked to do.
    case person(task: Template)

    public var isHear: Bool { if case .hear = self { true } else { false } }

    public var desk: String? {
        switch self {
        case .write(let desk, _, _), .hear(let desk), .say(let desk, _), .call(let desk, _): desk
        case .exchange, .person: nil
        }
    }

    public var contactsPeople: Bool {
        switch self {
        case .write, .say, .call: true
        case .exchange, .hear, .person: false
        }
    }
}

/// One step of a conversation that a wait looks for.
public struct Milestone: Sendable, Hashable {
    public var until: Event
    public var promise: BusinessSpan?
    public var patience: BusinessSpan?

    public init(until: Event, promise: BusinessSpan?, patience: BusinessSpan?) {
        self.until = until
        self.promise = promise
        self.patience = patience
    }

    public enum Event: String, Sendable, Hashable, Codable, CaseIterable {
        case acknowledgement, answer, resolution
    }
}

/// A question the customer asked, and how its answer is known.
public struct ExpectedAnswer: Sendable, Hashable {
    public var question: String
    public var fact: String?
    public var any: [String] = []

    public init(question: String, fact: String? = nil, any: [String] = []) {
        self.question = question
        self.fact = fact
        self.any = any
    }
}

/// An exchange as it is written in a file, its templates not yet filled in.
public struct ExchangeForm: Sendable, Hashable {
    /// Upper case.
    public var method: String
    public var url: Template
    public var headers: [Field] = []
    public var query: [Field] = []
    public var body: Body = .none
    public var auth: Auth?
    public var tls = TLS()
    /// Redirects followed at most; 0 follows none.
    public var follow: Int = 10
    public var http: ExchangeRequest.HTTPVersion = .any
    /// `host:port` to address.
    public var resolve: [String: String] = [:]
    public var proxy: Template?
    /// Bytes of body read at most.
    public var limit: Int?
    public var addressFamily: ExchangeRequest.AddressFamily = .any
    public var interface: String?

    public static let unsafeMethods: Set<String> = ["POST", "PUT", "PATCH", "DELETE"]

    public init(method: String, url: Template) {
        self.method = method
        self.url = url
    }

    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: Template

        public init(name: String, value: Template) {
            self.name = name
            self.value = value
        }
    }

    public enum Body: Sendable, Hashable {
        case none
        /// Text as it is, with a content type if the headers give none.
        case text(Template)
        case json(JSONTemplate)
        case form([Field])
        case multipart([Part])
    }

    public struct Part: Sendable, Hashable {
        public var name: String
        public var content: Template
        public var fileName: String?
        public var contentType: String?

        public init(name: String, content: Template, fileName: String? = nil, contentType: String? = nil) {
            self.name = name
            self.content = content
            self.fileName = fileName
            self.contentType = contentType
        }
    }

    public enum Auth: Sendable, Hashable {
        case basic(user: Template, password: Template)
        case digest(user: Template, password: Template)
        case bearer(Template)
    }

    public struct TLS: Sendable, Hashable {
        public var verify = true
        /// Paths, taken from the configuration directory when relative.
        public var caFile: String?
        public var clientCertificateFile: String?
        public var clientKeyFile: String?
        public var minimumVersion: String?

        public init() {}
    }
}

/// A JSON document with templates where its strings are.
public indirect enum JSONTemplate: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number's own text, so that no digit is lost.
    case number(String)
    case string(Template)
    case array([JSONTemplate])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONTemplate

        public init(name: String, value: JSONTemplate) {
            self.name = name
            self.value = value
        }
    }
}
