internal import GRDB
public import Journey

extension Ledger {
    /// Stores a finished visit, what it found, and, of a bad one, its page; its row of a visit under way goes in the same
    /// transaction. Returns once it is on the disk.
    /// - Throws: `LedgerError`; then nothing of the visit is stored, and it may be recorded again.
    public func record(_ visit: Visit, page: StoredPage? = nil) async throws {
        let packed = try page.map(PackedPage.init)
        try await store { pen in
            let place = try VisitRows.insert(visit, pen)
            try FindingLife.live(visit, at: place, pen)
            if let packed { try PageRows.insert(packed, at: visit.ended, pen) }
            if try pen.isUnderWay(visit.id) {
                try pen.run("DELETE FROM open_visit WHERE id = ?", [visit.id.rawValue])
                try pen.noteUnderWay(visit.id, false)
            }
        }
    }
}
