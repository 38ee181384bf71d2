/// A JSON value (RFC 8259).
///
/// Equality is that of JSON: `1`, `1.0` and `10e-1` are equal, the order of an object's members does not count,
/// strings are compared by their Unicode scalars.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// An integer of 64 bits, exactly.
    case int(Int64)
    /// Any other number.
    case number(Number)
    case string(String)
    case array([JSON])
    /// The members in the order of the document. Their names are unique.
    case object([Member])

    /// A name and its value in an object.
    public struct Member: Sendable {
        public let name: String
        public let value: JSON

        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// The value of an object's member; nil when there is none, or when this is not an object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.hasSameScalars(as: name) }?.value
    }
}
