import Testing

@testable import Examining

@Suite struct ByteSearchTests {
    @Test(
        arguments: [
            ("Returns", "We take Returns.", 8), ("Returns", "ReturnReturns", 6), ("aab", "aaaab", 2), ("x", "", nil),
            ("", "abc", 0), ("abc", "abc", 0), ("abc", "ab", nil), ("Zürich", "in Zürich", 3), ("q", "qq", 0),
        ] as [(String, String, Int?)])
    func itFindsTheFirstPlace(needle: String, text: String, place: Int?) {
        #expect(ByteSearch(needle).firstPlace(in: Array(text.utf8)) == place)
    }

    @Test func itFindsWhatALoopFinds() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 97...99, using: &generator)
            }
            let needle = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                UInt8.random(in: 97...99, using: &generator)
            }
            let start = Int.random(in: 0...5, using: &generator)
            let slow = (start...max(start, text.count)).first { text.count >= $0 && text[$0...].starts(with: needle) }
            #expect(ByteSearch(needle).firstPlace(in: text, from: start) == slow)
        }
    }
}
