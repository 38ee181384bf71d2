public import Journey

extension Expectation.Check {
    /// The expectation as a report names it: `status 200`, `contains "Returns"`. Templates stand as they are written, so that the
    /// wording is the same on every visit and tells no secret.
    public var wording: String {
        switch self {
        case .status(let ranges): "status " + ranges.map(\.statusWording).joined(separator: " or ")
        case .contains(let text): "contains \"\(text.source.escapedForDisplay(maxLength: 80))\""
        case .lacks(let text): "lacks \"\(text.source.escapedForDisplay(maxLength: 80))\""
        case .header(let name, let matcher): "header \(name) \(matcher.wording)"
        case .xpath(let query, let matcher): "xpath \(query.escapedForDisplay(maxLength: 80)) \(matcher.wording)"
        case .jsonpath(let query, let matcher): "jsonpath \(query.escapedForDisplay(maxLength: 80)) \(matcher.wording)"
        case .regex(let text): "matches /\(text.escapedForDisplay(maxLength: 80))/"
        case .url(let matcher): "address \(matcher.wording)"
        case .certificate(let days): "certificate valid for \(days) days or more"
        case .size(let least?, let most?): "size from \(least) to \(most) bytes"
        case .size(let least?, nil): "size at least \(least) bytes"
        case .size(nil, let most?): "size at most \(most) bytes"
        case .size(nil, nil): "any size"
        case .sha256(let hash): "sha256 \(hash.prefix(12))…"
        }
    }
}

extension Matcher {
    var wording: String {
        switch self {
        case .exists: "is there"
        case .absent: "is not there"
        case .equals(let text): "is \"\(text.source.escapedForDisplay(maxLength: 80))\""
        case .contains(let text): "contains \"\(text.source.escapedForDisplay(maxLength: 80))\""
        case .matches(let text): "matches /\(text.escapedForDisplay(maxLength: 80))/"
        case .oneOf(let texts):
            "is one of "
                + texts.prefix(8).map { "\"\($0.source.escapedForDisplay(maxLength: 40))\"" }.joined(separator: ", ")
        case .atLeast(let number): "is at least \(number.plain)"
        case .atMost(let number): "is at most \(number.plain)"
        case .count(let range): "is there " + range.countWording
        }
    }
}

extension ClosedRange<Int> {
    fileprivate var statusWording: String {
        if lowerBound == upperBound { return "\(lowerBound)" }
        if lowerBound % 100 == 0, upperBound == lowerBound + 99 { return "\(lowerBound / 100)xx" }
        return "\(lowerBound)-\(upperBound)"
    }

    fileprivate var countWording: String {
        if lowerBound == upperBound { return lowerBound == 1 ? "once" : "\(lowerBound) times" }
        return upperBound == .max ? "\(lowerBound) times or more" : "\(lowerBound) to \(upperBound) times"
    }
}

extension Double {
    /// Without a fraction that is zero.
    var plain: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
