import Foundation
import Journey
import Ledger

extension Bench {
    /// Stores so many visits of so many probes, one each a minute up to now, by the ledger's own doors.
    ///
    /// One in a hundred is late, three in a thousand are bad, one in a thousand is unknown. One probe in five has five defects that
    /// stand; every 500th visit meets a defect of its own that the next one does not find any more.
    static func fill(_ path: String, visits: Int, probes: Int) async throws {
        var options = LedgerOptions()
        options.groupLimit = 1000
        let ledger = try Ledger.open(at: path, as: .daemon, options: options)
        var generator = Xorshift(state: 1)
        let spacing = Duration.minutes(1) / Double(probes)
        let start = SystemTimepiece().now() - spacing * Double(visits)
        let began = Date()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<visits {
                let visit = sample(number, of: probes, at: start + spacing * Double(number), &generator)
                if number >= 2000 { try await group.next() }
                group.addTask { try await ledger.record(visit) }
            }
            try await group.waitForAll()
        }
        try await ledger.rollUp()
        let seconds = -began.timeIntervalSinceNow
        try ledger.close()
        tell(["visits": Double(visits), "seconds": seconds])
    }

    private static func sample(
        _ number: Int, of probes: Int, at started: Timestamp, _ generator: inout Xorshift
    ) -> Visit {
        let probe = number % probes
        let dice = Int.random(in: 0..<1000, using: &generator)
        let grade: Grade = dice < 3 ? .bad : dice < 13 ? .mediocre : dice < 14 ? .unknown : .satisfactory
        var page = TouchpointResult(name: "Home", index: 0, housekeeping: false, grade: grade, started: started)
        let took = Duration.microseconds(Int64.random(in: 80_000...120_000, using: &generator) * (dice < 13 ? 10 : 1))
        page.took = took
        page.late = (3..<13).contains(dice)
        page.promise = "800ms"
        page.verdicts = [
            Verdict(expected: "status 200", held: dice >= 3, saw: dice < 3 ? "503" : "", line: 7),
            Verdict(expected: "contains \"Returns\"", held: true, saw: "", line: 8),
        ]
        var hop = Hop(method: "GET", url: "https://shop\(probe).example/")
        hop.status = dice < 3 ? 503 : 200
        hop.version = "1.1"
        hop.address = "192.0.2.1"
        hop.port = 443
        hop.bytesReceived = 20_000
        hop.phases.lookup = .microseconds(812)
        hop.phases.connect = .microseconds(5120)
        hop.phases.handshake = .microseconds(12_001)
        hop.phases.wait = took - .microseconds(22_644)
        hop.phases.receive = .microseconds(4711)
        hop.phases.total = took
        page.hops = [hop]
        page.bodyHash = String(repeating: "ab", count: 32)
        page.bodySize = 20_000
        var defects = probe.isMultiple(of: 5) ? (0..<5).map { "word\($0)" } : []
        if number.isMultiple(of: 500) { defects.append("passing\(number)") }
        let findings = grade == .unknown ? [] : defects.map { finding($0, at: page) }
        return Visit(
            id: VisitID.make(at: started, using: &generator), probe: "probe-\(probe)", location: nil, persona: "zoe",
            vantage: "here", definition: "0123456789abcdef", ruleSet: 1, slot: Int64(number / probes), due: started,
            started: started, ended: started + took, grade: grade, touchpoints: [page], findings: findings)
    }

    private static func finding(_ word: String, at page: TouchpointResult) -> Finding {
        Finding(
            code: "misspelling", severity: .defect, touchpoint: page.name, owner: "web", says: "“\(word)” is misspelt",
            evidence: Evidence(
                url: page.hops[0].url, excerpt: "we \(word) every kettle", path: "/html/body/p[3]", line: 41),
            rule: "misspelling", ruleVersion: 1, identity: word)
    }

    /// Days of visits a minute to so many probes, summed up and pruned day by day as the daemon does: what is left are the sums,
    /// and how far their percentiles lie from those of the times themselves.
    static func sums(_ path: String, probes: Int, days: Int) async throws {
        var options = LedgerOptions()
        options.groupLimit = 4000
        let ledger = try Ledger.open(at: path, as: .daemon, options: options)
        var generator = Xorshift(state: 2)
        let start = Timestamp(seconds: 1_767_225_600)  // 2026-01-01
        var worst = 0.0
        let began = Date()
        for day in 0..<days {
            let midnight = start + .days(Int64(day))
            var known: [Duration] = []
            try await withThrowingTaskGroup(of: Void.self) { group in
                var count = 0
                for probe in 0..<probes {
                    // Pages differ in how fast they are and in how steady.
                    let scale = 30_000 * exp(Double(probe % 37) / 8), spread = 0.1 + 0.4 * Double(probe % 11) / 10
                    for minute in 0..<1440 {
                        let slow = Int.random(in: 0..<100, using: &generator) == 0 ? 5.0 : 1.0
                        let took = Duration.microseconds(Int64(scale * slow * exp(spread * generator.normal())))
                        if probe == day % probes { known.append(took) }
                        let visit = short(probe, at: midnight + .minutes(Int64(minute)), took, &generator)
                        if count >= 8000 { try await group.next() }
                        count += 1
                        group.addTask { try await ledger.record(visit) }
                    }
                }
                try await group.waitForAll()
            }
            try await ledger.rollUp()
            worst = max(worst, try await deviation(of: known, probe: day % probes, midnight, ledger))
            let now = midnight + .days(1)
            try await ledger.prune(
                Retention(visits: now, pages: now, hours: now - .days(28), timesByHour: now - .days(14), past: now))
        }
        try ledger.close()
        tell(["seconds": -began.timeIntervalSinceNow, "worst": worst])
    }

    private static func short(
        _ probe: Int, at started: Timestamp, _ took: Duration, _ generator: inout Xorshift
    ) -> Visit {
        var page = TouchpointResult(name: "Home", index: 0, housekeeping: false, grade: .satisfactory, started: started)
        page.took = took
        return Visit(
            id: VisitID.make(at: started, using: &generator), probe: "probe-\(probe)", location: nil, persona: nil,
            vantage: "here", definition: "0123456789abcdef", ruleSet: 1, slot: nil, due: started, started: started,
            ended: started + took, grade: .satisfactory, touchpoints: [page])
    }

    /// How far percentiles of a day's and of its first hour's sums lie from the true ones, at most, as a share.
    private static func deviation(
        of times: [Duration], probe: Int, _ midnight: Timestamp, _ ledger: Ledger
    ) async throws -> Double {
        var worst = 0.0
        for (period, length, times) in [(Period.day, Int64(24), times), (.hour, 1, Array(times.prefix(60)))] {
            let kept = try await ledger.times(
                of: Subject(probe: "probe-\(probe)"), touchpoint: "Home", by: period, since: midnight,
                until: midnight + .hours(length) - .seconds(1))
            guard kept.count == 1, kept[0].times.count == times.count else { return .infinity }
            let sorted = times.sorted()
            for share in [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1] {
                let true_ = sorted[Int((share * Double(sorted.count - 1)).rounded())]
                guard let told = kept[0].times.percentile(share) else { return .infinity }
                worst = max(worst, abs(told / true_ - 1))
            }
        }
        return worst
    }
}

/// Marsaglia's xorshift64: the same numbers in every run, and fast.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// About normally distributed: the sum of twelve.
    mutating func normal() -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
    }
}
