internal import Foundation
internal import GRDB
internal import Journey

/// Finds the row of a text that comes back again and again, by the value it was made from: for a good visit that is one
/// look into a dictionary, and nothing is encoded.
struct TextShelf {
    private struct Place {
        var row: Int64
        /// The last day that the row's `day` tells.
        var day: Int64
    }

    private var places: [AnyKey: Place] = [:]
    /// Values remembered at most; then all are forgotten, which costs one look-up each.
    private static let limit = 20_000

    private enum AnyKey: Hashable {
        case text(String)
        case verdicts([Verdict])
        case failure(ExchangeFailure)
        case hop(Hop)
        case certificate(Certificate)
        case standards([Standard])
        case commendations([Commendation])
        case finding(Finding)
    }

    mutating func row(of text: String, day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .text(text), day: day, pen) { text }
    }

    mutating func row(of verdicts: [Verdict], day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .verdicts(verdicts), day: day, pen) { try JSON.text(verdicts) }
    }

    mutating func row(of failure: ExchangeFailure, day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .failure(failure), day: day, pen) { try JSON.text(failure) }
    }

    /// - Parameter head: the hop without what differs from visit to visit.
    mutating func row(of head: Hop, day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .hop(head), day: day, pen) { try JSON.text(head) }
    }

    mutating func row(of certificate: Certificate, day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .certificate(certificate), day: day, pen) { try JSON.text(certificate) }
    }

    mutating func row(of standards: [Standard], day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .standards(standards), day: day, pen) { try JSON.text(standards) }
    }

    mutating func row(of commendations: [Commendation], day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .commendations(commendations), day: day, pen) { try JSON.text(commendations) }
    }

    mutating func row(of finding: Finding, day: Int64, _ pen: Pen) throws -> Int64 {
        try row(of: .finding(finding), day: day, pen) { try JSON.text(finding) }
    }

    private mutating func row(of key: AnyKey, day: Int64, _ pen: Pen, body: () throws -> String) throws -> Int64 {
        if let place = places[key] {
            if place.day < day {
                try pen.run("UPDATE text SET day = max(day, ?) WHERE id = ?", [day, place.row])
                places[key]?.day = day
            }
            return place.row
        }
        if places.count >= TextShelf.limit { places.removeAll(keepingCapacity: true) }
        let body = try body()
        let hash = Int64(bitPattern: StableHash.value(body))
        let found = try Row.fetchOne(
            pen.statement("SELECT id, day FROM text WHERE hash = ? AND body = ?"), arguments: [hash, body])
        let row: Int64
        if let found {
            row = found[0]
            if found[1] < day { try pen.run("UPDATE text SET day = ? WHERE id = ?", [day, row]) }
        } else {
            try pen.run("INSERT INTO text (hash, body, day) VALUES (?, ?, ?)", [hash, body, day])
            row = pen.db.lastInsertedRowID
        }
        places[key] = Place(row: row, day: day)
        return row
    }
}

/// The one form of JSON in the ledger: keys sorted, so that equal values are equal texts.
enum JSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
