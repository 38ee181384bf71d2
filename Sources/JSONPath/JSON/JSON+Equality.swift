extension JSON: Hashable {
    public static func == (a: JSON, b: JSON) -> Bool {
        equal(a, b) { (_: Int) in }
    }

    /// Compares two values, telling `spend` how many steps each part takes before it is compared.
    static func equal<Failure: Error>(
        _ a: JSON, _ b: JSON, spend: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        try spend(1)
        switch (a, b) {
        case (.null, .null): return true
        case (.bool(let x), .bool(let y)): return x == y
        case (.string(let x), .string(let y)):
            guard x.utf8.count == y.utf8.count else { return false }
            try spend(x.utf8.count / 64)
            return x.hasSameScalars(as: y)
        case (.array(let x), .array(let y)):
            guard x.count == y.count else { return false }
            for (one, other) in zip(x, y) {
                guard try equal(one, other, spend: spend) else { return false }
            }
            return true
        case (.object(let x), .object(let y)):
            return try equal(x, y, spend: spend)
        default:
            try spend(a.comparisonCost + b.comparisonCost)
            return compareNumbers(a, b) == 0
        }
    }

    private static func equal<Failure: Error>(
        _ x: [Member], _ y: [Member], spend: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard x.count == y.count else { return false }
        var places: [ExactText: Int] = [:]
        for (place, member) in x.enumerated() {
            try spend(member.name.utf8.count / 16)
            var other = place
            // Mostly both have the same order; only when not is an index worth its price.
            if !y[place].name.hasSameScalars(as: member.name) {
                if places.isEmpty {
                    for (place, member) in y.enumerated() {
                        try spend(1 + member.name.utf8.count / 16)
                        places[ExactText(member.name)] = place
                    }
                }
                guard let found = places[ExactText(member.name)] else { return false }
                other = found
            }
            guard try equal(member.value, y[other].value, spend: spend) else { return false }
        }
        return true
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        // Equal numbers have the same nearest double, however they are written.
        case .int, .number: hasher.combine(double)
        case .string(let text): hasher.combine(ExactText(text))
        case .array(let values): hasher.combine(values)
        case .object(let members):
            var all = 0
            for member in members {
                var one = Hasher()
                one.combine(ExactText(member.name))
                one.combine(member.value)
                all ^= one.finalize()
            }
            hasher.combine(all)
        }
    }
}
