internal import Foundation
internal import GRDB

/// Bytes as SQLite takes them.
func Blob(_ bytes: some Sequence<UInt8>) -> DatabaseValue {
    Data(bytes).databaseValue
}
