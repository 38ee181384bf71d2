/// When somebody is told. One incident for each rule and subject, from breach to recovery.
public struct AlertRule: Sendable, Hashable {
    public var name: String
    public var condition: Condition
    /// Only probes with one of these names or tags; all without any.
    public var probes: [String] = []
    public var tags: [String] = []
    /// Names of channels.
    public var notify: [String] = []
    /// Good visits in a row before the incident has recovered.
    public var recoverAfter = 1
    public var place: SourcePlace

    public init(name: String, condition: Condition, place: SourcePlace) {
        self.name = name
        self.condition = condition
        self.place = place
    }

    public enum Condition: Sendable, Hashable {
        /// Late in `count` of the last `of` visits.
        case late(count: Int, of: Int)
        /// A wait's promise has lapsed, and this much of it again (0.5: by half), with no answer.
        case overdue(byShare: Double)
        /// Bad in `count` of the last `of` visits.
        case bad(count: Int, of: Int)
    }

    public func concerns(probe: String, tags probeTags: [String]) -> Bool {
        if probes.isEmpty && tags.isEmpty { return true }
        return probes.contains(probe) || tags.contains { probeTags.contains($0) }
    }
}

/// A way of telling somebody. Each kind is one file in Delivery.
public struct Channel: Sendable, Hashable {
    public var name: String
    /// `webhook` or `command`.
    public var kind: String
    /// The kind's own keys; `secret:NAME` values are filled in when a notification is delivered.
    public var settings: [String: Setting] = [:]
    public var place: SourcePlace

    public init(name: String, kind: String, place: SourcePlace) {
        self.name = name
        self.kind = kind
        self.place = place
    }

    public enum Setting: Sendable, Hashable {
        case text(Template)
        case list([Template])
        case map([String: Template])
    }
}

/// What a kind of channel accepts, so that ProbeFiles can check it without knowing Delivery.
public struct ChannelKeys: Sendable, Hashable {
    public var kind: String
    public var required: [String]
    public var optional: [String]
    /// Keys that hold lists, and keys that hold maps; all others hold text.
    public var lists: [String]
    public var maps: [String]

    public init(kind: String, required: [String], optional: [String], lists: [String] = [], maps: [String] = []) {
        self.kind = kind
        self.required = required
        self.optional = optional
        self.lists = lists
        self.maps = maps
    }
}
