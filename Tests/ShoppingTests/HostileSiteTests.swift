import DemoBusiness
import Dispatch
import Journey
import Ledger
import Testing
import Transfer

@testable import Shopping

/// A site may do what it likes: its visit ends with one finding or one clear error, every other visit goes on undisturbed.
@Suite("A hostile site")
struct HostileSiteTests {
    @Test("spoils its own visit and no other")
    func everyBadPath() async throws {
        let paths = DemoBusiness.badPaths
        #expect(paths.count > 20)
        var probes = [
            "probe: good\njourney:\n  - {touchpoint: Home, get: SITE/, expect: {status: 200, contains: [Lindenhof]}}\n"
        ]
        for (index, path) in paths.enumerated() {
            probes.append(
                """
                probe: bad-\(index)
                journey:
                  - touchpoint: Page
                    get: "SITE\(path)"
                    promise: 300ms
                    patience: 700ms
                    expect: {status: 200, contains: ["what nobody says"]}
                    examine: page
                """)
        }
        try await Shop.with(probes) { shop in
            try await withThrowingTaskGroup(of: Visit.self) { group in
                for index in paths.indices { group.addTask { try await shop.visit("bad-\(index)") } }
                for _ in 0..<20 {
                    let good = try await shop.visit("good")
                    #expect(good.grade == .satisfactory)
                }
                for try await visit in group {
                    let index = Int(visit.subject.probe.dropFirst(4)) ?? 0
                    #expect(
                        visit.grade == .bad || visit.grade == .unknown || visit.grade == .mediocre, "\(paths[index])")
                    // Where the machine itself is held up, that is the word: its own fault, and no more to say.
                    #expect(
                        !visit.findings.isEmpty || visit.remark != nil || visit.unknown == .blind,
                        "\(paths[index]) ends without a word: \(visit.grade) \(visit.touchpoints)")
                    for text in visit.findings.flatMap({ [$0.says, $0.evidence.excerpt ?? "", $0.evidence.url ?? ""] })
                        + [visit.remark ?? ""]
                    {
                        #expect(
                            !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || $0.value == 0x202E },
                            "\(paths[index])")
                    }
                }
            }
        }
    }

    @Test("a name server that hangs holds up only who asked it")
    func hangingLookups() async throws {
        var options = Transfer.Options()
        let usual = options.lookup
        // Each getaddrinfo(3) is held until the test is over.
        let held = DispatchSemaphore(value: 0)
        options.lookup = { name, family throws(LookupFailure) in
            if name == "hangs.example" {
                held.wait()
                held.signal()
            }
            return try usual(name, family)
        }
        let probes = [
            "probe: good\njourney:\n  - {touchpoint: Home, get: SITE/, expect: {status: 200}}\n",
            "probe: hangs\njourney:\n  - {touchpoint: Home, get: \"http://hangs.example/\", promise: 100ms, patience: 300ms, expect: {status: 200}}\n",
        ]
        try await Shop.with(probes, transferOptions: options) { shop in
            defer { held.signal() }
            async let hanging = shop.visit("hangs")
            for _ in 0..<10 {
                let good = try await shop.visit("good")
                #expect(good.grade == .satisfactory)
            }
            let visit = try await hanging
            #expect(visit.grade == .bad)
            #expect(visit.findings.map(\.code) == ["late"])
        }
    }

    @Test("whoever may ask for visits gets no secret sent to where they like")
    func brought() async throws {
        let probe = """
            probe: brought
            journey:
              - {touchpoint: Steal, get: SITE/echo, headers: {X-Key: "{{secret.key}}"}}
              - {touchpoint: And again, get: SITE/echo, query: {key: "{{secret.key}}"}, always: true}
            """
        try await Shop.with([probe], settings: "secrets: [key]", secrets: ["key": "hunter2-hunter2"]) { shop in
            let visit = try await shop.visit("brought", withSecrets: false)
            let all = shop.business.received("/echo")
            #expect(!all.contains { $0.header("X-Key") != nil || $0.target.contains("hunter2") }, "\(all)")
            #expect(visit.unknown == .unusable)
            #expect(visit.remark?.contains("get no secrets") == true, "\(visit.remark ?? "")")
        }
    }

    @Test(
        "no site has a body or a secret sent to where it says",
        arguments: [
            "{touchpoint: Log in, post: \"http://{{to}}/login\", repeatable: true, form: {password: plain}}",
            "{touchpoint: Log in, get: \"http://{{to}}/login\", query: {key: \"{{secret.key}}\"}}",
            "{touchpoint: Log in, get: \"http://{{to}}/{{secret.key}}\"}",
        ])
    func capturedOrigin(step: String) async throws {
        let probe = """
            probe: led
            journey:
              - {touchpoint: Form, get: SITE/echo, query: {to: stranger.example}, capture: {to: {regex: 'stranger[.]example'}}}
              - \(step)
            """
        try await Shop.with([probe], settings: "secrets: [key]", secrets: ["key": "hunter2-hunter2"]) { shop in
            let visit = try await shop.visit("led")
            #expect(visit.unknown == .unusable)
            #expect(visit.remark?.contains("leads to stranger.example") == true, "\(visit.remark ?? "")")
        }
    }

    @Test("secrets it repeats to us are in nothing that is kept")
    func secrets() async throws {
        let probe = """
            probe: login
            journey:
              - touchpoint: Echo
                get: SITE/echo
                query: {token: "{{secret.key}}"}
                headers: {X-Key: "{{secret.key}}"}
                expect: {status: 200, contains: ["not there at all"]}
                examine: page
            """
        try await Shop.with([probe], settings: "secrets: [key]", secrets: ["key": "hunter2-hunter2"]) { shop in
            let visit = try await shop.visit("login")
            #expect(shop.business.received("/echo").contains { $0.header("X-Key") == "hunter2-hunter2" })
            #expect(!"\(visit)".contains("hunter2"))
            #expect(!"\(try await shop.ledger.visit(visit.id) as Any)".contains("hunter2"))
            let hash = try #require(visit.touchpoints[0].bodyHash)
            if let page = try await shop.ledger.page(hash) {
                #expect(!String(decoding: page, as: UTF8.self).contains("hunter2"))
            }
        }
    }
}
