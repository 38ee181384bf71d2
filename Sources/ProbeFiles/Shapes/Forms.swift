import Journey
import Reading

extension TextForm {
    // MARK: Words

    static let text = TextForm("text", "text", lookalikes: .anything)

    /// Text that a template may be in.
    static let template = TextForm("template", "text", lookalikes: .anything) { text in
        do throws(TemplateError) {
            _ = try Template(text)
            return nil
        } catch { return Complaint(reason: error.problem) }
    }

    /// Names of probes, locations, kits: they stand in addresses, file names and metrics.
    static let name = TextForm(
        "name", "a name of small letters, digits and `-`, at most 64", pattern: "^[a-z0-9][a-z0-9-]{0,63}$",
        lookalikes: .wholes(0...Int.max)
    ) { text in
        let isName =
            text.utf8.count <= 64 && text.first != "-"
            && text.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
            }
        return isName && !text.isEmpty
            ? nil : Complaint(reason: "\(text.quotedShort) is not a name of small letters, digits and `-`, at most 64")
    }

    /// What can stand between `{{` and `}}`.
    static let variable = TextForm(
        "variable", "names of letters, digits, `_` and `-`", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$"
    ) { text in
        var isName = text.utf8.count <= 64
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": continue
            case "0"..."9", "-": if index == 0 { isName = false }
            default: isName = false
            }
        }
        return isName && !text.isEmpty
            ? nil
            : Complaint(
                reason: "\(text.quotedShort) cannot stand in `{{…}}`: letters, digits, `_` and `-`, a letter first")
    }

    static let headerName = TextForm(
        "header", "names of HTTP fields", pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"
    ) { text in
        // RFC 9110 §5.1, token.
        let isToken = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "!#$%&'*+.^_`|~-".utf8.contains(byte)
            }
        }
        return isToken && !text.isEmpty ? nil : Complaint(reason: "\(text.quotedShort) is not a name of an HTTP field")
    }

    static let languageTag = TextForm(
        "language", "a language such as `en` or `de-CH`", pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
    ) { text in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let fits = parts.enumerated().allSatisfy { index, part in
            part.utf8.count >= (index == 0 ? 2 : 1) && part.utf8.count <= 8
                && part.unicodeScalars.allSatisfy { $0.isASCII && (index > 0 || $0.properties.isAlphabetic) }
                && part.allSatisfy { $0.isLetter || $0.isNumber }
        }
        return fits ? nil : Complaint(reason: "\(text.quotedShort) is not a language such as `en` or `de-CH`")
    }

    // MARK: Time

    private static let spanPattern =
        "(?=[0-9])([0-9]{1,15} *w *)?([0-9]{1,15} *d *)?([0-9]{1,15}(\\.[0-9]{1,15})? *h *)?"
        + "([0-9]{1,15}(\\.[0-9]{1,15})? *m *)?([0-9]{1,15}(\\.[0-9]{1,15})? *s *)?([0-9]{1,15}(\\.[0-9]{1,15})? *ms *)?"

    static let span = TextForm(
        "duration", "a duration such as `800ms`, `5m`, `4h` or `3d`", pattern: "^ *\(spanPattern)$"
    ) { text in
        do throws(TimeTextError) {
            _ = try Span(text)
            return nil
        } catch { return Complaint(error) }
    }

    static let businessSpan = TextForm(
        "duration of a calendar", "a duration such as `800ms`, `3d` or `4h of care`",
        pattern: "^ *\(spanPattern)( of +[^ ]+ *)?$"
    ) { text in
        do throws(TimeTextError) {
            _ = try BusinessSpan(text)
            return nil
        } catch { return Complaint(error) }
    }

    static let cron = TextForm(
        "cron line", "a cron line such as `0 9 * * mon-fri`", pattern: "^\\s*(@\\w+|\\S+(\\s+\\S+){4})\\s*$"
    ) { text in
        do throws(TimeTextError) {
            _ = try Cron(text)
            return nil
        } catch { return Complaint(error) }
    }

    static let openingHours = TextForm(
        "opening hours", "opening hours such as `08:00-18:00`, or `closed`",
        pattern: "^(closed|[0-9 ]{1,4}:[0-9 ]{2,4}-[0-9 ]{1,4}:[0-9 ]{2,4})$"
    ) { text in
        if text == "closed" { return nil }
        do throws(TimeTextError) {
            _ = try OpeningHours(text)
            return nil
        } catch { return Complaint(error) }
    }

    static let weekdays = TextForm(
        "weekdays", "weekdays such as `mon-fri` or `sat`", pattern: "^[A-Za-z]{3,9}([-, ]+[A-Za-z]{3,9})*$"
    ) { text in
        do throws(TimeTextError) {
            _ = try Weekday.days(text)
            return nil
        } catch { return Complaint(error) }
    }

    /// A date, or one of every year.
    static let calendarDate = TextForm(
        "date", "dates such as `2026-12-24`, or `12-24` of every year", pattern: "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"
    ) { text in
        Day(iso8601: text) != nil || MonthDay(text) != nil
            ? nil
            : Complaint(reason: "\(text.quotedShort) is not a date such as `2026-12-24`, or `12-24` of every year")
    }

    static let date = TextForm("date", "a date such as `2026-12-24`", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") { text in
        Day(iso8601: text) != nil ? nil : Complaint(reason: "\(text.quotedShort) is not a date such as `2026-12-24`")
    }

    static let dateForm = TextForm(
        "date form", "a form of dates such as `dd.MM.yyyy`",
        pattern: "^[yMd]+[^A-Za-z]*[yMd]+[^A-Za-z]*[yMd]*[^A-Za-z]*$"
    ) { text in
        do throws(TimeTextError) {
            _ = try DayForm(text)
            return nil
        } catch { return Complaint(error) }
    }

    static let timeZone = TextForm("time zone", "a time zone such as `Europe/Berlin`", pattern: "^[A-Za-z0-9_+/-]+$") {
        text in
        do throws(TimeTextError) {
            _ = try Zone(text)
            return nil
        } catch {
            let hint = NearMiss.hint(text, among: Zone.identifiers)
            return Complaint(reason: "\(text.quotedShort) is not a time zone such as `Europe/Berlin`\(hint)")
        }
    }

    // MARK: Web

    static let url = TextForm(
        "address", "an address such as `https://example.com/`", check: template.check)

    static let plainURL = TextForm(
        "address", "an address such as `https://example.com/`", pattern: "^https?://[^\\s]+$"
    ) { text in
        WebAddress(text)?.isHTTP == true
            ? nil : Complaint(reason: "\(text.quotedShort) is not an address such as `https://example.com/`")
    }

    static let host = TextForm(
        "host", "a host such as `www.example.com` or `*.example.com`",
        pattern: "^(\\*\\.)?[A-Za-z0-9._-]+$|^[0-9A-Fa-f:.]+$"
    ) { text in
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        let fits =
            !name.isEmpty && name.utf8.count <= 253
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:".contains($0)) }
        return fits
            ? nil
            : Complaint(reason: "\(text.quotedShort) is not a host such as `www.example.com`; no scheme, port or path")
    }

    static let hostAndPort = TextForm(
        "host and port", "`host:port`, such as `example.com:443`", pattern: "^\\S+:[0-9]{1,5}$"
    ) { text in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let port = parts.last.flatMap { Int($0) } ?? 0
        return parts.count >= 2 && !parts[0].isEmpty && (1...65535).contains(port) && !text.contains(" ")
            ? nil : Complaint(reason: "\(text.quotedShort) is not `host:port`, such as `example.com:443`")
    }

    static let pageAddress = TextForm(
        "listening address", "`host:port`, such as `127.0.0.1:8046`, or `none`", pattern: "^(none|\\S+:[0-9]{1,5})$"
    ) { text in
        text == "none" || hostAndPort.check(text) == nil
            ? nil
            : Complaint(reason: "\(text.quotedShort) is not `host:port`, such as `127.0.0.1:8046`, and not `none`")
    }

    static let ipAddress = TextForm("IP address", "an IP address", pattern: "^[0-9A-Fa-f:.]+$") { text in
        IPAddress.isValid(text) ? nil : Complaint(reason: "\(text.quotedShort) is not an IP address")
    }

    static let addressRange = TextForm(
        "address range", "a range such as `10.1.0.0/16`, or one IP address", pattern: "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"
    ) { text in
        IPAddress.isValidRange(text)
            ? nil : Complaint(reason: "\(text.quotedShort) is not a range such as `10.1.0.0/16`, nor an IP address")
    }

    /// `200`, `2xx`, `200-299`.
    static let status = TextForm(
        "status", "a status such as `200`, `2xx` or `200-299`",
        pattern: "^([1-5][0-9]{2}|[1-5]xx|[1-5][0-9]{2}-[1-5][0-9]{2})$",
        lookalikes: .wholes(100...599)
    ) { text in
        StatusRange.parse(text) != nil
            ? nil : Complaint(reason: "\(text.quotedShort) is not a status such as `200`, `2xx` or `200-299`")
    }

    static let size = TextForm(
        "size", "a size such as `20kB` or `2MB`", pattern: "^[0-9]+((\\.[0-9]+)? ?(B|kB|MB|GB))?$",
        lookalikes: .wholes(0...1_000_000_000_000)
    ) { text in
        ByteSize.parse(text) != nil
            ? nil : Complaint(reason: "\(text.quotedShort) is not a size such as `20kB` or `2MB`")
    }

    static let sha256 = TextForm("SHA-256", "64 hexadecimal digits", pattern: "^[0-9A-Fa-f]{64}$") { text in
        text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
            ? nil : Complaint(reason: "\(text.quotedShort) is not a SHA-256 of 64 hexadecimal digits")
    }

    /// `3`, `2-5`.
    static let count = TextForm(
        "count", "a number or a range such as `2-5`", pattern: "^[0-9]{1,9}(-[0-9]{1,9})?$",
        lookalikes: .wholes(0...999_999_999)
    ) { text in
        CountRange.parse(text) != nil
            ? nil : Complaint(reason: "\(text.quotedShort) is not a number or a range such as `2-5`")
    }

    static let nOfM = TextForm("n of m", "`n of m`, such as `2 of 3`", pattern: "^[0-9]{1,4} of [0-9]{1,4}$") { text in
        NOfM.parse(text) != nil
            ? nil
            : Complaint(
                reason: "\(text.quotedShort) is not `n of m` with n from 1 to m, and m at most 1000, such as `2 of 3`")
    }

    static let locations = TextForm(
        "locations", "`locations`, or `locations[tag]`", pattern: "^locations(\\[[^\\[\\]]+\\])?$"
    ) { text in
        LocationSelector(text) != nil
            ? nil : Complaint(reason: "\(text.quotedShort) is not `locations`, nor `locations[tag]`")
    }

    static let mistakeCode = TextForm(
        "mistake", "a code of the catalogue (`undercover mistakes`)", pattern: "^[a-z0-9-]+$"
    ) { text in
        Catalogue.builtIn[text] != nil
            ? nil
            : Complaint(
                reason:
                    "no mistake has the code \(text.quotedShort)\(NearMiss.hint(text, among: Catalogue.builtIn.mistakes.map(\.code)))"
            )
    }
}

extension TextForm.Complaint {
    init(_ error: TimeTextError) {
        reason = "\(error.text.quotedShort): \(error.reason)"
        column = error.column
    }
}
