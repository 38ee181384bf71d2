internal import Foundation
internal import GRDB
internal import Journey

extension Ledger {
    /// The body whose SHA-256 (hex) this is, if it is still kept.
    public func page(_ hash: String) async throws -> [UInt8]? {
        guard let bytes = Hex.bytes(hash) else { return nil }
        let found = try await read { db -> (Int, [UInt8])? in
            let row = try Row.fetchOne(
                db, sql: "SELECT size, packed FROM page WHERE hash = ?", arguments: [Blob(bytes)])
            return row.map { ($0[0], [UInt8]($0[1] as Data)) }
        }
        guard let (size, packed) = found else { return nil }
        return try Compression.unpacked(packed, size: size)
    }
}
