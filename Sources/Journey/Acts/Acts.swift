/// What the API lets people do. Daemon fills it in; StatusPage offers it on the socket.
public protocol Acts: Sendable {
    /// One visit now. The stream ends after `.finished` or `.refused`; dropping it leaves the visit running.
    /// - Parameter asOwner: asked for by root or the daemon's own user. Others may ask, but what they bring gets no secrets: it
    ///   could send them anywhere.
    func visit(_ wish: VisitWish, asOwner: Bool) async -> AsyncStream<VisitProgress>

    /// Takes the configuration as it is on disk now.
    /// - Parameter accept: also when it removes more than half of the probes.
    func reload(accept: Bool) async -> ReloadOutcome

    /// What a reload would add, remove and cancel.
    func difference() async -> ReloadOutcome

    /// Writes a copy of the ledger while it goes on.
    /// - Parameter path: absolute, of a file that is not there yet.
    /// - Returns: what went wrong; nothing when the copy is there.
    func backUp(to path: String) async -> String?
}

/// A visit that somebody asks for.
public struct VisitWish: Sendable, Hashable, Codable {
    /// A probe's name, or the text of a probe file that need not be in the configuration.
    public var probe: String
    public var source: SourceFile?
    public var location: String?
    public var settings: [String: String] = [:]
    public var contactPeople = false

    public init(probe: String) { self.probe = probe }

    /// Only the probe must be said.
    public init(from decoder: any Decoder) throws {
        let wish = try decoder.container(keyedBy: CodingKeys.self)
        probe = try wish.decode(String.self, forKey: .probe)
        source = try wish.decodeIfPresent(SourceFile.self, forKey: .source)
        location = try wish.decodeIfPresent(String.self, forKey: .location)
        settings = try wish.decodeIfPresent([String: String].self, forKey: .settings) ?? [:]
        contactPeople = try wish.decodeIfPresent(Bool.self, forKey: .contactPeople) ?? false
    }
}

public enum VisitProgress: Sendable, Hashable, Codable {
    case began(VisitID, touchpoints: [String])
    case touchpoint(TouchpointResult, findings: [Finding])
    /// The touchpoint's answer is awaited; the next look is at that time.
    case waiting(touchpoint: String, nextLook: Timestamp, givesUp: Timestamp)
    case finished(Visit)
    /// The visit was not begun, and why.
    case refused(String)
}

/// What a reload did, or would do.
public struct ReloadOutcome: Sendable, Hashable, Codable {
    public var taken: Bool
    /// Whole error messages, one a line or paragraph, as `undercover check` prints them.
    public var problems: [String] = []
    public var added: [String] = []
    public var removed: [String] = []
    public var changed: [String] = []
    /// Waits that end because their probe is gone; they are interrupted.
    public var cancelled: [String] = []
    /// It removes more than half of the series, and is taken only if that is said to be meant.
    public var needsAccept = false

    public init(taken: Bool) { self.taken = taken }
}
