/// One run of a query over a document.
struct Selection {
    let root: JSON
    var budget: Budget

    typealias Node = JSONPath.Node

    /// - Parameter tracing: keep the nodes' paths; filters need none.
    mutating func nodes(_ query: Query, from current: JSON, tracing: Bool) throws(JSONPathError) -> [Node] {
        var nodes = [Node(value: query.isRelative ? current : root, path: .root)]
        for segment in query.segments {
            var selected: [Node] = []
            for node in nodes {
                if segment.isDescendant {
                    try descend(from: node, segment, tracing: tracing, into: &selected)
                } else {
                    try apply(segment, to: node, tracing: tracing, into: &selected)
                }
            }
            nodes = selected
        }
        return nodes
    }

    /// Visits the node and all below it, parents first, with a stack of its own.
    private mutating func descend(
        from node: Node, _ segment: Segment, tracing: Bool, into selected: inout [Node]
    ) throws(JSONPathError) {
        var waiting = [node]
        while let node = waiting.popLast() {
            try apply(segment, to: node, tracing: tracing, into: &selected)
            let children = node.value.children
            try budget.spend(children.count)
            for child in children.reversed() where child.value.isContainer {
                waiting.append(node.child(child.value, child.step, tracing: tracing))
            }
        }
    }

    private mutating func apply(
        _ segment: Segment, to node: Node, tracing: Bool, into selected: inout [Node]
    ) throws(JSONPathError) {
        for selector in segment.selectors {
            try budget.spend(1)
            switch selector {
            case .name(let name):
                if let value = try child(.name(name), of: node.value) {
                    selected.append(node.child(value, .name(name), tracing: tracing))
                }
            case .index(let index):
                if case .array(let values) = node.value, let place = place(index, in: values) {
                    selected.append(node.child(values[place], .index(place), tracing: tracing))
                }
            case .wildcard:
                let children = node.value.children
                try budget.spend(children.count)
                for child in children { selected.append(node.child(child.value, child.step, tracing: tracing)) }
            case .slice(let start, let end, let step):
                guard case .array(let values) = node.value else { continue }
                let places = slicePlaces(start: start, end: end, step: step, count: values.count)
                for place in places {
                    try budget.spend(1)
                    selected.append(node.child(values[place], .index(place), tracing: tracing))
                }
            case .filter(let condition):
                for child in node.value.children {
                    try budget.spend(1)
                    if try holds(condition, at: child.value) {
                        selected.append(node.child(child.value, child.step, tracing: tracing))
                    }
                }
            }
        }
    }

    private mutating func child(_ step: Step, of value: JSON) throws(JSONPathError) -> JSON? {
        switch (step, value) {
        case (.name(let name), .object(let members)):
            try budget.spend(1 + members.count / 16)
            return value[name]
        case (.index(let index), .array(let values)):
            try budget.spend(1)
            return place(index, in: values).map { values[$0] }
        default: return nil
        }
    }

    /// Where an index points; a negative one counts from the end.
    private func place(_ index: Int, in values: [JSON]) -> Int? {
        let place = index < 0 ? values.count + index : index
        return values.indices.contains(place) ? place : nil
    }
}

// MARK: Filters

extension Selection {
    private mutating func holds(_ condition: Condition, at current: JSON) throws(JSONPathError) -> Bool {
        try budget.spend(1)
        switch condition {
        case .any(let conditions):
            for condition in conditions where try holds(condition, at: current) { return true }
            return false
        case .all(let conditions):
            for condition in conditions where try !holds(condition, at: current) { return false }
            return true
        case .not(let condition): return try !holds(condition, at: current)
        case .exists(let query): return try !nodes(query, from: current, tracing: false).isEmpty
        case .present(let query): return try value(query, at: current) != nil
        case .comparison(let left, let comparison, let right):
            return try compare(try value(left, at: current), comparison, try value(right, at: current))
        case .matches(let text, let pattern, let whole):
            return try matches(text, pattern, whole: whole, at: current)
        }
    }

    private mutating func value(_ operand: Operand, at current: JSON) throws(JSONPathError) -> JSON? {
        switch operand {
        case .literal(let value): return value
        case .singular(let query): return try value(query, at: current)
        case .length(let operand):
            switch try value(operand, at: current) {
            case .string(let text):
                try budget.spend(text.utf8.count / 64)
                return .int(Int64(text.unicodeScalars.count))
            case .array(let values): return .int(Int64(values.count))
            case .object(let members): return .int(Int64(members.count))
            default: return nil
            }
        case .count(let query): return .int(Int64(try nodes(query, from: current, tracing: false).count))
        case .value(let query):
            let nodes = try nodes(query, from: current, tracing: false)
            return nodes.count == 1 ? nodes[0].value : nil
        }
    }

    private mutating func value(_ query: SingularQuery, at current: JSON) throws(JSONPathError) -> JSON? {
        var value = query.isRelative ? current : root
        for step in query.steps {
            guard let child = try child(step, of: value) else { return nil }
            value = child
        }
        return value
    }

    /// Compares as §2.3.5.2.2 says; nil is the absence of a value, equal only to another absence.
    private mutating func compare(
        _ left: JSON?, _ comparison: Comparison, _ right: JSON?
    ) throws(JSONPathError) -> Bool {
        switch comparison {
        case .equal: try equal(left, right)
        case .notEqual: try !equal(left, right)
        case .less: try precedes(left, right)
        case .greater: try precedes(right, left)
        case .lessOrEqual: try precedes(left, right) ? true : equal(left, right)
        case .greaterOrEqual: try precedes(right, left) ? true : equal(left, right)
        }
    }

    private mutating func equal(_ left: JSON?, _ right: JSON?) throws(JSONPathError) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return try JSON.equal(left, right) { steps throws(JSONPathError) in try budget.spend(steps) }
    }

    /// Only numbers and strings have an order.
    private mutating func precedes(_ left: JSON?, _ right: JSON?) throws(JSONPathError) -> Bool {
        guard let left, let right else { return false }
        if case .string(let a) = left, case .string(let b) = right {
            try budget.spend(min(a.utf8.count, b.utf8.count) / 64)
            return a.precedesByScalars(b)
        }
        try budget.spend(left.comparisonCost + right.comparisonCost)
        return JSON.compareNumbers(left, right) == -1
    }

    private mutating func matches(
        _ text: Operand, _ pattern: Pattern, whole: Bool, at current: JSON
    ) throws(JSONPathError) -> Bool {
        guard case .string(let text) = try value(text, at: current) else { return false }
        switch pattern {
        case .nothing: return false
        case .compiled(let regexp): return try regexp.matches(text, whole: whole, budget: &budget)
        case .dynamic(let operand):
            guard case .string(let pattern) = try value(operand, at: current) else { return false }
            guard let regexp = try compile(pattern) else { return false }
            return try regexp.matches(text, whole: whole, budget: &budget)
        }
    }

    /// Compiles a pattern that the document brings; nil when it is no I-Regexp.
    private mutating func compile(_ pattern: String) throws(JSONPathError) -> IRegexp? {
        try budget.spend(pattern.utf8.count)
        do throws(IRegexp.Failure) {
            return try IRegexp(pattern)
        } catch {
            guard error.isTooLarge else { return nil }
            throw JSONPathError(
                reason: .budgetExceeded, column: nil, message: "a pattern from the document \(error.message)")
        }
    }
}

extension JSONPath.Node {
    fileprivate func child(_ value: JSON, _ step: Step, tracing: Bool) -> JSONPath.Node {
        JSONPath.Node(value: value, path: tracing ? path.appending(step) : path)
    }
}

extension JSON {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    fileprivate var children: Children { Children(parent: self) }
}

/// What stands in an array or object, made one by one: the budget is asked before there are many.
private struct Children: RandomAccessCollection {
    let parent: JSON

    var startIndex: Int { 0 }
    var endIndex: Int {
        switch parent {
        case .array(let values): values.count
        case .object(let members): members.count
        default: 0
        }
    }

    subscript(place: Int) -> (step: Step, value: JSON) {
        switch parent {
        case .array(let values): (.index(place), values[place])
        case .object(let members): (.name(members[place].name), members[place].value)
        default: preconditionFailure("a value that is no container has no children")
        }
    }
}

/// The places that a slice selects in an array (§2.3.4.2.2).
private func slicePlaces(start: Int?, end: Int?, step: Int, count: Int) -> StrideTo<Int> {
    func normal(_ place: Int) -> Int { place >= 0 ? place : count + place }
    guard step != 0 else { return stride(from: 0, to: 0, by: 1) }
    if step > 0 {
        let lower = min(max(normal(start ?? 0), 0), count)
        let upper = min(max(normal(end ?? count), 0), count)
        return stride(from: lower, to: upper, by: step)
    }
    let upper = min(max(start.map(normal) ?? count - 1, -1), count - 1)
    let lower = min(max(end.map(normal) ?? -1, -1), count - 1)
    return stride(from: upper, to: lower, by: step)
}
