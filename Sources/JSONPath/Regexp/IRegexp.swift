/// A regular expression of RFC 9485, compiled for a simulation that reads each character once (Thompson 1968): its time
/// is at most states × characters, whatever the pattern.
struct IRegexp: Sendable {
    enum Instruction: Sendable {
        case one(ScalarSet)
        case jump(Int)
        case split(Int, Int)
        case start
        case end
        case accept
    }

    struct Failure: Error {
        /// Completes "the pattern …".
        let message: String
        /// A valid pattern, but one that we refuse to compile.
        var isTooLarge = false

        static let tooLarge = Failure(
            message: "is too large: its repetitions make more than \(IRegexp.greatestSize) states, or its groups are"
                + " nested deeper than \(IRegexp.greatestDepth)",
            isTooLarge: true)
    }

    static let greatestSize = 10_000
    static let greatestDepth = 100

    private let program: [Instruction]

    init(_ pattern: String) throws(Failure) {
        var parser = IRegexpParser(pattern)
        var compiler = Compiler()
        try compiler.emit(try parser.wholePattern())
        compiler.program.append(.accept)
        program = compiler.program
    }

    /// Whether the pattern matches the whole text, or, unless `whole`, some part of it.
    func matches(_ text: String, whole: Bool, budget: inout Budget) throws(JSONPathError) -> Bool {
        // Making room for the states costs time too, even if the text is empty.
        try budget.spend(1 + program.count / 16)
        var states = StateSet(capacity: program.count)
        var following = StateSet(capacity: program.count)
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        var edge = Edge(isStart: true, isEnd: scalars.isEmpty)
        try budget.spend(states.insert(0, of: program, at: edge))
        while !edge.isEnd {
            if whole {
                if states.members.isEmpty { return false }
            } else if states.isAccepting {
                return true
            }
            let scalar = scalars[place]
            scalars.formIndex(after: &place)
            edge = Edge(isStart: false, isEnd: place == scalars.endIndex)
            var steps = 1 + states.members.count
            for state in states.members {
                if case .one(let set) = program[state], set.contains(scalar) {
                    steps += following.insert(state + 1, of: program, at: edge)
                }
            }
            if !whole { steps += following.insert(0, of: program, at: edge) }
            try budget.spend(steps)
            swap(&states, &following)
            following.removeAll()
        }
        return states.isAccepting
    }
}

/// What a place between two characters is, for `^` and `$`.
private struct Edge {
    let isStart: Bool
    let isEnd: Bool
}

/// The states that the simulation is in at one place of the text.
private struct StateSet {
    /// Those that wait for a character.
    private(set) var members: [Int] = []
    private(set) var isAccepting = false
    private var seen: [Int]
    private var round = 1
    private var waiting: [Int] = []

    init(capacity: Int) {
        seen = Array(repeating: 0, count: capacity)
    }

    mutating func removeAll() {
        members.removeAll(keepingCapacity: true)
        isAccepting = false
        round += 1
    }

    /// Adds a state and all that it leads to without a character; returns the number of steps taken.
    mutating func insert(_ state: Int, of program: [IRegexp.Instruction], at edge: Edge) -> Int {
        var steps = 0
        waiting.append(state)
        while let state = waiting.popLast() {
            steps += 1
            if seen[state] == round { continue }
            seen[state] = round
            switch program[state] {
            case .one: members.append(state)
            case .start: if edge.isStart { waiting.append(state + 1) }
            case .end: if edge.isEnd { waiting.append(state + 1) }
            case .jump(let target): waiting.append(target)
            case .split(let first, let second):
                waiting.append(second)
                waiting.append(first)
            case .accept: isAccepting = true
            }
        }
        return steps
    }
}

private struct Compiler {
    var program: [IRegexp.Instruction] = []
    /// Copies count even when they are empty, or `(){999999999}` would take its time.
    private var size = 0

    private mutating func grow() throws(IRegexp.Failure) {
        size += 1
        if size > IRegexp.greatestSize { throw .tooLarge }
    }

    mutating func emit(_ expression: IRegexpParser.Expression) throws(IRegexp.Failure) {
        try grow()
        switch expression {
        case .one(let set): program.append(.one(set))
        case .start: program.append(.start)
        case .end: program.append(.end)
        case .sequence(let parts):
            for part in parts { try emit(part) }
        case .choice(let branches):
            var ends: [Int] = []
            for branch in branches.dropLast() {
                let split = program.count
                program.append(.split(split + 1, split + 1))
                try emit(branch)
                ends.append(program.count)
                program.append(.jump(0))
                program[split] = .split(split + 1, program.count)
            }
            if let last = branches.last { try emit(last) }
            for end in ends { program[end] = .jump(program.count) }
        case .repetition(let part, let least, let most):
            for _ in 0..<least { try emit(part) }
            if let most {
                var splits: [Int] = []
                for _ in least..<most {
                    splits.append(program.count)
                    program.append(.split(0, 0))
                    try emit(part)
                }
                for split in splits { program[split] = .split(split + 1, program.count) }
            } else {
                let split = program.count
                program.append(.split(0, 0))
                try emit(part)
                program.append(.jump(split))
                program[split] = .split(split + 1, program.count)
            }
        }
    }
}
