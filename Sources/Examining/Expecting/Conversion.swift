import Journey
extension Capture.Conversion {
    var unmet: String { "no such thing" }
    func apply(to text: String, reading: Expecting) -> String? { text }
}

extension Expecting {
    func number(in text: String) -> Double? { Double(text.trimmed) }
}
