public import Journey

/// What a later process must know of an incident of storage, since the ledger, where all else is kept, is what it is about.
public struct StorageNote: Sendable, Hashable, Codable {
    public var incident: Incident
    /// By name, those that have been told of it directly; once it is over, those that are still to be told that.
    public var channels: [String]

    public init(incident: Incident, channels: [String]) {
        self.incident = incident
        self.channels = channels
    }
}

/// Keeps notes from one process to the next, as far as that can be done while a disk is in trouble.
public protocol StorageMemory: Sendable {
    /// What was kept last; nothing when that cannot be read.
    func recall() async -> [StorageNote]

    /// Keeps these instead of those before. To keep none leaves nothing behind.
    func keep(_ notes: [StorageNote]) async throws
}
