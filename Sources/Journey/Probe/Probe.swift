/// One customer journey: who walks it, when, what is promised on the way (docs/probes.md).
public struct Probe: Sendable, Hashable {
    /// Unique within a configuration; `a-z 0-9 -`, at most 64 characters.
    public var name: String
    public var about: String?
    public var owner: String?
    public var tags: [String] = []
    /// The probe's share when an owner's, location's or business's standing is taken together. More than 0.
    public var weight: Double = 1
    public var paused = false
    /// One series of visits for each of these locations; without it, one for the business as a whole.
    public var forEach: LocationSelector?
    /// Names of personas, taken in turn.
    public var personas: [String] = []
    /// Absent: visited only when somebody asks.
    public var schedule: Schedule?
    /// Origins besides those written in the journey that credentials, cookies and configured headers may go to.
    public var origins: [Template] = []
    public var touchpoints: [Touchpoint] = []
    public var standards: [Standard] = []
    /// Hash of all the files this probe's meaning comes from; the ledger keeps their text under it.
    public var definition: String = ""
    public var place: SourcePlace

    public init(name: String, place: SourcePlace) {
        self.name = name
        self.place = place
    }
}

public enum LocationSelector: Sendable, Hashable {
    case all
    case tagged(String)

    public func selects(_ location: Location) -> Bool {
        switch self {
        case .all: true
        case .tagged(let tag): location.tags.contains(tag)
        }
    }
}

/// A service non-negotiable: once broken, the visit is bad.
public struct Standard: Sendable, Hashable, Codable {
    /// The code of a mistake that must not be found.
    public var never: String
    /// The touchpoint it is about; anywhere in the journey without it.
    public var at: String?

    public init(never: String, at: String? = nil) {
        self.never = never
        self.at = at
    }

    public func isBroken(by finding: Finding) -> Bool {
        finding.code == never && (at == nil || at == finding.touchpoint)
    }
}

/// Where in a file something is written; line and column count from 1.
public struct SourcePlace: Sendable, Hashable, Codable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// A file as a whole: one that is not there has no first line.
    public init(whole file: String) { self.init(file: file, line: 0, column: 0) }

    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }
}
