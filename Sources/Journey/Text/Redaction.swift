/// Takes the values of secrets out of any text that will be kept or shown.
public struct Redaction: Sendable {
    private let hidden: [String]

    /// - Parameter secrets: values; those under four characters are left alone, since they would match everywhere.
    public init(secrets: some Sequence<String>) {
        var forms: Set<String> = []
        for secret in secrets where secret.utf8.count >= 4 {
            forms.insert(secret)
            forms.insert(secret.percentEncoded)
            forms.insert(String(secret.jsonQuoted.dropFirst().dropLast()))
        }
        hidden = forms.sorted { $0.utf8.count > $1.utf8.count }
    }

    public func apply(_ text: String) -> String {
        var result = text
        for secret in hidden {
            while let range = result.firstRange(of: secret) { result.replaceSubrange(range, with: "•••") }
        }
        return result
    }
}
