internal import GRDB
public import Journey

extension Ledger {
    /// Made once; the starts of visits are a function of it.
    public func seed() async throws -> UInt64 {
        let (text, path) = (try await read { try Meta.value("seed", $0) }, path)
        guard let seed = text.flatMap(UInt64.init) else {
            throw LedgerError(.damaged, "the ledger \(path) has lost its seed: restore a backup")
        }
        return seed
    }

    /// Raised whenever the ledger is restored.
    public func epoch() async throws -> Int64 {
        try await read { try Meta.number("epoch", $0) ?? 1 }
    }

    /// A hash of the id of the machine that owns it.
    public func machine() async throws -> String {
        try await read { try Meta.value("machine", $0) ?? "none" }
    }

    /// It was copied or restored, and contacts nobody until it is adopted.
    public func isHeld() async throws -> Bool {
        try await read { try Meta.value("held", $0) == "1" }
    }

    /// The daemon is alive; what is missing of these becomes a blind span at the next start. Every few seconds.
    public func beat(_ now: Timestamp) async throws {
        try await store { pen in try Meta.set("alive", String(now.microseconds), pen.db) }
    }

    public func lastBeat() async throws -> Timestamp? {
        try await read { try Meta.number("alive", $0).map(Timestamp.init(microseconds:)) }
    }
}
