import Journey
import Reading

/// A date as people write it in running text.
struct WrittenDate {
    /// The last day that it can mean: of `March 2024` the 31st, of an ambiguous `3/4/2024` the later of both.
    let day: Day
    /// In bytes of the folded text.
    let range: Range<Int>
}

/// Finds dates with a year in English, German, French, Spanish, and in numbers. Dates without a year mean another day each year, and
/// are left alone.
enum WrittenDates {
    /// - Parameters:
    ///   - text: folded (`String.folded`).
    ///   - language: such as `en-US`, which decides whether the month or the day comes first in `3/4/2024`.
    static func all(in text: String, language: String?) -> [WrittenDate] {
        pattern.matches(in: text).compactMap { match in
            day(of: match, language: language).map { WrittenDate(day: $0, range: match.range) }
        }
    }

    private static let months: [String: Int] = {
        let names = [
            "january jan januar janner janvier janv enero ene", "february feb februar fevrier fevr fev febrero",
            "march mar marz maerz mrz mars marzo", "april apr avril avr abril abr", "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet juil julio", "august aug aout agosto ago", "september sept sep septembre septiembre",
            "october oct oktober okt octobre octubre", "november nov novembre noviembre",
            "december dec dezember dez decembre diciembre dic",
        ]
        var months: [String: Int] = [:]
        for (index, words) in names.enumerated() {
            for word in words.split(separator: " ") { months[String(word)] = index + 1 }
        }
        return months
    }()

    private static let pattern: Phrase = {
        let month = "(" + months.keys.sorted { $0.count > $1.count }.joined(separator: "|") + #")\b\.?"#
        let year = #"((?:19|20)\d\d)(?!\d)"#
        let forms = [
            #"(?<iso>(?<!\d)"# + year + #"-(\d\d)-(\d\d)(?!\d))"#,
            #"(?<numeric>(?<![\d.,/])(\d{1,2})([./-])[ ]?(\d{1,2})[./-][ ]?((?:19|20)?\d\d)(?![\d]|[.,/]\d))"#,
            #"(?<dayfirst>(?<![\d.,:])(\d{1,2})(?:st|nd|rd|th|er|\.|º)?,?\s+(?:of\s+|de\s+)?"# + month
                + #",?\s+(?:de\s+|del\s+)?"# + year + ")",
            #"(?<monthfirst>\b"# + month + #"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+"# + year + ")",
            #"(?<month>\b"# + month + #",?\s+(?:de\s+|del\s+)?"# + year + ")",
        ]
        return Phrase(forms.joined(separator: "|"))
    }()

    private static func day(of match: Match, language: String?) -> Day? {
        /// The groups inside a named one are numbered after it.
        func parts(_ name: String, _ count: Int) -> [String]? {
            guard let number = pattern.number(ofGroup: name), match[number] != nil else { return nil }
            let parts = (1...count).compactMap { match[number + $0] }
            return parts.count == count ? parts : nil
        }
        if let parts = parts("iso", 3) { return day(parts[0], parts[1], parts[2]) }
        if let parts = parts("numeric", 4) { return numeric(parts[0], parts[1], parts[2], parts[3], language) }
        if let parts = parts("dayfirst", 3) { return day(parts[2], parts[1], parts[0]) }
        if let parts = parts("monthfirst", 3) { return day(parts[2], parts[0], parts[1]) }
        if let parts = parts("month", 2) { return lastDay(ofMonth: parts[0], year: parts[1]) }
        return nil
    }

    private static func day(_ year: String, _ month: String, _ day: String) -> Day? {
        guard let year = Int(year), let month = months[month] ?? Int(month), let day = Int(day) else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func lastDay(ofMonth month: String, year: String) -> Day? {
        guard let year = Int(year), let month = months[month] else { return nil }
        return month == 12
            ? Day(year: year, month: 12, day: 31) : Day(year: year, month: month + 1, day: 1).map { $0 + -1 }
    }

    private static func numeric(
        _ first: String, _ separator: String, _ second: String, _ year: String, _ language: String?
    ) -> Day? {
        let year = year.utf8.count == 2 ? "20" + year : year
        let dayFirst = day(year, second, first)
        // A point parts day and month wherever it is used.
        guard separator != "." else { return dayFirst }
        let monthFirst = day(year, first, second)
        switch language?.lowercased().prefix(5) {
        case "en-us": return monthFirst ?? dayFirst
        case let language? where !language.hasPrefix("en"): return dayFirst ?? monthFirst
        default: return [dayFirst, monthFirst].compactMap(\.self).max()
        }
    }
}
