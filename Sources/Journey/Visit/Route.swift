/// A probe made ready for one location: calendars found, promises and patience settled for every touchpoint.
public struct Route: Sendable {
    public var probe: Probe
    public var terms: [Terms]
    public var owner: String?

    /// - Throws: `RouteError` when a calendar is named that neither the location nor the configuration has.
    public init(_ probe: Probe, at location: Location?, in configuration: Configuration) throws(RouteError) {
        self.probe = probe
        owner = probe.owner
        let calendars = Calendars(location: location, configuration: configuration)
        var terms: [Terms] = []
        for touchpoint in probe.touchpoints {
            terms.append(try Terms(touchpoint, defaults: configuration.defaults, calendars: calendars))
        }
        self.terms = terms
    }
}

public struct RouteError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

/// Finds calendars by name: a desk's name means that desk's calendar, the location's own before the configuration's.
public struct Calendars: Sendable {
    var location: Location?
    var configuration: Configuration

    public init(location: Location?, configuration: Configuration) {
        self.location = location
        self.configuration = configuration
    }

    public func find(_ name: String) throws(RouteError) -> OpenCalendar {
        if name == "always" { return .always }
        let desk = location?.desks[name] ?? configuration.desks[name]
        let wanted = desk?.calendar ?? (name == "location" ? location?.calendar ?? name : name)
        if wanted == "always" { return .always }
        if let calendar = configuration.calendars[wanted] { return calendar }
        if desk != nil && wanted == name { return .always }
        throw RouteError(
            description: "there is no calendar `\(wanted)`; declare it in undercover.yaml under `calendars:`")
    }
}

/// What is promised at one touchpoint.
public struct Terms: Sendable, Hashable {
    public var delight: Term?
    public var promise: Term?
    public var patience: Term
    public var checkEvery: Duration
    public var findWithin: Duration

    init(_ touchpoint: Touchpoint, defaults: Configuration.Defaults, calendars: Calendars) throws(RouteError) {
        delight = try touchpoint.delight.map { span throws(RouteError) in try Term(span, calendars) }
        let promised = touchpoint.promise ?? (touchpoint.isWait ? nil : defaults.promise)
        promise = try promised.map { span throws(RouteError) in try Term(span, calendars) }
        if let declared = touchpoint.patience {
            // Patience is counted in the promise's calendar unless it names its own.
            let calendar = declared.calendar ?? promised?.calendar
            patience = try Term(BusinessSpan(declared.span, of: calendar), calendars)
        } else if touchpoint.isWait {
            patience = promise.map { $0.longer(than: .day) } ?? .day
        } else {
            let usual = try Term(defaults.patience, calendars)
            patience = promise.map { usual.longer(than: $0) } ?? usual
        }
        checkEvery = (touchpoint.checkEvery ?? defaults.checkEvery).continuous
        findWithin = (touchpoint.findWithin ?? Span(.seconds(600))).continuous
    }
}

/// A span of a calendar's time.
public struct Term: Sendable, Hashable {
    public var span: Span
    /// Nothing: the clock on the wall.
    public var calendar: OpenCalendar?
    /// As it was written.
    public var text: String

    static let day = Term(span: Span(days: 1), calendar: nil, text: "1d")

    init(span: Span, calendar: OpenCalendar?, text: String) {
        self.span = span
        self.calendar = calendar
        self.text = text
    }

    init(_ span: BusinessSpan, _ calendars: Calendars) throws(RouteError) {
        self.span = span.span
        text = span.description
        calendar = try span.calendar.map { name throws(RouteError) in try calendars.find(name) }
    }

    /// When it is over. A calendar that never opens again makes it never lapse.
    public func deadline(from start: Timestamp) -> Timestamp {
        guard let calendar, calendar != .always else { return start + span.continuous }
        return calendar.advance(from: start, by: span) ?? .distantFuture
    }

    func longer(than other: Term) -> Term {
        span.continuous >= other.span.continuous ? self : other
    }
}
