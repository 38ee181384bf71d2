import Journey
import Reading

/// A copyright line whose year has passed: the page looks as if nobody minded it.
///
/// The newest year of all copyright lines counts, so that a credit or a range beside it is never taken for neglect. January is
/// left to the business.
struct StaleYear: PageExaminer {
    let code = "stale-year"
    let ruleVersion = 1
    let dependsOn: Dependencies = [.text, .date]

    /// What a copyright line says; `isOpen` for one that never grows stale (`2015 – today`).
    private struct Line {
        var year: Int
        var isOpen: Bool
        var block: Block
    }

    func examine(_ evidence: PageEvidence) -> Examination {
        let blocks = evidence.blocks
        let end = blocks.count - max(12, blocks.count / 6)
        let found = blocks.flatMap { block in
            lines(in: block) {
                stands(block, isInSecondHalf: block.index >= blocks.count / 2, isNearEnd: block.index >= end)
            }
        }
        guard let newest = found.max(by: { $0.year < $1.year }), !found.contains(where: \.isOpen) else {
            return Examination()
        }
        guard let from = Day(year: newest.year + 1, month: 2, day: 1) else { return Examination() }
        let finding = PageFinding(
            self, says: "the copyright line still says \(newest.year)",
            evidence: newest.block.evidence(url: evidence.url),
            identity: "copyright", from: from)
        return Examination(findings: [finding])
    }

    private func lines(in block: Block, where stands: () -> Bool) -> [Line] {
        guard block.folded.utf8.count < 2_000, Self.mayHoldMark(block.folded) else { return [] }
        let matches = Self.line.matches(in: block.folded, limit: 20)
        guard !matches.isEmpty, stands() else { return [] }
        return matches.compactMap { match in
            guard !Self.isAboutSomethingElse(match, in: block.folded) else { return nil }
            let newest = Self.years.matches(in: match.text).compactMap { Self.year($0) }.max()
            return newest.map { Line(year: $0, isOpen: Self.open.isIn(match.text), block: block) }
        }
    }

    /// A line of the page itself, not of a picture, an article or a document in it.
    private func stands(_ block: Block, isInSecondHalf: Bool, isNearEnd: Bool) -> Bool {
        if block.isInside(
            elements: ["figure", "figcaption", "blockquote"], words: ["credit", "caption", "comment", "titlepage"])
        {
            return false
        }
        if block.isInside(elements: ["footer"], words: ["foot", "contentinfo", "imprint", "impressum", "colophon"]) {
            return true
        }
        if isInSecondHalf, block.isInside(elements: [], words: ["copyright", "legal"]) { return true }
        return isNearEnd && block.folded.utf8.count <= 300
    }

    private static func mayHoldMark(_ folded: String) -> Bool { marks.contains { $0.isIn(Array(folded.utf8)) } }

    private static let marks = [
        "©", "(c)", "copyright", "rights reserved", "rechte vorbehalten", "droits reserves", "derechos reservados",
    ]
    .map { ByteSearch($0) }

    /// A mark with a year behind it or right before it, or a year and the reservation of rights.
    private static let line = Phrase(
        #"(?:\b(?:19|20)\d\d\s?-\s?)?(?:\b(?:19|20)\d\d,?\s?)?(?:©|\(c\)|\bcopyright\b)[^\n]{0,70}"#
            + #"|\b(?:19|20)\d\d\b[^\n]{0,60}?(?:all rights reserved|alle rechte vorbehalten|tous droits reserves|"#
            + #"todos los derechos reservados)"#)

    private static let years = Phrase(#"(?<![\d#./])((?:19|20)\d\d)(?:\s*[-/]\s*(\d\d)(?!\d))?(?![\d])"#)
    private static let open = Phrase(
        #"(?:19|20)\d\d\s*(?:-|to|bis|a)\s*(?:today|now|present|heute|aujourd'hui|hoy|presente)"#)

    /// Of `2015-24` the later one.
    private static func year(_ match: Match) -> Int? {
        guard let first = match[1].flatMap({ Int($0) }) else { return nil }
        guard let short = match[2].flatMap({ Int($0) }), first / 100 * 100 + short > first else { return first }
        return first / 100 * 100 + short
    }

    /// Credits, maps, software and books have copyright lines of their own, which do not grow stale.
    private static func isAboutSomethingElse(_ line: Match, in block: String) -> Bool {
        let start = max(0, line.range.lowerBound - 30)
        let around = String(decoding: Array(block.utf8)[start..<line.range.upperBound], as: UTF8.self)
        return others.contains { around.contains($0) } || works.contains { block.contains($0) }
    }

    private static let others = [
        "photo", "foto", "image", "bild:", "bilder", "getty", "reuters", "afp", "dpa", "shutterstock", "istock",
        "map data",
        "kartendaten", "openstreetmap", "mapbox", "powered by", "theme by", "betrieben mit", "software", "ticketing by",
        "data ©", "video", "illustration", "courtesy", "associated press", "provided by",
    ]
    private static let works = [
        " is copyright", " is ©", "published by", "isbn", "mit license", "apache license", "first published",
        "reprinted",
    ]
}
