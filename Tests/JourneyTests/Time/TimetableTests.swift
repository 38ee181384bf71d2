import Foundation
import Testing

@testable import Journey

struct TimetableTests {
    /// Starts that were released. If this fails, an upgrade would move everybody's visits: restore the reckoning.
    @Test(arguments: golden)
    func startsAreThoseOfEveryReleaseBefore(row: Golden) throws {
        let timetable = try row.timetable()
        var instant = try at("2026-11-24T20:00Z")
        var starts: [String] = []
        for _ in 0..<3 {
            let start = try #require(timetable.nextStart(after: instant))
            starts.append("\(start.slot) \(start.at)")
            instant = start.at
        }
        #expect(starts == row.starts)
    }

    @Test(arguments: schedules)
    func goingOnAfterEachStartVisitsEverySlotOnce(schedule: Sketch) throws {
        let timetable = try schedule.timetable()
        var instant = try at("2026-03-20T00:00Z")
        let end = instant + max(.days(20), schedule.period * 12)
        var last: Timetable.Start?
        var count = 0
        while count < 3000, let start = timetable.nextStart(after: instant), start.at < end {
            #expect(start.at > instant)
            #expect(timetable.start(ofSlot: start.slot) == start.at)
            if let last {
                #expect(start.slot > last.slot)
                // No slot between the two has a start.
                for slot in last.slot + 1..<min(start.slot, last.slot + 50) where schedule.isInterval {
                    #expect(timetable.start(ofSlot: slot) == nil)
                }
            }
            last = start
            instant = start.at
            count += 1
        }
        #expect(count >= 10)
    }

    /// Wherever the daemon is stopped and started again, the starts are the same ones.
    @Test(arguments: schedules)
    func aRestartNeitherRepeatsNorSkips(schedule: Sketch) throws {
        let straight = try schedule.timetable()
        var random = TestRandom(seed: 5)
        var instant = try at("2026-10-20T00:00Z")
        var last: Int64?
        var expected = straight.nextStart(after: instant)
        for _ in 0..<60 {
            guard let next = expected else { break }
            // A new daemon, which knows the ledger's last slot and no more, at some moment before the start is due.
            let restarted = try schedule.timetable()
            let gap = max((next.at - instant).microseconds, 1)
            let now = instant + .microseconds(Int64(random.next() % UInt64(gap)))
            #expect(restarted.nextStart(after: now, lastSlot: last) == next)
            if let last { #expect(restarted.missed(since: last, until: now) == .nothing) }
            instant = next.at
            last = next.slot
            expected = straight.nextStart(after: next.at)
        }
    }

    @Test(arguments: schedules)
    func startsAreInOpenHoursAndWithinTheSpread(schedule: Sketch) throws {
        let timetable = try schedule.timetable()
        let hours = try schedule.calendar()
        var instant = try at("2026-12-01T00:00Z")
        for _ in 0..<200 {
            guard let start = timetable.nextStart(after: instant) else { break }
            if let hours { #expect(hours.isOpen(at: start.at), "\(start)") }
            instant = start.at
        }
    }

    @Test func theSpreadIsUsedAndKept() throws {
        let hours = try calendar("Europe/Berlin", ["mon-fri": "09:00-17:00"])
        let schedule = Schedule(.every(try Span("14d")), hours: "care", spread: try Span("4d"))
        let timetable = Timetable(schedule, seed: 1, probe: "p", location: nil, hours: hours, zone: hours.zone)
        // Without a spread the slots begin where they did: a spread of next to nothing shows where.
        let narrow = Timetable(
            Schedule(.every(try Span("14d")), hours: "care", spread: try Span("1ms")), seed: 1, probe: "p",
            location: nil, hours: hours, zone: hours.zone)
        var places: [Double] = []
        for slot in Int64(1400)..<1600 {
            let begin = try #require(narrow.start(ofSlot: slot))
            let start = try #require(timetable.start(ofSlot: slot))
            #expect(start >= begin)
            #expect(start - begin < .days(4))
            let length = hours.openTime(from: begin, to: begin + .days(4))
            places.append(hours.openTime(from: begin, to: start).seconds / length.seconds)
        }
        #expect((places.min() ?? 1) < 0.05)
        #expect((places.max() ?? 0) > 0.95)
        #expect(abs(places.reduce(0, +) / 200 - 0.5) < 0.08)
    }

    @Test func probesOfOnePeriodDoNotStartTogether() throws {
        let minute = Schedule(.every(try Span("1m")))
        let instant = try at("2026-11-24T20:00Z")
        var perSecond = [Int](repeating: 0, count: 60)
        for index in 0..<6000 {
            let timetable = Timetable(
                minute, seed: 42, probe: "probe-\(index / 3)", location: "shop-\(index % 3)", hours: nil, zone: .utc)
            let first = try #require(timetable.nextStart(after: instant))
            perSecond[Int((first.at - instant).seconds) % 60] += 1
            let second = try #require(timetable.nextStart(after: first.at))
            #expect(second.at - first.at == .minutes(1))
        }
        // 100 are expected in each; the chance of one outside this is under one in ten thousand million.
        #expect(perSecond.allSatisfy { (35...170).contains($0) }, "\(perSecond)")
    }

    @Test func anotherSeedNameOrPlaceIsAnotherStart() throws {
        let schedule = Schedule(.every(try Span("14d")), spread: try Span("4d"))
        func start(_ seed: UInt64, _ probe: String, _ location: String?) -> Timestamp? {
            Timetable(schedule, seed: seed, probe: probe, location: location, hours: nil, zone: .utc)
                .start(ofSlot: 1470)
        }
        let starts = [
            start(1, "a", nil), start(2, "a", nil), start(1, "b", nil), start(1, "a", "b"), start(1, "ab", nil),
        ]
        #expect(Set(starts).count == starts.count)
    }

    @Test func cronWithoutSpreadStartsExactlyThen() throws {
        let zone = try Zone("Europe/Berlin")
        let cron = try Cron("30 9 * * mon-fri")
        let timetable = Timetable(Schedule(.cron(cron)), seed: 3, probe: "p", location: nil, hours: nil, zone: zone)
        var instant = try at("2026-03-20T00:00Z")
        for _ in 0..<20 {
            let run = try #require(cron.next(after: instant, in: zone))
            #expect(timetable.nextStart(after: instant)?.at == run)
            instant = run
        }
    }

    @Test func cronInClosedHoursWaitsForTheOpening() throws {
        let hours = try calendar("UTC", ["mon-fri": "09:00-17:00"])
        let timetable = try Timetable(
            Schedule(.cron(Cron("0 3 * * *")), hours: "care"), seed: 3, probe: "p", location: nil, hours: hours,
            zone: .utc)
        // Friday's run waits till nine; Saturday's and Sunday's find no opening before the next run.
        #expect(try timetable.nextStart(after: at("2026-11-27T03:30Z"))?.at == at("2026-11-27T09:00Z"))
        #expect(try timetable.nextStart(after: at("2026-11-27T09:00Z"))?.at == at("2026-11-30T09:00Z"))
    }

    @Test func aCalendarThatNeverOpensHasNoStart() throws {
        let hours = try calendar("UTC", [:])
        for rhythm in [Schedule.Rhythm.every(try Span("1m")), .cron(try Cron("* * * * *"))] {
            let timetable = Timetable(
                Schedule(rhythm, hours: "never"), seed: 3, probe: "p", location: nil, hours: hours, zone: .utc)
            #expect(try timetable.nextStart(after: at("2026-11-24T20:00Z")) == nil)
            #expect(try timetable.missed(since: 0, until: at("2026-11-24T20:00Z")) == .nothing)
        }
    }

    // MARK: Missed starts

    @Test(arguments: schedules)
    func whatWasMissedIsMadeUpOnceOrBlind(schedule: Sketch) throws {
        let timetable = try schedule.timetable()
        let hours = try schedule.calendar()
        var random = TestRandom(seed: 11)
        for _ in 0..<20 {
            let begun = try #require(
                timetable.nextStart(after: at("2026-03-01T00:00Z") + .minutes(Int64(random.below(300_000)))))
            let next = try #require(timetable.nextStart(after: begun.at))
            #expect(timetable.missed(since: begun.slot, until: next.at - .microseconds(1)) == .nothing)

            let now = next.at + schedule.period * Double(random.below(1000)) / 200
            let following = try #require(timetable.nextStart(after: now))
            switch timetable.missed(since: begun.slot, until: now) {
            case .blind(let from):
                #expect(!timetable.makesUpMissed)
                #expect(from == next.at)
            case .makeUp(let start):
                #expect(timetable.makesUpMissed)
                #expect(start.at >= now)
                #expect(start.at < following.at)
                #expect(start.slot > begun.slot)
                #expect(start.slot < following.slot)
                if let hours { #expect(hours.isOpen(at: start.at)) }
                // Once made up, nothing is missing any more, and the next start is the regular one.
                #expect(timetable.missed(since: start.slot, until: start.at) == .nothing)
                #expect(timetable.nextStart(after: start.at, lastSlot: start.slot) == following)
            case .nothing:
                // Only where the next allowed time is the next start's.
                #expect(timetable.makesUpMissed)
                #expect((try #require(hours)).firstOpen(from: now).map { $0 >= following.at } != false)
            }
        }
    }

    @Test func aWeekOffMakesUpOneVisitAndSpreadsTheSeries() throws {
        let daily = Schedule(.every(try Span("1d")))
        let now = try at("2026-11-24T20:00Z")
        var starts: Set<Timestamp> = []
        for index in 0..<300 {
            let timetable = Timetable(
                daily, seed: 9, probe: "p\(index)", location: nil, hours: nil, zone: .utc)
            let before = try #require(timetable.nextStart(after: now - .days(9)))
            if case .makeUp(let start) = timetable.missed(since: before.slot, until: now) {
                #expect(start.at - now < .minutes(15))
                starts.insert(start.at)
            } else {
                Issue.record("a week without a start is not made up")
            }
        }
        #expect(starts.count == 300)
    }

    @Test(arguments: [
        ("1d", true), ("24h", true), ("14d", true), ("23h", false), ("1m", false), ("0 9 * * *", true),
        ("0 9 1 * *", true), ("0 9,17 * * *", false), ("0 * * * *", false), ("0,30 9 * * *", false),
    ])
    func aPeriodOfADayOrMoreIsMadeUp(rhythm: String, expected: Bool) throws {
        let timetable = Timetable(
            Schedule(try Sketch.rhythm(rhythm)), seed: 1, probe: "p", location: nil, hours: nil, zone: .utc)
        #expect(timetable.makesUpMissed == expected)
    }

    @Test func anAncientLedgerIsNotWalkedThrough() throws {
        let timetable = Timetable(
            Schedule(.every(try Span("1d"))), seed: 1, probe: "p", location: nil, hours: nil, zone: .utc)
        let now = try at("2026-11-24T20:00Z")
        for slot in [Int64.min, -1_000_000_000, 0] {
            guard case .makeUp(let start) = timetable.missed(since: slot, until: now) else {
                Issue.record("not made up")
                continue
            }
            #expect(timetable.nextStart(after: now)?.slot == start.slot + 1)
        }
        #expect(timetable.missed(since: .max, until: now) == .nothing)
    }

    // MARK: Clocks that step

    @Test(arguments: schedules)
    func aClockSetBackRepeatsNothingAndDoesNotStandStill(schedule: Sketch) throws {
        let timetable = try schedule.timetable()
        let begun = try #require(timetable.nextStart(after: at("2026-06-10T12:00Z")))
        // Back by half a period: the same slot would come again.
        let half = begun.at - schedule.period / 2
        let next = try #require(timetable.nextStart(after: half, lastSlot: begun.slot))
        #expect(next.slot > begun.slot)
        #expect(timetable.missed(since: begun.slot, until: half) == .nothing)
        // Back by a hundred periods: the clock was wrong, and its slots say nothing.
        let far = begun.at - schedule.period * 100
        let soon = try #require(timetable.nextStart(after: far, lastSlot: begun.slot))
        #expect(soon == timetable.nextStart(after: far))
    }

    @Test func aClockSetForwardsDoesNotBurst() throws {
        let timetable = Timetable(
            Schedule(.every(try Span("1m"))), seed: 1, probe: "p", location: nil, hours: nil, zone: .utc)
        let begun = try #require(timetable.nextStart(after: at("2026-06-10T12:00Z")))
        let now = begun.at + .days(1)
        let next = try #require(timetable.nextStart(after: now, lastSlot: begun.slot))
        #expect(next.at > now)
        #expect(next.at - now <= .minutes(1))
        #expect(timetable.nextStart(after: next.at, lastSlot: next.slot)?.at == next.at + .minutes(1))
    }

    @Test(arguments: schedules)
    func theEndsOfTimeAreBounded(schedule: Sketch) throws {
        let timetable = try schedule.timetable()
        for instant in [Timestamp.distantPast, .distantFuture] {
            _ = timetable.nextStart(after: instant)
            _ = timetable.nextStart(after: instant, lastSlot: .max)
            _ = timetable.nextStart(after: instant, lastSlot: .min)
            _ = timetable.missed(since: 0, until: instant)
        }
        for slot in [Int64.min, .max] { _ = timetable.start(ofSlot: slot) }
    }

    @Test(arguments: schedules)
    func aScheduleSurvivesItsEncoding(schedule: Sketch) throws {
        let value = try schedule.schedule()
        #expect(try JSONDecoder().decode(Schedule.self, from: JSONEncoder().encode(value)) == value)
        let timetable = try schedule.timetable()
        #expect(try JSONDecoder().decode(Timetable.self, from: JSONEncoder().encode(timetable)) == timetable)
    }

    // MARK: Material

    struct Sketch: Sendable, CustomTestStringConvertible {
        let rhythm: String
        let hours: String?
        let spread: String?
        let zone: String
        /// Roughly, for the size of steps.
        let period: Duration

        init(_ rhythm: String, _ period: Duration, hours: String? = nil, spread: String? = nil, zone: String = "UTC") {
            self.rhythm = rhythm
            self.period = period
            self.hours = hours
            self.spread = spread
            self.zone = zone
        }

        var testDescription: String { "\(rhythm) hours \(hours ?? "-") spread \(spread ?? "-") in \(zone)" }

        var isInterval: Bool { !rhythm.contains(" ") }

        static func rhythm(_ text: String) throws -> Schedule.Rhythm {
            text.contains(" ") ? .cron(try Cron(text)) : .every(try Span(text))
        }

        func schedule() throws -> Schedule {
            Schedule(
                try Sketch.rhythm(rhythm), hours: hours.map { _ in "care" }, spread: try spread.map { try Span($0) })
        }

        func calendar() throws -> OpenCalendar? {
            try hours.map {
                try JourneyTests.calendar(
                    zone, ["mon-fri": $0, "sat": "10:00-14:00"], dates: ["2026-12-31": ""],
                    yearly: ["12-25": "", "12-26": ""])
            }
        }

        func timetable() throws -> Timetable {
            Timetable(
                try schedule(), seed: 0xC0FFEE, probe: "broken-kettle", location: "berlin-mitte", hours: try calendar(),
                zone: try Zone(zone))
        }
    }

    static let schedules = [
        Sketch("1m", .minutes(1)),
        Sketch("7m", .minutes(7), hours: "09:00-17:00", zone: "Europe/Berlin"),
        Sketch("1h", .hours(1), spread: "10m"),
        Sketch("1d", .days(1)),
        Sketch("1d", .days(1), hours: "22:00-06:00", zone: "America/New_York"),
        Sketch("14d", .days(14), hours: "09:00-12:30", spread: "4d", zone: "Europe/Berlin"),
        Sketch("2d", .days(2), hours: "02:00-03:00", spread: "12h", zone: "Australia/Lord_Howe"),
        Sketch("30 2 * * *", .days(1), zone: "Europe/Berlin"),
        Sketch("*/10 * * * *", .minutes(10), zone: "Europe/Berlin"),
        Sketch("0 9 * * *", .days(1), hours: "08:00-18:00", spread: "2h", zone: "Africa/Casablanca"),
        Sketch("0 3 * * *", .days(1), hours: "08:00-18:00", spread: "2h", zone: "America/New_York"),
    ]

    struct Golden: Sendable, CustomTestStringConvertible {
        let sketch: Sketch
        let starts: [String]

        init(_ sketch: Sketch, _ starts: [String]) {
            self.sketch = sketch
            self.starts = starts
        }

        var testDescription: String { sketch.testDescription }

        func timetable() throws -> Timetable { try sketch.timetable() }
    }

    static let golden = [
        // 1m hours - spread - in UTC
        Golden(
            schedules[0],
            [
                "29925839 2026-11-24T20:00:05.676Z",
                "29925840 2026-11-24T20:01:05.676Z",
                "29925841 2026-11-24T20:02:05.676Z",
            ]),
        // 7m hours 09:00-17:00 spread - in Europe/Berlin
        Golden(
            schedules[1],
            [
                "4275221 2026-11-25T08:00:00.781Z",
                "4275222 2026-11-25T08:01:39.736Z",
                "4275223 2026-11-25T08:08:39.736Z",
            ]),
        // 1h hours - spread 10m in UTC
        Golden(
            schedules[2],
            [
                "498764 2026-11-24T20:57:03.679Z",
                "498765 2026-11-24T21:52:52.755Z",
                "498766 2026-11-24T22:53:12.766Z",
            ]),
        // 1d hours - spread - in UTC
        Golden(
            schedules[3],
            [
                "20781 2026-11-25T02:16:14.331Z",
                "20782 2026-11-26T02:16:14.331Z",
                "20783 2026-11-27T02:16:14.331Z",
            ]),
        // 1d hours 22:00-06:00 spread - in America/New_York
        Golden(
            schedules[4],
            [
                "20781 2026-11-25T04:50:05.308Z",
                "20782 2026-11-26T04:50:05.308Z",
                "20783 2026-11-27T04:50:05.308Z",
            ]),
        // 14d hours 09:00-12:30 spread 4d in Europe/Berlin
        Golden(
            schedules[5],
            [
                "1484 2026-12-04T09:45:53.890Z",
                "1485 2026-12-18T10:54:11.402Z",
                "1486 2026-12-30T10:09:26.197Z",
            ]),
        // 2d hours 02:00-03:00 spread 12h in Australia/Lord_Howe
        Golden(
            schedules[6],
            [
                "10390 2026-11-25T15:11:48.028Z",
                "10391 2026-11-28T02:59:23.760Z",
                "10392 2026-11-29T15:38:17.888Z",
            ]),
        // 30 2 * * * hours - spread - in Europe/Berlin
        Golden(
            schedules[7],
            [
                "1795570200 2026-11-25T01:30:00.000Z",
                "1795656600 2026-11-26T01:30:00.000Z",
                "1795743000 2026-11-27T01:30:00.000Z",
            ]),
        // */10 * * * * hours - spread - in Europe/Berlin
        Golden(
            schedules[8],
            [
                "1795551000 2026-11-24T20:10:00.000Z",
                "1795551600 2026-11-24T20:20:00.000Z",
                "1795552200 2026-11-24T20:30:00.000Z",
            ]),
        // 0 9 * * * hours 08:00-18:00 spread 2h in Africa/Casablanca
        Golden(
            schedules[9],
            [
                "1795593600 2026-11-25T09:40:26.245Z",
                "1795680000 2026-11-26T08:21:57.543Z",
                "1795766400 2026-11-27T08:56:07.143Z",
            ]),
        // 0 3 * * * hours 08:00-18:00 spread 2h in America/New_York
        Golden(
            schedules[10],
            [
                "1795593600 2026-11-25T14:40:26.245Z",
                "1795680000 2026-11-26T13:21:57.543Z",
                "1795766400 2026-11-27T13:56:07.143Z",
            ]),
    ]
}
