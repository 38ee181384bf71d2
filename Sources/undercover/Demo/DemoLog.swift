import Journey
import Reporting
import Synchronization

/// What the demo prints of each visit: all of it, unless the last visit of that probe met just the same.
final class DemoLog: Sendable {
    private let last = Mutex<[String: [String]]>([:])

    func show(_ visit: VisitView) {
        var lines = VerdictText.lines(visit, width: Output.width, ink: Output.ink)
        lines.removeLast()
        let met = visit.findingsWorstFirst.map { "\($0.code) \($0.touchpoint)" } + [visit.grade.rawValue]
        let isSame = last.withLock { last in
            defer { last[visit.probe] = met }
            return last[visit.probe] == met
        }
        Output.lines(isSame ? [lines[0] + ", as before"] : [""] + lines)
    }
}
