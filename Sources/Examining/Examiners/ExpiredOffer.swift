import JSONPath
import Journey
import Reading

/// An offer that a page still makes although the day it ends on, which the page itself names, has passed.
struct ExpiredOffer: PageExaminer {
    let code = "expired-offer"
    let ruleVersion = 1
    let dependsOn: Dependencies = [.text, .date]

    /// Findings of one page.
    private static let most = 20

    func examine(_ evidence: PageEvidence) -> Examination {
        var findings: [PageFinding] = []
        if !evidence.isArticle, !Self.isArchive(evidence) {
            for block in evidence.blocks where findings.count < Self.most {
                findings += offers(in: block, of: evidence)
            }
        }
        let told = Set(findings.compactMap(\.from))
        findings += structuredOffers(of: evidence).filter { finding in !(finding.from.map(told.contains) ?? false) }
        return Examination(findings: Array(findings.prefix(Self.most)))
    }

    // MARK: What visitors read

    private func offers(in block: Block, of evidence: PageEvidence) -> [PageFinding] {
        let folded = block.folded
        guard folded.utf8.count < 3_000, folded.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return [] }
        let ends = Self.end.matches(in: folded, limit: 10)
        guard !ends.isEmpty else { return [] }
        guard !Self.saysItIsOver(folded), !block.isInside(elements: [], words: Self.pastPlaces)
        else { return [] }
        return ends.compactMap { end in
            guard let last = lastDay(after: end, in: folded, language: evidence.language) else { return nil }
            let sentence = Self.sentence(around: end.range, in: folded)
            guard !Self.example.isIn(sentence) else { return nil }
            let isOffer = Self.speaksOfOffer(sentence) || (Self.isStrong(end.text) && isUnderOffer(block, evidence))
            guard isOffer, !evidence.struckTexts.contains(where: { $0.contains(end.text) }) else { return nil }
            return PageFinding(
                self, says: "an offer is shown that ended on \(last.iso8601)",
                evidence: block.evidence(url: evidence.url),
                identity: "\(last.iso8601) \(folded.prefix(40))", from: last + 1)
        }
    }

    /// The day that stands right behind a phrase such as "valid until"; of a span its end.
    private func lastDay(after end: Match, in folded: String, language: String?) -> Day? {
        let bytes = Array(folded.utf8)
        let from = end.range.upperBound
        // Dates may begin inside the phrase's last word boundary, never before it.
        let rest = String(decoding: bytes[from..<min(bytes.count, from + 90)], as: UTF8.self)
        let dates = WrittenDates.all(in: rest, language: language)
        guard let first = dates.first, first.range.lowerBound <= 30, Self.isFiller(rest, upTo: first.range.lowerBound)
        else {
            return nil
        }
        // "valid from 1 March 2024 to 31 March 2024"
        let close = dates.dropFirst().first { $0.range.lowerBound - first.range.upperBound <= 12 }
        return max(first.day, close?.day ?? first.day)
    }

    /// Between phrase and date stand at most words such as "midnight on Sunday,".
    private static func isFiller(_ text: String, upTo offset: Int) -> Bool {
        !text.utf8.prefix(offset).contains {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?")
        }
    }

    private static func sentence(around range: Range<Int>, in folded: String) -> String {
        let bytes = Array(folded.utf8)
        let isEnd: (Int) -> Bool = { place in
            guard [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0x0A].contains(bytes[place]) else {
                return false
            }
            return place + 1 >= bytes.count || bytes[place] == 0x0A
                || (bytes[place + 1] == 0x20 && place > 0 && !(0x30...0x39).contains(bytes[place - 1]))
        }
        let start = (0..<range.lowerBound).last(where: isEnd).map { $0 + 1 } ?? 0
        let end = (range.upperBound..<max(range.upperBound, bytes.count)).first(where: isEnd) ?? bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Whether the heading above it, or a neighbour in the same card, makes an offer.
    private func isUnderOffer(_ block: Block, _ evidence: PageEvidence) -> Bool {
        let above = evidence.blocks[max(0, block.index - 4)..<block.index]
        return above.contains { ($0.isHeading || $0.folded.utf8.count < 120) && Self.speaksOfOffer($0.folded) }
    }

    private static func speaksOfOffer(_ folded: String) -> Bool { offer.isIn(folded) }
    private static func isStrong(_ phrase: String) -> Bool { strong.isIn(phrase) }
    private static func saysItIsOver(_ folded: String) -> Bool { over.isIn(folded) }

    private static let offer = Phrase(
        #"\b(?:(?:special |our |this |the )?offers?|deals?|discounts?|promotions?|promo(?: ?codes?)?|coupons?|vouchers?|sale(?! of)"#
            + #"|early.?bird|\d+ ?% off|sonderpreis\w*|angebot\w*|aktion(?:en|spreis\w*|swochen)?|rabatt\w*|gutschein\w*|fruhbucher\w*"#
            + #"|(?:sommer|winter|rabatt|spar)aktion|offres?|promotion\w*|remises?|reductions?|soldes|bons? de reduction|codes? promo"#
            + #"|ofertas?|promocion(?:es)?|descuentos?|rebajas?|cupon(?:es)?)\b|-\d\d ?%"#)

    private static let strongForms =
        #"valid (?:only )?(?:until|till|through|thru|to|up to|from)|(?:offer|sale|promotion|deal|discount|coupon|voucher|code)s? "#
        + #"(?:is |are )?(?:(?:only )?(?:valid|good|available|runs?|open) )?(?:ends?|expires?|closes?|until|till|through|from)(?: on)?"#
        + #"|gultig (?:nur )?(?:noch )?(?:bis|vom)(?: zum)?|einlosbar bis(?: zum)?|valables? (?:jusqu'au|jusqu'a|du)"#
        + #"|valid[oa]s? (?:hasta|del|desde)(?: el)?"#

    private static let strong = Phrase(strongForms)

    private static let end = Phrase(
        #"\b(?:"# + strongForms
            + #"|(?:ends?|expires?)(?: on)?|(?:only|now|available|runs?|book(?:ed|able)?|order(?:ed)?) (?:by|before|until|till|through)"#
            + #"|(?:buchbar|bestellbar|nur(?: noch)?|lauft|noch|buchung|buchungen) bis(?: zum| einschliesslich)?|endet am|lauft am"#
            + #"|jusqu'au|(?:se termine|expire|prend fin|s'acheve) le|hasta el|(?:termina|finaliza|caduca|vence|acaba) el)\b"#
    )

    private static let over = Phrase(
        #"\b(?:expired|has ended|have ended|is over|ended on|was valid|were valid|no longer|sold out|abgelaufen|beendet|war gultig"#
            + #"|galt bis|nicht mehr|ausverkauft|expirees?|est expire|terminees?|est termine|n'est plus|etait valable|finalizad[ao]|caducad[ao]|agotad[ao]"#
            + #"|era valid[ao]|ya no)\b"#)

    /// A date that explains what such dates mean.
    private static let example = Phrase(
        #"\b(?:e\.? ?g\.|for example|for instance|such as|z\. ?b\.|zum beispiel|etwa „|par exemple|por ejemplo|p\. ?ej\.)"#
    )

    private static let pastPlaces = ["expired", "archive", "past-", "-past", "abgelaufen"]

    private static func isArchive(_ evidence: PageEvidence) -> Bool {
        let path = evidence.address?.path.lowercased() ?? ""
        let places = [
            "/archiv", "/past", "/news/", "/press", "/presse", "/terms", "/agb", "/legal", "/conditions",
            "/teilnahmebedingungen", "/mentions",
        ]
        return places.contains { path.contains($0) }
    }

    // MARK: What search engines read

    private func structuredOffers(of evidence: PageEvidence) -> [PageFinding] {
        var known: Set<Day> = []
        return evidence.structuredData.compactMap { data in
            guard !data.types.isDisjoint(with: ["Offer", "AggregateOffer"]) else { return nil }
            for name in ["priceValidUntil", "validThrough", "availabilityEnds"] {
                guard let text = data.text(name), let last = Day(iso8601: text.prefix(10)) else { continue }
                guard known.insert(last).inserted else { return nil }
                return PageFinding(
                    self, says: "the offer told to search engines ended on \(last.iso8601) (\(name))",
                    evidence: Evidence(
                        url: evidence.url, excerpt: "\(name): \(text)".escapedForDisplay(maxLength: 300),
                        path: "JSON-LD"),
                    identity: "\(name) \(last.iso8601)", from: last + 1)
            }
            return nil
        }
    }
}
