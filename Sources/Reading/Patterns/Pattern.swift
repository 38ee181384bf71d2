import CPCRE2

/// A regular expression in PCRE2's syntax, compiled once.
///
/// May be used from any thread at once. Text from outside cannot hold it up: match, heap and time limits end a search
/// with an error. Where memory may not be made executable PCRE2 interprets instead of compiling to machine code,
/// with the same results.
public final class Pattern: Sendable {
    /// The expression as written.
    public let text: String
    /// The names of its named groups, and the numbers that they stand for.
    public let groupNumbers: [String: Int]
    /// How many groups it has, not counting the whole match.
    public let groupCount: Int

    // Safe to share: PCRE2 never writes to compiled code once the JIT has run, which is before `init` returns
    // (pcre2api(3), "Multithreading"). All that a match writes to is made for that match.
    nonisolated(unsafe) private let code: OpaquePointer

    /// Steps of backtracking from one starting place: about a tenth of a second when interpreted.
    private static let matchLimit: UInt32 = 5_000_000
    /// The same from all starting places of one call, and of how few all may have as many as one.
    private static let stepsAtMost = 160_000_000
    private static let fewestPlaces = 32
    /// KiB of heap for one search.
    private static let heapLimit: UInt32 = 32_768
    /// Milliseconds of the thread's processor time for one call.
    private static let timeLimit = 2_000
    /// Bytes of an expression.
    private static let longestText = 10_000

    /// Throws with the offset of the first error when the expression cannot be compiled.
    public init(_ text: String, ignoringCase: Bool = false) throws(ReadingError) {
        guard text.utf8.count <= Self.longestText else {
            throw ReadingError("a regular expression of \(text.utf8.count) bytes", advice: "keep it under 10,000 bytes")
        }
        // NEVER_BACKSLASH_C: \C could leave a match in the middle of a character.
        let options =
            PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
            | (ignoringCase ? PCRE2_CASELESS : 0)
        var errorCode: Int32 = 0
        var errorOffset = 0
        let bytes = Array(text.utf8)
        guard let code = pcre2_compile_8(bytes, bytes.count, options, &errorCode, &errorOffset, nil) else {
            throw ReadingError(Self.message(errorCode), at: min(errorOffset, bytes.count))
        }
        // A refusal is no error: pcre2_match then interprets.
        pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        self.code = code
        self.text = text
        var count: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        groupCount = Int(count)
        groupNumbers = Self.names(of: code)
    }

    deinit { pcre2_code_free_8(code) }

    /// The first match at or after `start`, or nil. Throws when a limit is exceeded.
    public func firstMatch(in subject: some StringProtocol) throws(ReadingError) -> Match? {
        try matches(in: subject, limit: 1).first
    }

    /// The matches from left to right, at most `limit` of them. Throws when a limit of effort is exceeded.
    public func matches(in subject: some StringProtocol, limit: Int = 100_000) throws(ReadingError) -> [Match] {
        var subject = String(subject)
        let outcome = subject.withUTF8 { bytes in Result { () throws(ReadingError) in try search(bytes, limit) } }
        return try outcome.get()
    }

    // MARK: Searching

    /// A Swift string is always valid UTF-8, so that PCRE2's own check is left out.
    private func search(_ subject: UnsafeBufferPointer<UInt8>, _ limit: Int) throws(ReadingError) -> [Match] {
        guard let matchData = pcre2_match_data_create_from_pattern_8(code, nil), let context = makeContext() else {
            throw ReadingError("no memory for a search with the regular expression \(quoted)")
        }
        defer {
            pcre2_match_data_free_8(matchData)
            pcre2_match_context_free_8(context)
        }
        let budget = ComputingBudget(milliseconds: Self.timeLimit)
        // PCRE2's limits count from each starting place anew, and some scanning it does not count at all. So a search
        // goes slice by slice of starting places, and the time is looked at between them.
        let widest = max(2_048, (1 << 28) / max(1, subject.count))
        var slice = widest
        var found: [Match] = []
        var start = 0
        var options: UInt32 = PCRE2_NO_UTF_CHECK
        while start <= subject.count, found.count < limit {
            // The more starting places, the fewer steps for each: a call takes a second or two, whatever the text.
            let places = min(slice, subject.count - start + 1)
            pcre2_set_match_limit_8(context, UInt32(min(Int(Self.matchLimit), Self.stepsAtMost / places)))
            pcre2_set_offset_limit_8(context, min(subject.count, start + slice))
            let outcome = matchOnce(subject, start, options, matchData, context)
            if outcome > 0 {
                let match = makeMatch(subject, matchData)
                found.append(match)
                start = match.range.upperBound
                // After an empty match, look for one that is not empty at the same place, else go one character on.
                options = PCRE2_NO_UTF_CHECK
                if match.range.isEmpty { options |= PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED }
            } else if outcome == PCRE2_ERROR_NOMATCH {
                if options & PCRE2_ANCHORED != 0 {
                    start = Self.characterBoundary(in: subject, after: start)
                    options = PCRE2_NO_UTF_CHECK
                } else {
                    start = Self.characterBoundary(in: subject, after: start + slice)
                }
                slice = min(widest, slice * 2)
            } else if outcome == PCRE2_ERROR_MATCHLIMIT, places > Self.fewestPlaces {
                slice = Self.fewestPlaces
            } else {
                throw failure(outcome)
            }
            if budget.isSpent {
                throw ReadingError(
                    "the regular expression \(quoted) took longer than \(Self.timeLimit / 1_000) s of computing",
                    advice: "make repetitions possessive (a++) or bounded (a{1,50})")
            }
        }
        return found
    }

    private func matchOnce(
        _ subject: UnsafeBufferPointer<UInt8>, _ start: Int, _ options: UInt32, _ matchData: OpaquePointer,
        _ context: OpaquePointer
    ) -> Int32 {
        let outcome = pcre2_match_8(code, subject.baseAddress, subject.count, start, options, matchData, context)
        guard outcome == PCRE2_ERROR_JIT_STACKLIMIT else { return outcome }
        // Compiled code has a small stack of its own; the interpreter keeps the same things on the heap.
        return pcre2_match_8(
            code, subject.baseAddress, subject.count, start, options | PCRE2_NO_JIT, matchData, context)
    }

    private func makeContext() -> OpaquePointer? {
        guard let context = pcre2_match_context_create_8(nil) else { return nil }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        pcre2_set_depth_limit_8(context, Self.matchLimit)
        return context
    }

    private func makeMatch(_ subject: UnsafeBufferPointer<UInt8>, _ matchData: OpaquePointer) -> Match {
        // The vector belongs to the match data and holds a pair for each group and the whole.
        let pairs = pcre2_get_ovector_pointer_8(matchData)
        // PCRE2_UNSET is the greatest size_t, and size_t is Int here.
        let unset = -1
        let ranges = (0...groupCount).map { group -> Range<Int>? in
            guard let pairs else { return nil }
            let (lower, upper) = (pairs[2 * group], pairs[2 * group + 1])
            // \K in a lookahead can put the start behind the end.
            return lower == unset || upper < lower ? nil : lower..<upper
        }
        let end = pairs.map { Int($0[1]) } ?? subject.count
        return Match(
            range: ranges[0] ?? end..<end,
            groups: ranges.map { range in
                range.map { String(decoding: UnsafeBufferPointer(rebasing: subject[$0]), as: UTF8.self) }
            },
            groupRanges: ranges, groupNumbers: groupNumbers)
    }

    /// The first start of a character behind `offset`; past the end if there is none.
    private static func characterBoundary(in subject: UnsafeBufferPointer<UInt8>, after offset: Int) -> Int {
        var place = offset + 1
        while place < subject.count, subject[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }

    // MARK: Errors

    private var quoted: String { "'\(text.prefix(60))\(text.count > 60 ? "…" : "")'" }

    private func failure(_ code: Int32) -> ReadingError {
        switch code {
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT:
            ReadingError(
                "the regular expression \(quoted) tries too many ways to match this text",
                advice: "avoid repetitions inside repetitions, such as (a+)+")
        default: ReadingError("the regular expression \(quoted) failed: \(Self.message(code))")
        }
    }

    private static func message(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "PCRE2 error \(code)"
    }

    private static func names(of code: OpaquePointer) -> [String: Int] {
        var count: UInt32 = 0
        var entrySize: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [:] }
        var names: [String: Int] = [:]
        for entry in 0..<Int(count) {
            // Each entry is the group's number in two bytes, then its name and a NUL (pcre2api(3)).
            let place = table + entry * Int(entrySize)
            names[String(cString: place + 2)] = Int(place[0]) << 8 | Int(place[1])
        }
        return names
    }
}
