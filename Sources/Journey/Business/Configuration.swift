/// Everything a configuration directory says: `undercover.yaml`, locations, probes and kits, checked as a whole.
public struct Configuration: Sendable, Hashable {
    public var business = Business()
    /// `{{NAME}}` in every template, unless a location, `--set` or a capture says otherwise.
    public var values: [String: String] = [:]
    public var defaults = Defaults()
    public var storage = Storage()
    public var addresses = Addresses()
    public var personas: [String: Persona] = [:]
    public var owners: [String: Owner] = [:]
    public var calendars: [String: OpenCalendar] = [:]
    public var desks: [String: Desk] = [:]
    public var kits: [String: Kit] = [:]
    /// The secrets' names and where each is read; values never live here.
    public var secrets: [String: SecretSource] = [:]
    public var politeness = Politeness()
    /// Addresses that answer whenever our own network is well.
    public var reference: [String] = []
    public var alerts: [AlertRule] = []
    public var channels: [String: Channel] = [:]
    public var facts: [String: String] = [:]
    /// CIDR ranges that may be connected to although not public.
    public var allowPrivate: [String] = []
    public var allowedWords: [String] = []
    /// Declared moments of truth; those that no probe visits are unmapped.
    public var moments: [String] = []
    public var expectedStanding: Double?
    /// What one customer is worth, as text for reports (`120 EUR`).
    public var worth: String?
    public var locations: [Location] = []
    public var probes: [Probe] = []
    /// Phrase rules of `rules/`, beside the built-in ones.
    public var rules: [PhraseRule] = []
    /// Every file read, for the ledger's definitions.
    public var sources: [SourceFile] = []

    public init() {}

    public struct Business: Sendable, Hashable {
        public var name: String?
        /// Hosts that unsafe exchanges may go to. `*.example.com` matches its subdomains.
        public var hosts: [String] = []

        public init() {}
    }

    public struct Defaults: Sendable, Hashable {
        /// Page complete: RAIL's later loads and Nielsen's limits (web.dev; Nielsen 1993).
        public var promise = BusinessSpan(Span(.seconds(2)))
        public var patience = BusinessSpan(Span(.seconds(10)))
        /// How often a wait looks when its touchpoint does not say.
        public var checkEvery = Span(.seconds(60))
        /// A persona or text is not repeated at a desk within this time.
        public var cooldown = Span(days: 21)
        public var userAgent: String?
        public var language: String?
        public var timeZone: String?
        public var examine: Touchpoint.Examine = .nothing
        /// A certificate that has fewer days left is a finding.
        public var certificateDays = 14

        public init() {}
    }

    /// `{{NAME}}` at a location, or at none: where it has a value of that name, that one.
    public func values(at location: Location?) -> [String: String] {
        guard let own = location?.values, !own.isEmpty else { return values }
        return values.merging(own.filter { values[$0.key] != nil }) { $1 }
    }

    public struct Storage: Sendable, Hashable {
        /// The ledger's file; `$STATE_DIRECTORY/ledger.sqlite` without it.
        public var ledger: String?
        /// Directory of the status file and the socket.
        public var runtime: String?
        /// How long raw visits are kept.
        public var visitsKept = Span(days: 400)
        /// How long texts and pages are kept.
        public var textsKept = Span(days: 90)
        /// Bytes of compressed pages kept at most.
        public var pagesAtMost = 200_000_000
        public init() {}
    }

    public struct Addresses: Sendable, Hashable {
        /// Where the page listens; `none` for nowhere.
        public var page: String = "127.0.0.1:8046"
        public init() {}
    }

    public struct Owner: Sendable, Hashable {
        public var id: String
        public var name: String?
        public var notify: [String] = []
        public var calendar: String?
        public init(id: String) { self.id = id }
    }

    public struct Politeness: Sendable, Hashable {
        /// Exchanges in flight at one host.
        public var atOnce = 4
        /// Exchanges begun at one host in a second.
        public var perSecond = 20.0
        /// Visits in flight in all.
        public var visitsAtOnce = 512
        /// A header that tells the operator of a site who comes.
        public var announce: String?
        public init() {}
    }
}

/// Where a secret's value is read, once, at start.
public enum SecretSource: Sendable, Hashable {
    /// `$CREDENTIALS_DIRECTORY/NAME` (systemd.exec(5), LoadCredential=).
    case credential(String)
    case file(String)
    case environment(String)
}

/// One file of the configuration as it was read.
public struct SourceFile: Sendable, Hashable, Codable {
    /// From the configuration directory.
    public var path: String
    public var text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
