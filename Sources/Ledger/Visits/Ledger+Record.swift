internal import GRDB
public import Journey

extension Ledger {
    /// Stores a finished visit, what it found, and, of a bad one, its page; its row of a visit under way goes in the same
    /// transaction. Returns once it is on the disk.
    /// - Throws: `LedgerError`; then nothing of the visit is stored, and it may be recorded again.
    public func record(_ visit: Visit, page: StoredPage? = nil) async throws {
        let packed = try page.map(PackedPage.init)
        try await store { pen in try Self.insert(visit, packed, pen) }
    }

    /// The same for a visit without a page, for whoever makes thousands a second.
    /// - Parameter then: called on the ledger's own thread, and must be brief: nothing once the visit is on the disk, or why it is
    ///   not stored.
    public func record(_ visit: Visit, then: @escaping @Sendable ((any Error)?) -> Void) {
        store({ pen in try Self.insert(visit, nil, pen) }, then: then)
    }

    private static func insert(_ visit: Visit, _ page: PackedPage?, _ pen: Pen) throws {
        let place = try VisitRows.insert(visit, pen)
        try FindingLife.live(visit, at: place, pen)
        if let page { try PageRows.insert(page, at: visit.ended, pen) }
        if try pen.isUnderWay(visit.id) {
            try pen.run("DELETE FROM open_visit WHERE id = ?", [visit.id.rawValue])
            try pen.noteUnderWay(visit.id, false)
        }
    }
}
