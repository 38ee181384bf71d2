internal import GRDB
public import Journey

extension Ledger {
    /// One visit under way; nothing when it is over.
    /// - Throws: `LedgerError.newer` when it was saved by a later release.
    public func openVisit(_ id: VisitID) async throws -> OpenVisit? {
        let path = path
        return try await read { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT state, wake, overdue, version FROM open_visit WHERE id = ?",
                    arguments: [id.rawValue])
            else { return nil }
            guard row[3] <= VisitState.currentVersion else {
                throw LedgerError(
                    .newer,
                    "the visit \(id) in \(path) was begun by a later release of undercover: install that release")
            }
            return OpenVisit(
                state: try JSON.value(row[0]), wake: (row[1] as Int64?).map(Timestamp.init(microseconds:)),
                overdueAt: (row[2] as Int64?).map(Timestamp.init(microseconds:)))
        }
    }

    /// What a scheduler needs of every visit under way, without reading their states: a hundred thousand fit in memory.
    public func openVisitHeads() async throws -> [OpenVisitHead] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT id, probe, location, json_extract(state, '$.persona'), wake, slot IS NULL FROM open_visit")
            var heads: [OpenVisitHead] = []
            while let row = try rows.next() {
                let location: String = row[2]
                heads.append(
                    OpenVisitHead(
                        visit: VisitID(rawValue: row[0]),
                        subject: Subject(probe: row[1], location: location.isEmpty ? nil : location), persona: row[3],
                        wake: (row[4] as Int64?).map(Timestamp.init(microseconds:)), isAskedFor: row[5]))
            }
            return heads
        }
    }
}

/// A visit under way, in short.
public struct OpenVisitHead: Sendable, Hashable {
    public var visit: VisitID
    public var subject: Subject
    public var persona: String?
    /// When something is to be done next; at once without it.
    public var wake: Timestamp?
    public var isAskedFor: Bool
}
