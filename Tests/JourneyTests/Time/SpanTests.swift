import Foundation
import Journey
import Testing

struct SpanTests {
    @Test(arguments: [
        ("800ms", 0, 800_000), ("5m", 0, 300_000_000), ("4h", 0, 14_400_000_000), ("3d", 3, 0), ("2w", 14, 0),
        ("1h30m", 0, 5_400_000_000), ("1.5s", 0, 1_500_000), ("1d12h", 1, 43_200_000_000), ("0s", 0, 0),
        ("0.25ms", 0, 250), ("1h 30m", 0, 5_400_000_000), (" 5 m ", 0, 300_000_000), ("1w1d", 8, 0),
        ("36525d", 36_525, 0), ("0.1s", 0, 100_000),
    ])
    func readsDurations(text: String, days: Int, microseconds: Int64) throws {
        let span = try Span(text)
        #expect(span.days == days)
        #expect(span.time.microseconds == microseconds)
    }

    @Test(arguments: [
        ("", "expected a duration"), ("5", "needs its unit"), ("5x", "'x' is not a unit"), ("m", "expected a duration"),
        ("-5m", "cannot be negative"), ("5m1h", "biggest first"), ("5m5m", "each unit once"),
        ("1.5d", "takes no fraction"), ("1:30", "needs its unit"), ("5min", "did you mean m?"),
        ("3 days", "did you mean d?"), ("5M", "small letters"), ("1month", "written in days"), ("1.h", "expected"),
        ("99999d", "a hundred years"), ("9999999999999999s", "expected"), ("999999999999h", "a hundred years"),
        ("٣d", "expected a duration"), ("5m!", "expected a duration"),
    ])
    func refusesOthersAndSaysWhatIsExpected(text: String, reason: String) {
        let error = #expect(throws: TimeTextError.self) { try Span(text) }
        #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func theErrorNamesTheColumn() {
        let error = #expect(throws: TimeTextError.self) { try Span("1h 3q") }
        #expect(error?.column == 4)
    }

    @Test(arguments: [
        ("90m", "1h30m"), ("36h", "36h"), ("2w", "14d"), ("1500ms", "1.5s"), ("800ms", "800ms"), ("60s", "1m"),
        ("0ms", "0s"), ("1d0h", "1d"), ("1h0.5ms", "1h0.5ms"), ("61.25s", "1m1.25s"),
    ])
    func printsTheShortestForm(text: String, expected: String) throws {
        #expect(try Span(text).description == expected)
    }

    @Test func everySpanReadsBack() throws {
        var random = TestRandom(seed: 1)
        for _ in 0..<5000 {
            let scale = random.pick([1, 1000, 1_000_000, 60_000_000, 3_600_000_000])
            let span = Span(
                days: random.chance(50) ? random.below(400) : 0, .microseconds(Int64(random.below(5000) * scale)))
            let read = try Span(span.description)
            guard read == span else {
                Issue.record("\(span.description) is read as \(read)")
                return
            }
        }
    }

    @Test func spansOutOfRangeAreBroughtIntoIt() {
        #expect(Span(days: -1, .seconds(-1)) == Span())
        #expect(Span(days: .max, .seconds(Int64.max)).days == 36_525)
        #expect(Span(days: .max, .seconds(Int64.max)).continuous == .days(2 * 36_525))
    }

    @Test(arguments: [
        ("4h of care", "4h", "care"), ("3d of always", "3d", "always"), ("1h 30m of front desk", nil, nil),
        ("1h  30m   of care", "1h30m", "care"), ("5m", "5m", nil), ("4h of", nil, nil), ("of care", nil, nil),
        ("4q of care", nil, nil),
    ])
    func readsSpansOfACalendar(text: String, span: String?, calendar: String?) throws {
        guard let span else {
            let error = #expect(throws: TimeTextError.self) { try BusinessSpan(text) }
            #expect(error?.text == text)
            return
        }
        let read = try BusinessSpan(text)
        #expect(read.span.description == span)
        #expect(read.calendar == calendar)
        #expect(try BusinessSpan(read.description) == read)
    }

    @Test func isEncodedAsText() throws {
        let spans = [try BusinessSpan("4h of care"), try BusinessSpan("1d12h")]
        let data = try JSONEncoder().encode(spans)
        #expect(String(decoding: data, as: UTF8.self) == #"["4h of care","1d12h"]"#)
        #expect(try JSONDecoder().decode([BusinessSpan].self, from: data) == spans)
    }

    @Test(arguments: [
        (Duration.microseconds(400), "0.4 ms"), (.milliseconds(312), "312 ms"), (.microseconds(999_600), "1 s"),
        (.milliseconds(1234), "1.2 s"), (.milliseconds(9960), "10 s"), (.seconds(95), "95 s"),
        (.seconds(150), "2.5 min"),
        (.minutes(95), "95 min"), (.hours(4), "4 h"), (.minutes(26 * 60 + 10), "26 h"), (.hours(84), "3.5 d"),
        (.days(40), "40 d"), (.zero, "0 s"), (.seconds(-90), "-90 s"), (.seconds(Int64.max), "106751991167301 d"),
    ])
    func tellsPeople(duration: Duration, text: String) {
        #expect(duration.forPeople == text)
    }

    @Test func tellsPeopleOfSpans() throws {
        #expect(try BusinessSpan("4h of care").forPeople == "4 h of care")
        #expect(try Span("1d12h").forPeople == "1 d 12 h")
        #expect(try Span("3d").forPeople == "3 d")
    }
}
