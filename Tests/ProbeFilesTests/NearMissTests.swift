import Testing

@testable import ProbeFiles

@Suite struct NearMissTests {
    private static let keys = [
        "promise", "patience", "expect", "examine", "for-each", "until", "url", "user-agent", "at",
    ]

    @Test(arguments: [
        ("patiense", "patience"), ("promis", "promise"), ("epxect", "expect"), ("for_each", "for-each"),
        ("Until", "until"),
        ("UserAgent", "user-agent"), ("uri", "url"), ("examin", "examine"), ("patinece", "patience"),
    ])
    func aSlipIsRecognised(_ word: String, _ meant: String) {
        #expect(NearMiss.of(word, among: Self.keys) == meant)
    }

    @Test(arguments: ["colour", "x", "", "3", "it", "perfectly-different", "journey"])
    func whatIsLikeNothingGetsNoHint(_ word: String) {
        #expect(NearMiss.of(word, among: Self.keys) == nil)
    }

    @Test func ofTwoAlikeTheNearerIsMeant() {
        #expect(NearMiss.of("expects", among: ["expert", "expect", "except"]) == "expect")
    }
}
