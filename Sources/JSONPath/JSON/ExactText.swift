/// A string compared by its Unicode scalar values, as JSON and RFC 9535 compare; `String`'s own `==` takes
/// canonically equivalent spellings, such as the two of "é", for the same.
struct ExactText: Sendable, Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (a: ExactText, b: ExactText) -> Bool {
        a.text.hasSameScalars(as: b.text)
    }

    /// Hashes the bytes: `String`'s own hash is the same for all canonically equivalent spellings, so a document
    /// could bring thousands of different names that all collide.
    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension String {
    func hasSameScalars(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// The order of UTF-8 bytes is the order of Unicode scalar values, which is what RFC 9535 §2.3.5.2.2 asks for.
    func precedesByScalars(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
