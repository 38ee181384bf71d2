internal import Foundation
internal import GRDB
internal import Journey

/// A page ready to be stored: compressed by whoever brings it, so that the writer does not have to.
struct PackedPage: Sendable {
    var hash: [UInt8]
    var size: Int
    var packed: [UInt8]

    init(_ page: StoredPage) throws {
        guard let hash = Hex.bytes(page.hash), hash.count == 32 else {
            throw LedgerError(.refused, "'\(page.hash.prefix(80))' is not the SHA-256 of a page")
        }
        self.hash = hash
        size = page.body.count
        packed = try Compression.packed(page.body)
    }
}

enum PageRows {
    /// Stores it once, as the newest; the oldest go when all together are more than the bound.
    static func insert(_ page: PackedPage, at time: Timestamp, _ pen: Pen) throws {
        let known = try Int64.fetchOne(
            pen.statement("SELECT id FROM page WHERE hash = ?"), arguments: [Blob(page.hash)])
        if let known {
            try pen.run("UPDATE page SET stored = ? WHERE id = ?", [time.microseconds, known])
            return
        }
        try pen.run(
            "INSERT INTO page (hash, stored, size, packed) VALUES (?, ?, ?, ?)",
            [Blob(page.hash), time.microseconds, page.size, Blob(page.packed)])
        pen.notePages(added: Int64(page.packed.count))
        while try pen.pageBytes() > pen.pagesAtMost {
            guard
                let oldest = try Row.fetchOne(
                    pen.statement("SELECT id, length(packed) FROM page ORDER BY stored, id LIMIT 1"))
            else { break }
            try pen.run("DELETE FROM page WHERE id = ?", [oldest[0] as Int64])
            pen.notePages(added: -(oldest[1] as Int64))
        }
    }
}
