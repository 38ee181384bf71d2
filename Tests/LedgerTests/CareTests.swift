import Foundation
import GRDB
import Journey
import Testing

@testable import Ledger

@Suite struct CareTests {
    @Test(arguments: 0..<8) func sumsAreWhatTheVisitsThemselvesSay(round: Int) async throws {
        let desk = try Desk()
        var options = LedgerOptions()
        options.groupWindow = .milliseconds(1)
        // Some rounds leave all to the rows, some sum up as they go.
        options.rollUpAfter = round % 2 == 0 ? 1000 : .max
        options.rollUpSlice = 400
        let ledger = try Ledger.open(at: desk.path, as: .daemon, timepiece: desk.timepiece, options: options)
        var subjects = [Subject(probe: "a"), Subject(probe: "a", location: "x"), Subject(probe: "b")]
        // Of so many, each has so few visits that their sums wait.
        if round >= 6 { subjects += (0..<900).map { Subject(probe: "c", location: "\($0)") } }
        let visits = (0..<2500).map { _ -> Visit in
            let subject = subjects.randomElement() ?? subjects[0]
            var touchpoint = makeTouchpoint(took: .microseconds(Int64.random(in: 0...5_000_000)))
            touchpoint.late = Int.random(in: 0..<4) == 0
            touchpoint.excused = Int.random(in: 0..<9) == 0
            return makeVisit(
                probe: subject.probe, location: subject.location, grade: Grade.allCases.randomElement() ?? .bad,
                started: start - .seconds(Int64.random(in: 0...10 * 86_400)), touchpoints: [touchpoint])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for visit in visits { group.addTask { try await ledger.record(visit) } }
            try await group.waitForAll()
        }
        if (4..<6).contains(round) { try await ledger.rollUp() }

        for hours in [0, 1, 23, 24, 25, 100, 239, 300] {
            let since = start - .hours(Int64(hours))
            let hour = Timestamp(seconds: since.seconds / 3600 * 3600)
            var expected: [Subject: Tally] = [:]
            for visit in visits where visit.started >= hour {
                expected[visit.subject, default: Tally()].count(visit.grade, late: visit.isLate)
            }
            #expect(try await ledger.counts(since: since) == expected, "since \(hours) h")
        }
        for period in Period.allCases {
            let seconds: Int64 = period == .hour ? 3600 : 86_400
            let mine = visits.filter { $0.subject == subjects[1] }
            let expected = Dictionary(grouping: mine) { $0.started.seconds / seconds }
            let counts = try await ledger.counts(of: subjects[1], by: period, since: .distantPast)
            #expect(counts.map(\.start) == expected.keys.sorted().map { Timestamp(seconds: $0 * seconds) })
            #expect(counts.reduce(0) { $0 + $1.tally.late } == mine.filter(\.isLate).count)
            for (start, tally) in counts { #expect(tally.counts.all == expected[start.seconds / seconds]?.count) }
            let times = try await ledger.times(of: subjects[1], touchpoint: "Home", by: period, since: .distantPast)
            #expect(times.reduce(0) { $0 + $1.times.count } == mine.filter { !$0.touchpoints[0].excused }.count)
        }
    }

    /// Adding to a sum costs as much as storing a visit.
    @Test func aSumWaitsForSeveralVisitsUnlessAllAreAskedFor() async throws {
        let desk = try Desk()
        var options = LedgerOptions()
        options.groupWindow = .milliseconds(1)
        options.rollUpAfter = 1000
        options.rollUpSlice = 400
        let ledger = try Ledger.open(at: desk.path, as: .daemon, timepiece: desk.timepiece, options: options)
        func record(_ visits: [Visit]) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for visit in visits { group.addTask { try await ledger.record(visit) } }
                try await group.waitForAll()
            }
        }
        func sums() async throws -> Int {
            try await ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tally") ?? 0 }
        }

        try await record((0..<2000).map { makeVisit(probe: "p\($0)") })
        #expect(try await sums() == 0)
        #expect(try await ledger.counts(since: .distantPast).values.reduce(0) { $0 + $1.counts.all } == 2000)

        try await ledger.rollUp()
        #expect(try await sums() == 2 * 2000)
        try await record((0..<1500).map { makeVisit(probe: "q\($0 % 10)") })
        while try await sums() < 2 * 2010 { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// A statement left open would keep SQLite from closing, and the log from going.
    @Test(arguments: 0..<5) func closingInTheMiddleOfSummingUpLeavesOneFile(round: Int) async throws {
        let desk = try Desk()
        var options = LedgerOptions()
        options.groupWindow = .milliseconds(1)
        options.rollUpAfter = 0
        options.rollUpSlice = 400
        let ledger = try Ledger.open(at: desk.path, as: .daemon, timepiece: desk.timepiece, options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<2200 { group.addTask { try await ledger.record(makeVisit("v\(number)")) } }
            try await group.waitForAll()
        }
        try ledger.close()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: desk.directory).sorted() == [
                "ledger.sqlite", "ledger.sqlite.lock",
            ])
    }

    @Test func percentilesAreAtMostTwoPercentOff() {
        for scale in [1.0, 50, 3000, 1e6, 1e9] {
            var histogram = TimeHistogram()
            let values = (0..<999).map { _ in Int64(scale * Double.random(in: 1...30)) }.sorted()
            for value in values { histogram.add(.microseconds(value)) }
            for share in [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1] {
                let exact = Double(values[Int((share * 998).rounded())])
                let found = Double(histogram.percentile(share)?.microseconds ?? -1)
                // Half a microsecond, because the answer is a whole number of them.
                #expect(abs(found - exact) <= exact * 0.0201 + 0.5)
            }
        }
    }

    @Test func histogramsMergeIntoWhatOneWouldHaveBeenAndComeBackFromBytes() throws {
        for _ in 0..<50 {
            var (left, right, both) = (TimeHistogram(), TimeHistogram(), TimeHistogram())
            for _ in 0..<Int.random(in: 0...200) {
                let time = Duration.microseconds(Int64(exp(Double.random(in: -1...40))))
                both.add(time)
                if Bool.random() { left.add(time) } else { right.add(time) }
            }
            left.merge(right)
            #expect(left == both)
            #expect(TimeHistogram(encoded: both.encoded) == both)
        }
        var edges = TimeHistogram()
        for time in [Duration.zero, .seconds(-5), .microseconds(1), .microseconds(Int64.max)] { edges.add(time) }
        #expect(TimeHistogram(encoded: edges.encoded) == edges)
        #expect(edges.percentile(0) == .zero)
        #expect(TimeHistogram().percentile(0.5) == nil)
    }

    @Test func anyBytesAreEitherAHistogramOrNone() {
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...24)).map { _ in UInt8.random(in: 0...255) }
            if let histogram = TimeHistogram(encoded: bytes) { #expect(histogram.count >= 0) }
        }
        #expect(TimeHistogram(encoded: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1]) == nil)
        #expect(TimeHistogram(encoded: [5, 2, 1]) == nil)
    }

    @Test func visitsGoWhenTheirTimeIsOverAndTheirSumsStay() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<30 {
            var touchpoint = makeTouchpoint("Home")
            touchpoint.hops[0].url = "https://shop.example/\(number)"
            try await ledger.record(
                makeVisit(
                    "v\(number)", grade: .bad, started: start + .days(Int64(number)), touchpoints: [touchpoint],
                    findings: number == 0 ? [makeFinding()] : []))
        }
        let before = try await ledger.counts(since: start)
        let texts = try await ledger.store { pen in try pen.number("SELECT count(*) FROM text") ?? 0 }
        let gone = try await ledger.prune(
            Retention(
                visits: start + .days(20), hours: start + .days(25), timesByHour: start + .days(27),
                past: start + .days(20)))
        #expect(gone == 20)
        #expect(try await ledger.visits(after: 0).count == 10)
        #expect(try await ledger.visit(VisitID(rawValue: "v5")) == nil)
        #expect(
            try await ledger.visit(VisitID(rawValue: "v25"))?.touchpoints.first?.hops.first?.url
                == "https://shop.example/25")
        #expect(try await ledger.findings().isEmpty)
        #expect(try await ledger.counts(since: start) == before)
        let subject = Subject(probe: "p")
        #expect(try await ledger.counts(of: subject, by: .hour, since: start).count == 5)
        #expect(try await ledger.times(of: subject, touchpoint: "Home", by: .hour, since: start).count == 3)
        #expect(try await ledger.times(of: subject, touchpoint: "Home", by: .day, since: start).count == 30)
        let left = try await ledger.store { pen in try pen.number("SELECT count(*) FROM text") ?? 0 }
        #expect(left <= texts - 20)
        // The shelf of texts has not kept rows that are gone.
        try await ledger.record(makeVisit("again", started: start + .days(30), touchpoints: [makeTouchpoint()]))
        #expect(try await ledger.visit(VisitID(rawValue: "again"))?.definition == "d1")
        #expect(try await ledger.verified().problems == [])
    }

    @Test func whatIsKeptIsWhatTheConfigurationSays() {
        var storage = Configuration.Storage()
        storage.visitsKept = Span(days: 100)
        storage.textsKept = Span(days: 10)
        let retention = Retention(now: start, keeping: storage)
        #expect(retention.visits == start - .days(100) && retention.pages == start - .days(10))
        #expect(retention.hours == start - .days(28) && retention.past == start - .days(100))
    }

    @Test func aBackupIsWholeAndStartsHeldUntilAdopted() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        #expect(try await ledger.isHeld() == false)
        for number in 0..<50 { try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint()])) }
        let backup = desk.directory + "/backup.sqlite"
        try await ledger.backUp(to: backup)
        let report = try Ledger.verify(backup)
        #expect(report.problems == [] && report.visits == 50 && report.epoch == 1)
        await #expect(throws: LedgerError.self) { try await ledger.backUp(to: backup) }
        #expect(throws: LedgerError.self) { try Ledger.restore(backup, to: desk.path, now: start) }

        try await ledger.record(makeVisit("after"))
        try ledger.close()
        let aside = try #require(try Ledger.restore(backup, to: desk.path, now: start))
        #expect(try Ledger.verify(aside).visits == 51)
        let restored = try desk.open()
        #expect(try await restored.visits(after: 0).count == 50)
        #expect(try await restored.isHeld())
        #expect(try await restored.epoch() == 2)
        try await restored.adopt()
        try restored.close()
        let adopted = try desk.open()
        #expect(try await adopted.isHeld() == false)
        #expect(try await adopted.epoch() == 3)
    }

    @Test func aCopiedLedgerIsHeldAndTheOriginalIsNot() async throws {
        let desk = try Desk()
        try desk.open().close()
        let copy = try Desk()
        try FileManager.default.copyItem(atPath: desk.path, toPath: copy.path)
        #expect(try await copy.open().isHeld())
        #expect(try await desk.open().isHeld() == false)
    }

    @Test func aDamagedBackupIsRefusedAndChangesNothing() async throws {
        let desk = try Desk()
        let ledger = try desk.open()
        for number in 0..<200 {
            try await ledger.record(makeVisit("v\(number)", touchpoints: [makeTouchpoint("T\(number)")]))
        }
        let backup = desk.directory + "/backup.sqlite"
        try await ledger.backUp(to: backup)
        try ledger.close()
        let file = try #require(FileHandle(forUpdatingAtPath: backup))
        for page in 2..<20 {
            try file.seek(toOffset: UInt64(page) * 4096)
            try file.write(contentsOf: Data(repeating: 0xee, count: 100))
        }
        try file.close()
        #expect(throws: LedgerError.self) { try Ledger.restore(backup, to: desk.path, now: start) }
        #expect(try Ledger.verify(desk.path).visits == 200)
    }
}
