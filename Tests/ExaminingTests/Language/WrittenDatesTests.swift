import Journey
import Testing

@testable import Examining

@Suite struct WrittenDatesTests {
    @Test(
        arguments: [
            ("2024-03-31", nil, "2024-03-31"), ("on 3 March 2024.", nil, "2024-03-03"),
            ("3rd of March, 2024", nil, "2024-03-03"),
            ("March 3, 2024", nil, "2024-03-03"), ("Mar 3rd 2024", nil, "2024-03-03"),
            ("March 2024", nil, "2024-03-31"),
            ("December 2024", nil, "2024-12-31"), ("February 2024", nil, "2024-02-29"),
            ("3. März 2024", "de", "2024-03-03"),
            ("31.12.2024", "de", "2024-12-31"), ("31. 12. 2024", "de", "2024-12-31"), ("1.2.24", "de", "2024-02-01"),
            ("1er mars 2024", "fr", "2024-03-01"), ("31 août 2024", "fr", "2024-08-31"),
            ("3 de marzo de 2024", "es", "2024-03-03"),
            ("12/31/2024", nil, "2024-12-31"), ("31/12/2024", nil, "2024-12-31"), ("03/04/2024", "en-US", "2024-03-04"),
            ("03/04/2024", "fr", "2024-04-03"), ("03/04/2024", "en", "2024-04-03"), ("04/03/2024", "en", "2024-04-03"),
        ] as [(String, String?, String)])
    func datesAreRead(text: String, language: String?, day: String) {
        #expect(WrittenDates.all(in: text.folded, language: language).map(\.day.iso8601) == [day])
    }

    @Test(arguments: [
        "3 March", "31.02.2024", "1.2.3.4", "10.0.2024.1", "version 1.12.2024.5", "2024", "99/99/2024", "32 March",
        "may 5 2x24",
        "12024-03-31", "$3.12.20245",
    ])
    func whatIsNoDateIsNone(text: String) {
        #expect(WrittenDates.all(in: text.folded, language: nil).isEmpty)
    }
}
