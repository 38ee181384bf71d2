public import Journey

/// An instant that is written as ISO 8601 text, for readers who are not us.
@propertyWrapper
public struct Instant: Sendable, Hashable, Codable {
    public var wrappedValue: Timestamp

    public init(wrappedValue: Timestamp) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(iso8601: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is not an instant of ISO 8601")
        }
        wrappedValue = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.iso8601)
    }
}

/// The same, or `null`.
@propertyWrapper
public struct InstantOrNull: Sendable, Hashable, Codable {
    public var wrappedValue: Timestamp?

    public init(wrappedValue: Timestamp?) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        wrappedValue = try OrNull<Instant>(from: decoder).wrappedValue?.wrappedValue
    }

    public func encode(to encoder: any Encoder) throws {
        try OrNull(wrappedValue: wrappedValue.map(Instant.init(wrappedValue:))).encode(to: encoder)
    }
}

extension KeyedDecodingContainer {
    public func decode(_: InstantOrNull.Type, forKey key: Key) throws -> InstantOrNull {
        try decodeIfPresent(InstantOrNull.self, forKey: key) ?? InstantOrNull(wrappedValue: nil)
    }
}
