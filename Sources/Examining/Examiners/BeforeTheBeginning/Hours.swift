import JSONPath
import Journey
import Reading

extension BeforeTheBeginning {
    /// Search engines are told other opening hours than the page shows.
    func hours(of evidence: PageEvidence) -> [PageFinding] {
        let page = evidence.page
        let shown = shownHours(of: evidence)
        guard !shown.isEmpty else { return [] }
        let told: [(where: String, hours: Hours)] = [
            ("JSON-LD opening hours", toldHours(of: evidence)),
            ("description", page.meta("description").map { Hours.written(in: $0.folded) } ?? Hours()),
        ]
        return told.compactMap { place, told in
            guard
                let day = told.days.keys.sorted(by: { $0.rawValue < $1.rawValue }).first(where: {
                    told.contradicts(shown, on: $0)
                })
            else { return nil }
            let tellings = told.days[day]?.map(\.description).sorted().joined(separator: ", ") ?? ""
            let showings = shown.days[day]?.map(\.description).sorted().joined(separator: ", ") ?? ""
            return PageFinding(
                self,
                says:
                    "search engines are told that it is open \(tellings) on \(day.rawValue)s, the page says \(showings)",
                evidence: Evidence(url: evidence.url, excerpt: "\(tellings) against \(showings)", path: place),
                identity: "hours \(place)")
        }
    }

    /// Hours in lines that speak of being open. Where a day has several, as kitchen and bar of one house have, none is the one.
    private func shownHours(of evidence: PageEvidence) -> Hours {
        var hours = Hours()
        for (index, block) in evidence.blocks.enumerated() where block.folded.utf8.count < 600 {
            let found = Hours.written(in: block.folded)
            guard !found.isEmpty else { continue }
            // A menu before the text names whatever the house has.
            let before = evidence.blocks[..<index].suffix(12).filter { !$0.isInside(elements: ["nav"], words: []) }
            let heading = before.last(where: \.isHeading)?.folded ?? ""
            // A label in the cell before it, such as "Restaurant".
            let label = before.last.flatMap { $0.folded.utf8.count <= 40 ? $0.folded : nil } ?? ""
            let around = before.suffix(3).map(\.folded).joined(separator: "\n")
            guard Self.open.isIn("\(heading)\n\(around)\n\(block.folded)"),
                !Self.other.isIn("\(heading)\n\(label)\n\(block.folded)")
            else { continue }
            hours.add(found)
        }
        hours.days = hours.days.filter { $0.value.count == 1 }
        return hours
    }

    private static let open = Phrase(
        #"\b(?:open(?:ing)?|business hours|our hours|geoffnet|offnungszeiten|horaires?|ouverte?s?|ouverture|abierto|horarios?)\b"#
    )
    private static let other = Phrase(
        #"\b(?:breakfast|check.?in|check.?out|kitchen|restaurant|bar|pool|spa|hotline|support|phone|telephone|fruhstuck|kuche|"#
            + #"telefonisch|mittag\w*|lunch|dinner|petit.dejeuner|cuisine|desayuno|cocina|except|ausser|sauf|excepto|from \d+ \w+ to)\b"#
    )

    private func toldHours(of evidence: PageEvidence) -> Hours {
        var hours = Hours()
        for data in evidence.structuredData where Self.isPlace(data) {
            for text in data.texts("openingHours") { hours.add(Hours.written(in: text.folded)) }
        }
        for data in evidence.structuredData where data.types.contains("OpeningHoursSpecification") {
            // A holiday's or a season's hours.
            guard data["validFrom"] == nil, let opens = data.text("opens"), let closes = data.text("closes"),
                let span = OpeningSpan(opens: opens, closes: closes)
            else { continue }
            for day in data.texts("dayOfWeek") {
                if let weekday = Weekday.allCases.first(where: { day.lowercased().hasSuffix($0.rawValue) }) {
                    hours.days[weekday, default: []].insert(span)
                }
            }
        }
        return hours
    }
}

extension StructuredData {
    fileprivate func texts(_ name: String) -> [String] {
        switch self[name] {
        case .string(let text)?: [text]
        case .array(let values)?: values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        default: []
        }
    }
}

/// From when to when, in minutes after midnight.
struct OpeningSpan: Hashable, CustomStringConvertible {
    let opens: Int
    let closes: Int

    init(opens: Int, closes: Int) {
        self.opens = opens
        self.closes = closes
    }

    /// `09:00` and `18:00`, with seconds or a zone behind them or without.
    init?(opens: String, closes: String) {
        func minutes(_ text: String) -> Int? {
            let parts = text.split(separator: ":").prefix(2).compactMap { Int($0) }
            return parts.count == 2 && parts[0] <= 24 && parts[1] < 60 ? parts[0] * 60 + parts[1] : nil
        }
        guard let opens = minutes(opens), let closes = minutes(closes) else { return nil }
        self.init(opens: opens, closes: closes)
    }

    var description: String { "\(Self.clock(opens))–\(Self.clock(closes))" }

    private static func clock(_ minutes: Int) -> String {
        let rest = minutes % 60
        return "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Opening hours by day of the week.
struct Hours {
    var days: [Weekday: Set<OpeningSpan>] = [:]

    var isEmpty: Bool { days.isEmpty }

    mutating func add(_ other: Hours) {
        for (day, spans) in other.days { days[day, default: []].formUnion(spans) }
    }

    func contradicts(_ other: Hours, on day: Weekday) -> Bool {
        guard let own = days[day], let others = other.days[day] else { return false }
        return own.isDisjoint(with: others)
    }

    /// Hours that are written with their days: "every day from 7:00 to 22:00", "Mo-Fr 9-18 Uhr", "Mon–Fri 9 am – 6 pm".
    static func written(in folded: String) -> Hours {
        var hours = Hours()
        guard folded.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return hours }
        for match in line.matches(in: folded, limit: 30) {
            guard let span = span(match), let days = days(match) else { continue }
            for day in days { hours.days[day, default: []].insert(span) }
        }
        return hours
    }

    private static let names: [(names: String, day: Weekday)] = [
        ("mondays?|montags?|lundi|lunes|mon|mo|lun", .monday),
        ("tuesdays?|dienstags?|mardi|martes|tues|tue|tu|di|mar", .tuesday),
        ("wednesdays?|mittwochs?|mercredi|miercoles|wed|we|mi|mer", .wednesday),
        ("thursdays?|donnerstags?|jeudi|jueves|thurs|thur|thu|th|do|jeu|jue", .thursday),
        ("fridays?|freitags?|vendredi|viernes|fri|fr|ven|vie", .friday),
        ("saturdays?|samstags?|sonnabends?|samedi|sabado|sat|sa|sam|sab", .saturday),
        ("sundays?|sonntags?|dimanche|domingo|sun|su|so|dim|dom", .sunday),
    ]

    private static let line: Phrase = {
        let day = names.map(\.names).joined(separator: "|")
        let time = #"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.|uhr|h)?"#
        return Phrase(
            #"\b(?:(?<every>every ?day|daily|taglich|tous les jours|todos los dias|7 days a week|(?:mo|mon|monday|montag)\s?-\s?(?:su|so|sun|sunday|sonntag))"#
                + #"|(?<first>"# + day + #")\.?(?:\s?(?:-|to|bis|a|au|through|until)\s?(?<last>"# + day + #")\.?)?)"#
                + #"[ :,]{0,3}(?:\b(?:from|between|von|de|des|open|geoffnet|ouvert)\b ?){0,2}"# + time
                + #"\s?(?:-|to|bis|a|until|and|und|et|y)\s?"# + time + #"(?![\d:])"#)
    }()

    private static func span(_ match: Match) -> OpeningSpan? {
        // The last six groups are hour, minute and half of the day, twice.
        let parts = match.groups.suffix(6).map(\.self)
        guard parts.count == 6, let from = parts[0].flatMap({ Int($0) }), let to = parts[3].flatMap({ Int($0) }),
            from <= 24, to <= 24
        else { return nil }
        // "9 to 5" without minutes or a mark may be anything.
        guard parts[1] != nil || parts[2] != nil || parts[4] != nil || parts[5] != nil else { return nil }
        let half = parts[5] ?? parts[2]
        let opens = minutes(from, parts[1], parts[2] ?? (half?.hasPrefix("a") == true ? half : nil))
        let closes = minutes(to, parts[4], parts[5])
        guard closes > opens else { return nil }
        return OpeningSpan(opens: opens, closes: closes)
    }

    private static func minutes(_ hour: Int, _ minute: String?, _ half: String?) -> Int {
        var hour = hour
        if half?.hasPrefix("p") == true, hour < 12 { hour += 12 }
        if half?.hasPrefix("a") == true, hour == 12 { hour = 0 }
        return hour * 60 + (minute.flatMap { Int($0) } ?? 0)
    }

    private static func days(_ match: Match) -> [Weekday]? {
        if match["every"] != nil { return Weekday.allCases }
        guard let first = match["first"].flatMap(weekday) else { return nil }
        guard let last = match["last"].flatMap(weekday) else { return [first] }
        let all = Weekday.allCases
        guard let from = all.firstIndex(of: first), let to = all.firstIndex(of: last), from < to else { return nil }
        return Array(all[from...to])
    }

    private static func weekday(_ name: String) -> Weekday? {
        names.first { entry in
            entry.names.split(separator: "|").contains { form in
                form.hasSuffix("s?")
                    ? name == form.dropLast(2) || name == form.dropLast(1).dropLast(1) + "s" : name == form
            }
        }?.day
    }
}
