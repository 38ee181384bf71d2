import Journey
import Testing

@testable import Examining

@Suite struct ExaminationMemoryTests {
    private let memory = ExaminationMemory()
    private let now = Responses.now

    private func page(token: String = "a", year: Int = 2019, links: Int = 2) -> String {
        """
        <html><head><title>Shop</title><meta name="csrf-token" content="\(token)"></head><body>
        \((0..<links).map { "<a href=/p\($0)>x</a>" }.joined())<footer>© \(year) Shop</footer></body></html>
        """
    }

    private func findings(_ html: String, on today: String = "2026-11-24", url: String = "https://shop.example/")
        -> [Finding]
    {
        let evidence = evidence(html, url: url, today: today)
        return memory.findings(memory.examine(evidence), on: evidence.today, touchpoint: "Start", owner: "web")
    }

    @Test func aRememberedPageHasTheSameFindings() {
        let fresh = findings(page())
        #expect(fresh.map(\.code) == ["stale-year"])
        #expect(fresh.first?.touchpoint == "Start" && fresh.first?.owner == "web")
        #expect(findings(page()) == fresh)
        #expect(findings(page(token: "another-token-0123456789abcdef")) == fresh)
    }

    @Test func aPageOfWhichOnlyTokensChangedIsNotExaminedAgain() {
        _ = findings(page(token: "0123456789abcdef0123"))
        let again = evidence(page(token: "fedcba98765432100000"), url: "https://shop.example/")
        let examination = memory.examine(again)
        #expect(
            examination == memory.examine(evidence(page(token: "0123456789abcdef0123"), url: "https://shop.example/")))
    }

    @Test func anIdenticalBodyIsNotParsed() {
        let html = page()
        _ = findings(html)
        // Bytes that are remembered under their hash are not looked at: another title with the same hash could not be.
        let evidence = evidence(html, url: "https://shop.example/")
        _ = memory.examine(evidence)
        #expect(!evidence.reader.hasParsed)
    }

    @Test func whatDependsOnTheDateIsJudgedAtEveryVisit() {
        let html = page(year: 2026)
        #expect(findings(html, on: "2026-11-24").isEmpty)
        #expect(findings(html, on: "2027-02-01").map(\.code) == ["stale-year"])
        #expect(findings(html, on: "2026-12-01").isEmpty)
    }

    @Test func changedTextIsExaminedAgain() {
        #expect(findings(page(year: 2019)).count == 1)
        #expect(findings(page(year: 2026)).isEmpty)
    }

    @Test func pagesAtOtherAddressesAreNotMixedUp() {
        let one = findings(page(), url: "https://shop.example/a")
        let other = findings(page(), url: "https://shop.example/b")
        #expect(one.first?.evidence.url == "https://shop.example/a")
        #expect(other.first?.evidence.url == "https://shop.example/b")
    }

    // MARK: Questions

    @Test func answersAreBelievedForADay() throws {
        let examination = memory.examine(evidence(page(), url: "https://shop.example/", isEntrance: false))
        let due = memory.due(examination, touchpoint: "Start", at: now)
        #expect(due.map(\.address) == ["https://shop.example/p0", "https://shop.example/p1"])
        memory.note(Answer(due[0], Responses.result("", status: 404)), at: now)
        #expect(memory.due(examination, touchpoint: "Start", at: now).map(\.address) == ["https://shop.example/p1"])
        memory.note(Answer(due[1], Responses.result("ok")), at: now)
        #expect(memory.due(examination, touchpoint: "Start", at: now + .hours(23)).isEmpty)
        #expect(memory.due(examination, touchpoint: "Start", at: now + .hours(24)).count == 2)
        // Until it is asked again, what was dead stays dead.
        let found = memory.findings(examination, on: Day(number: 0), touchpoint: "Start")
        #expect(found.map(\.code) == ["dead-link"])
        memory.note(Answer(due[0], Responses.result("ok")), at: now + .hours(24))
        #expect(memory.findings(examination, on: Day(number: 0), touchpoint: "Start").isEmpty)
    }

    @Test func manyLinksAreAskedInTurnAndWhatIsOpenFirst() {
        let examination = memory.examine(evidence(page(links: 70), url: "https://shop.example/", isEntrance: false))
        var asked: Set<String> = []
        for visit in 0..<3 {
            let due = memory.due(examination, touchpoint: "Start", at: now + .minutes(Int64(visit)))
            #expect(due.count == (visit < 2 ? 30 : 10))
            for question in due {
                #expect(asked.insert(question.address).inserted)
                memory.note(Answer(question, Responses.result("ok")), at: now + .minutes(Int64(visit)))
            }
        }
        let later = now + .days(2)
        let fingerprint = Finding(
            code: "dead-link", severity: .defect, touchpoint: "Start", says: "", evidence: Evidence(),
            rule: "dead-link",
            ruleVersion: 1, identity: "https://shop.example/p69"
        ).fingerprint
        let due = memory.due(examination, touchpoint: "Start", open: [fingerprint], at: later)
        #expect(due.first?.address == "https://shop.example/p69")
        #expect(due.count == 30)
    }

    @Test func anAnswerThatSaysNothingForgetsNone() throws {
        let examination = memory.examine(evidence(page(links: 1), url: "https://shop.example/", isEntrance: false))
        let question = try #require(examination.questions.first)
        memory.note(Answer(question, Responses.result("", status: 404)), at: now)
        memory.note(Answer(question, Responses.failed(.timeout, "too long")), at: now + .days(2))
        #expect(memory.findings(examination, on: Day(number: 0), touchpoint: "Start").count == 1)
    }

    @Test func memoryIsBounded() {
        var memory = BoundedMemory<Int, Int>(capacity: 1_000)
        for key in 0..<10_000 { memory.remember(key, as: key, weight: 10) }
        #expect(memory.count <= 100)
        #expect(memory.value(of: 9_999) == 9_999)
        #expect(memory.value(of: 0) == nil)
        memory.remember(1, as: -1, weight: 5_000)
        #expect(memory.value(of: -1) == nil)
    }

    @Test func whatIsUsedIsKept() {
        var memory = BoundedMemory<Int, Int>(capacity: 100)
        memory.remember(1, as: 1, weight: 10)
        for key in 2..<500 {
            #expect(memory.value(of: 1) == 1)
            memory.remember(key, as: key, weight: 10)
        }
    }

    @Test func manyThreadsMayUseIt() async {
        let memory = memory
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var count = 0
                    for index in 0..<50 {
                        let page = evidence("<html><title>a</title><footer>© \(2000 + index % 5) x</footer></html>")
                        count += memory.findings(memory.examine(page), on: page.today, touchpoint: "T\(worker)").count
                    }
                    return count
                }
            }
            for await count in group { #expect(count == 50) }
        }
    }
}
