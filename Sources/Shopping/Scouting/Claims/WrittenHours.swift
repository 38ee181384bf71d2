import Journey
import Reading

/// Opening hours as a business writes them: "every day from 7:00 to 22:00", "Mo–Fr 9–12 und 14–18 Uhr", "Mon-Fri 9 am – 6 pm".
struct WrittenHours: Sendable, Hashable {
    /// Every telling of each day.
    private(set) var tellings: [Weekday: Set<[OpeningHours]>] = [:]

    init() {}

    /// Only hours that are called opening hours, and not those of a kitchen or a hotline.
    init(in readable: ReadableText) {
        for line in Self.lines(in: readable) {
            for day in line.days { tellings[day, default: []].insert(line.hours) }
        }
    }

    mutating func add(_ other: WrittenHours) {
        tellings.merge(other.tellings) { $0.union($1) }
    }

    /// Each day's hours, where nothing contradicts itself; nil where something does or nothing is said.
    var certain: [Weekday: [OpeningHours]]? {
        guard !tellings.isEmpty, tellings.values.allSatisfy({ $0.count == 1 }) else { return nil }
        return tellings.compactMapValues(\.first)
    }

    struct Line: Sendable {
        let text: String
        let offset: Int
        let days: [Weekday]
        let hours: [OpeningHours]
    }

    static func lines(in readable: ReadableText) -> [Line] {
        let text = readable.text
        let matches = (try? line?.matches(in: text, limit: 100)) ?? []
        guard !matches.isEmpty else { return [] }
        let bytes = Array(text.utf8)
        return matches.compactMap { match in
            // The line itself and some before it say whose hours they are.
            var lower = max(0, match.range.lowerBound - 160)
            while lower < match.range.lowerBound, bytes[lower] & 0xC0 == 0x80 { lower += 1 }
            let around = String(decoding: bytes[lower..<match.range.lowerBound], as: UTF8.self)
            let sentence = readable.sentence(around: match.range)
            let context = around + "\n" + sentence
            guard opening?.isFound(in: context) == true, others?.isFound(in: context) != true else { return nil }
            guard let days = days(match), let hours = hours(match["spans"] ?? "") else { return nil }
            return Line(
                text: match.text.trimmed.map { $0 == "\n" ? " " : $0 }.reduce(into: "") { $0.append($1) },
                offset: match.range.lowerBound, days: days, hours: hours)
        }
    }

    // MARK: Expressions

    private static let opening = try? Pattern(
        #"\b(?:open(?:ing)?|business hours|our hours|store hours|office hours|reception|geöffnet|öffnungszeiten|sprechzeiten|geschäftszeiten|horaires?|ouverte?s?|ouverture|abierto|horarios?|apertura)\b"#,
        ignoringCase: true)
    private static let others = try? Pattern(
        #"\b(?:breakfast|check.?in|check.?out|kitchen|bar|pool|spa|hotline|phone|telephone|chat|delivery|frühstück|küche|telefonisch|lunch|dinner|brunch|happy hour|petit.déjeuner|cuisine|desayuno|cocina|except|außer|sauf|excepto|seasonal|summer|winter|sommer|été|verano)\b"#,
        ignoringCase: true)

    private static let names: [(day: Weekday, names: String)] = [
        (.monday, "mondays?|montags?|lundis?|lunes|mon|mo|lun"),
        (.tuesday, "tuesdays?|dienstags?|mardis?|martes|tues|tue|tu|di|mar"),
        (.wednesday, "wednesdays?|mittwochs?|mercredis?|mi[eé]rcoles|wed|we|mi|mer|mi[eé]"),
        (.thursday, "thursdays?|donnerstags?|jeudis?|jueves|thurs|thur|thu|th|do|jeu|jue"),
        (.friday, "fridays?|freitags?|vendredis?|viernes|fri|fr|ven|vie"),
        (.saturday, "saturdays?|samstags?|sonnabends?|samedis?|s[aá]bados?|sat|sa|sam|s[aá]b"),
        (.sunday, "sundays?|sonntags?|dimanches?|domingos?|sun|su|so|dim|dom"),
    ]
    private static let dayPatterns = names.map { entry in
        (entry.day, try? Pattern("^(?:\(entry.names))$", ignoringCase: true))
    }

    /// Hour, minutes, and what tells that it is an hour.
    private static let time = #"\d{1,2}(?:[:.h]\d{2})? ?(?:am\b|pm\b|a\.m\.|p\.m\.|uhr\b|h\b)?"#
    private static let span = time + #" ?(?:-|–|—|to|bis|à|a|until|till?|and|y) ?"# + time
    private static let line: Pattern? = {
        let day = names.map(\.names).joined(separator: "|")
        return try? Pattern(
            #"\b(?:(?<every>every ?day|daily|täglich|tous les jours|todos los d[ií]as|7 days a week|7j/7)"#
                + #"|(?<first>"# + day + #")\b\.?(?: ?(?:-|–|—|to|bis|au|à|a|through|thru|until) ?(?<last>"# + day
                + #")\b\.?)?(?<other> ?(?:,|and|und|et|y|&) ?(?:"# + day + #")\b)?)"#
                + #"[ :,.|\n]{0,4}(?:(?:from|between|von|de|des|open|geöffnet|ouvert|hours?)\b ?){0,2}"#
                + #"(?<spans>"# + span + #"(?: ?(?:,|/|&|und|and|et|y) ?"# + span + #"){0,2})(?![\d:])"#,
            ignoringCase: true)
    }()
    private static let spanPattern = try? Pattern(
        #"(?<from>\d{1,2})(?:[:.h](?<fromMinute>\d{2}))? ?(?<fromMark>am\b|pm\b|a\.m\.|p\.m\.|uhr\b|h\b)? ?(?:-|–|—|to|bis|à|a|until|till?|and|y) ?"#
            + #"(?<to>\d{1,2})(?:[:.h](?<toMinute>\d{2}))? ?(?<toMark>am\b|pm\b|a\.m\.|p\.m\.|uhr\b|h\b)?"#,
        ignoringCase: true)

    private static func days(_ match: Match) -> [Weekday]? {
        if match["every"] != nil { return Weekday.allCases }
        // "Mon and Fri" means two days whose list may go on: too much to guess.
        guard match["other"] == nil, let first = match["first"].flatMap(weekday) else { return nil }
        guard let last = match["last"].flatMap(weekday) else { return [first] }
        guard first.index < last.index else { return nil }
        return Array(Weekday.allCases[first.index...last.index])
    }

    private static func weekday(_ name: String) -> Weekday? {
        dayPatterns.first { $0.1?.isFound(in: name) == true }?.0
    }

    private static func hours(_ text: String) -> [OpeningHours]? {
        let matches = (try? spanPattern?.matches(in: text, limit: 3)) ?? []
        var hours: [OpeningHours] = []
        var isMarked = text.lowercased().contains("uhr")
        for match in matches {
            guard let from = match["from"].flatMap({ Int($0) }), let to = match["to"].flatMap({ Int($0) }) else {
                return nil
            }
            let marks = [match["fromMinute"], match["fromMark"], match["toMinute"], match["toMark"]]
            isMarked = isMarked || marks.contains { $0 != nil }
            let toHalf = half(match["toMark"])
            // "9 – 11:30 am" means both; "9 – 6 pm" only the second.
            let fromHalf = half(match["fromMark"]) ?? (toHalf == "a" ? "a" : nil)
            guard let opens = clock(from, match["fromMinute"], fromHalf),
                let closes = clock(to, match["toMinute"], toHalf),
                opens != closes, let span = try? OpeningHours(opens + "-" + closes)
            else { return nil }
            hours.append(span)
        }
        // "Mon 9 to 5" without minutes or a mark may be anything.
        return isMarked && !hours.isEmpty ? hours : nil
    }

    private static func half(_ mark: String?) -> Character? {
        mark?.lowercased().first.flatMap { "ap".contains($0) ? $0 : nil }
    }

    private static func clock(_ hour: Int, _ minute: String?, _ half: Character?) -> String? {
        var hour = hour
        if half != nil, !(1...12).contains(hour) { return nil }
        if half == "p", hour < 12 { hour += 12 }
        if half == "a", hour == 12 { hour = 0 }
        guard hour <= 24 else { return nil }
        return "\(hour):\(minute ?? "00")"
    }
}
