import Testing

@testable import Shopping

@Suite struct OpeningWeekTests {
    @Test(arguments: [
        ("mon-fri 9:00-18:00, sat 10:00-14:00", "mon-fri 09:00-18:00, sat 10:00-14:00"),
        ("Mon-Fri 9:00-12:00 14:00-18:00", "mon-fri 09:00-12:00 14:00-18:00"),
        ("sat 10:00-14:00; mon 10:00-14:00", "mon 10:00-14:00, sat 10:00-14:00"),
        ("always", "always"), ("24/7", "always"),
    ])
    func isReadAsTyped(text: String, says: String) throws {
        #expect(try OpeningWeek(text).description == says)
    }

    @Test(arguments: ["", "whenever", "9:00-18:00", "mon-fri", "mon-fri 9-18", "mon-fri 25:00-26:00"])
    func refusesWhatIsNoWeek(text: String) {
        #expect(throws: (any Error).self) { try OpeningWeek(text) }
    }
}
