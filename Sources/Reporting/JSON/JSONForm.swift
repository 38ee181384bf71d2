internal import Foundation

/// How everything here is written as JSON: keys in order, slashes as they are, instants as ISO 8601 text.
public enum JSONForm {
    /// - Parameter pretty: over many lines, for people.
    public static func bytes(_ value: some Encodable, pretty: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    public static func text(_ value: some Encodable, pretty: Bool = false) throws -> String {
        String(decoding: try bytes(value, pretty: pretty), as: UTF8.self)
    }

    /// One object a line (jsonlines.org); each line ends with a line feed.
    public static func lines(_ values: some Sequence<some Encodable>) throws -> String {
        try values.map { try text($0) + "\n" }.joined()
    }

    public static func value<Value: Decodable>(_ type: Value.Type = Value.self, from bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(bytes))
    }
}
