import Reading
import Testing

@testable import Shopping

@Suite struct WrittenHoursTests {
    private static func week(_ html: String) -> String? {
        WrittenHours(in: ReadableText(Page(html))).certain.map { OpeningWeek($0).description }
    }

    @Test(arguments: [
        ("Our reception is open every day from 7:00 to 22:00.", "mon-sun 07:00-22:00"),
        ("Opening hours: Mon–Fri 9 am – 6 pm", "mon-fri 09:00-18:00"),
        ("Öffnungszeiten: Mo-Fr 9-12 und 14-18 Uhr", "mon-fri 09:00-12:00 14:00-18:00"),
        ("Horaires d'ouverture : lundi au vendredi 9h30 à 18h", "mon-fri 09:30-18:00"),
        ("Horario: lunes a viernes de 9:00 a 18:00", "mon-fri 09:00-18:00"),
        ("Open Monday to Saturday 8.30am-5.30pm", "mon-sat 08:30-17:30"),
        ("Open Saturday 10:00-14:00", "sat 10:00-14:00"),
    ])
    func readsThem(text: String, week: String) {
        #expect(Self.week("<p>\(text)</p>") == week)
    }

    @Test func readsATable() {
        let rows = ["Monday", "Tuesday"].map { "<tr><th>\($0)</th><td>8:00 – 16:00</td></tr>" }.joined()
        #expect(Self.week("<h2>Opening hours</h2><table>\(rows)</table>") == "mon-tue 08:00-16:00")
    }

    @Test(arguments: [
        // Not opening hours.
        "<p>Breakfast every day from 7:00 to 11:00 while we are open.</p>",
        "<p>Trains run every day from 5:00 to 23:00.</p>",
        // Hours that may be anything.
        "<p>Open Mon 9 to 5</p>", "<p>Open on Mon 25:00-26:00</p>",
        // They contradict each other.
        "<p>Open every day from 7:00 to 22:00.</p><p>We are open Mon-Fri 9:00-18:00.</p>",
        "<p>We are open.</p>", "",
    ])
    func isSilentUnlessCertain(html: String) {
        #expect(Self.week(html) == nil)
    }
}
