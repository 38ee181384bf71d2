internal import CZlib

/// zlib streams (RFC 1950).
enum Compression {
    static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        var size = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        // The pointers are lent for the call only, and `size` says how far zlib may write.
        let code = compress2(&packed, &size, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
        guard code == Z_OK else { throw LedgerError(.refused, "a page cannot be compressed (zlib error \(code))") }
        return Array(packed.prefix(Int(size)))
    }

    /// - Parameter size: bytes of the body, known from when it was packed.
    static func unpacked(_ packed: [UInt8], size: Int) throws -> [UInt8] {
        var length = uLong(size)
        var bytes = [UInt8](repeating: 0, count: max(size, 1))
        let code = uncompress(&bytes, &length, packed, uLong(packed.count))
        guard code == Z_OK, length == uLong(size) else {
            throw LedgerError(
                .damaged, "a stored page cannot be unpacked (zlib error \(code)): restore a backup of the ledger")
        }
        return Array(bytes.prefix(size))
    }
}
