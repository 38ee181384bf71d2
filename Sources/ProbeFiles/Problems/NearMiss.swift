/// The word somebody probably meant.
public enum NearMiss {
    /// The candidate with the fewest edits, if they are few enough to be a slip: one in three letters, at most
    /// three. Case, `_` and spaces for `-` are free.
    static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let plain = normal(word)
        // Of numbers every other is a near miss.
        guard !plain.isEmpty, plain.count <= 40, word.contains(where: \.isLetter) else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = normal(candidate)
            guard abs(other.count - plain.count) <= 3 else { continue }
            let distance = edits(plain, other)
            let allowed = min(3, min(plain.count, other.count) / 3)
            guard distance <= allowed else { continue }
            if best == nil || (distance, candidate) < (best?.distance ?? 0, best?.candidate ?? "") {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    /// ` (did you mean …?)`, or nothing.
    public static func hint(_ word: String, among candidates: some Sequence<String>) -> String {
        of(word, among: candidates).map { "; did you mean `\($0)`?" } ?? ""
    }

    private static func normal(_ word: String) -> [Character] {
        word.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
    }

    /// Insertions, deletions, replacements and exchanges of neighbours (optimal string alignment).
    private static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var cost = min(last[column + 1] + 1, current[column] + 1, replaced)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
