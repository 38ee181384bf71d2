public import Journey
internal import Ledger

/// One line of an export: a whole visit, and its place, after which an export can go on.
public struct ExportLine: Sendable, Hashable, Codable {
    public var place: Int64
    public var visit: VisitView

    public init(place: Int64, visit: Visit) {
        self.place = place
        self.visit = VisitView(visit)
    }
}

extension Answers {
    /// The visits stored after a place, oldest first, as JSON Lines; nothing after the last one. Each call is one short read, between
    /// which the log can be moved into the file, however many visits there are.
    public func export(after place: Int64, limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, visit) in try await ledger.wholeVisits(after: place, limit: limit) {
            bytes += try JSONForm.bytes(ExportLine(place: place, visit: visit))
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
