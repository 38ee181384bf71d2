/// The page of a bad visit, to be kept as evidence.
public struct StoredPage: Sendable, Hashable {
    /// SHA-256 of the body, hex: as in `TouchpointResult.bodyHash`.
    public var hash: String
    public var body: [UInt8]

    public init(hash: String, body: [UInt8]) {
        self.hash = hash
        self.body = body
    }
}
