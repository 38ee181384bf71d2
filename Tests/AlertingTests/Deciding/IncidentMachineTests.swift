import Journey
import Testing

@Suite struct IncidentMachineTests {
    /// One letter a visit, oldest first: `L`ate, `B`ad, `G`ood, `M`ediocre in time, `X` bad and late, `?` unknown.
    private static func sight(_ letter: Character) -> IncidentMachine.Sight {
        switch letter {
        case "L": .init(grade: .mediocre, late: true)
        case "B": .init(grade: .bad, late: false)
        case "X": .init(grade: .bad, late: true)
        case "M": .init(grade: .mediocre, late: false)
        case "?": .init(grade: .unknown, late: true)
        default: .init(grade: .satisfactory, late: false)
        }
    }

    private static func rule(_ condition: AlertRule.Condition, recoverAfter: Int) -> AlertRule {
        var rule = AlertRule(name: "r", condition: condition, place: SourcePlace(file: "undercover.yaml"))
        rule.recoverAfter = recoverAfter
        return rule
    }

    /// What each visit of a row does: `o` opens, `r` recovers, `.` neither.
    private static func play(_ row: String, _ rule: AlertRule) -> String {
        var seen: [IncidentMachine.Sight] = []
        var isOpen = false
        return String(
            row.map { letter -> Character in
                seen.insert(sight(letter), at: 0)
                switch IncidentMachine.decide(rule, recent: seen, isOpen: isOpen) {
                case .open:
                    isOpen = true
                    return "o"
                case .recover:
                    isOpen = false
                    return "r"
                case nil:
                    return "."
                }
            })
    }

    @Test(arguments: [
        // One late visit is told at once, and one good one ends it.
        ("GLGLG", 1, 1, 1, ".oror"),
        // The n-th of the last m opens; a single one does not.
        ("LGGLGG", 2, 3, 1, "......"),
        ("LGLGGG", 2, 3, 1, "..or.."),
        ("LLLLLL", 2, 3, 1, ".o...."),
        // Fewer visits than m are enough when n of them were late.
        ("LL", 2, 5, 1, ".o"),
        // Recovery needs both: few enough left, and so many good ones in a row.
        ("LLGGGGG", 2, 3, 3, ".o..r.."),
        ("LLGGGGGG", 2, 5, 1, ".o...r.."),
        // Failing again just before recovery begins the row anew, and is no second incident.
        ("LGGLGGLGGGG", 1, 1, 3, "o........r."),
        ("LGGG", 1, 1, 4, "o..."),
        ("LGGGG", 1, 1, 4, "o...r"),
        // Failing right after recovery opens again.
        ("LGGL", 1, 1, 2, "o.ro"),
        // Unknown visits count neither way: they open nothing, end nothing, and do not break a row.
        ("?????", 1, 1, 1, "....."),
        ("L?L", 2, 2, 1, "..o"),
        ("L?G?G", 1, 1, 2, "o...r"),
        ("L????", 1, 1, 1, "o...."),
        // A bad visit that was not late says nothing good about lateness; a mediocre one in time does.
        ("LBBG", 1, 1, 1, "o..r"),
        ("LMG", 1, 1, 1, "or."),
    ])
    func late(row: String, count: Int, of: Int, recoverAfter: Int, expected: String) {
        let rule = Self.rule(.late(count: count, of: of), recoverAfter: recoverAfter)
        #expect(Self.play(row, rule) == expected)
    }

    @Test(arguments: [
        ("GBG", 1, 1, 1, ".or"),
        ("LLLL", 1, 1, 1, "...."),
        ("BGBGG", 2, 3, 2, "..o.r"),
        ("BLMG", 1, 1, 3, "o..r"),
        ("XB?BG", 3, 3, 1, "...or"),
    ])
    func bad(row: String, count: Int, of: Int, recoverAfter: Int, expected: String) {
        let rule = Self.rule(.bad(count: count, of: of), recoverAfter: recoverAfter)
        #expect(Self.play(row, rule) == expected)
    }

    @Test func aNewRuleIsNotSetOffByWhatWasLateBefore() {
        let rule = Self.rule(.late(count: 2, of: 3), recoverAfter: 1)
        let recent = "LLG".reversed().map(Self.sight)
        #expect(IncidentMachine.decide(rule, recent: recent, isOpen: false) == nil)
    }

    @Test func saysHowManyOfHowMany() {
        let rule = Self.rule(.late(count: 2, of: 3), recoverAfter: 1)
        #expect(IncidentMachine.decide(rule, recent: "L?L".map(Self.sight), isOpen: false) == .open(count: 2, of: 2))
        #expect(IncidentMachine.decide(rule, recent: "LGLG".map(Self.sight), isOpen: false) == .open(count: 2, of: 3))
    }

    @Test func anIncidentAboutWaitsEndsWithTheLastOfThem() {
        #expect(IncidentMachine.decide(overdue: 0, isOpen: false) == nil)
        #expect(IncidentMachine.decide(overdue: 2, isOpen: false) == .open(count: 2, of: 2))
        #expect(IncidentMachine.decide(overdue: 1, isOpen: true) == nil)
        #expect(IncidentMachine.decide(overdue: 0, isOpen: true) == .recover)
    }

    /// Against the definition, word by word, on rows of every kind.
    @Test(arguments: 0..<200)
    func followsItsDefinition(seed: Int) {
        var random = Dice(seed: UInt64(seed))
        let of = Int.random(in: 1...5, using: &random)
        let count = Int.random(in: 1...of, using: &random)
        let recoverAfter = Int.random(in: 1...4, using: &random)
        let rule = Self.rule(.late(count: count, of: of), recoverAfter: recoverAfter)
        var isOpen = false
        var seen: [IncidentMachine.Sight] = []
        for _ in 0..<60 {
            guard let letter = "LLGGGBM?X".randomElement(using: &random) else { return }
            seen.append(Self.sight(letter))
            let known = seen.filter { $0.grade != .unknown }
            let isKnown = letter != "?"
            let late = known.suffix(of).count { $0.late }
            let row = known.suffix(recoverAfter)
            let good = row.count == recoverAfter && row.allSatisfy { !$0.late && $0.grade != .bad }
            let opens = isKnown && !isOpen && (known.last?.late ?? false) && late >= count
            let recovers = isKnown && isOpen && late < count && good
            switch IncidentMachine.decide(rule, recent: seen.reversed(), isOpen: isOpen) {
            case .open:
                #expect(opens)
                isOpen = true
            case .recover:
                #expect(recovers)
                isOpen = false
            case nil:
                #expect(!opens && !recovers)
            }
            // No further than it says need be looked.
            let reach = IncidentMachine.reach(of: rule)
            let near = Array(known.suffix(reach).reversed())
            if isKnown {
                let far = IncidentMachine.decide(rule, recent: known.reversed(), isOpen: isOpen)
                #expect(IncidentMachine.decide(rule, recent: near, isOpen: isOpen) == far)
            }
        }
    }
}

/// The same numbers for the same seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 1
        return StableHash.value(String(state), seed: 7)
    }
}
