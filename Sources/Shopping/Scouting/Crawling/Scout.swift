import Examining
import Journey
import ProbeFiles
import Reading
import Transfer

/// Reads a site's pages as a stranger: without cookies, credentials or persona, with GET alone, and only what robots.txt
/// allows.
struct Scout: Sendable {
    struct Limits: Sendable {
        var pages = 30
        /// For one page.
        var patience = Duration.seconds(10)
        /// For all of them: no page is begun later, and none is waited for longer.
        var inAll = Duration.seconds(60)
        /// Pages asked for at a time; one where robots.txt wants a delay.
        var atOnce = 2
    }

    /// One page that was looked at.
    struct Step: Sendable {
        let address: String
        let outcome: Outcome

        enum Outcome: Sendable {
            case read(title: String?, took: Duration)
            case leads(to: String)
            /// Why it was left out: a status, a failure, not a page.
            case left(String)
        }
    }

    private let transfer: Transfer
    private let timepiece: any Timepiece
    private let limits: Limits

    private static let sizeLimit = 2_000_000

    init(transfer: Transfer, timepiece: any Timepiece, limits: Limits = Limits()) {
        self.transfer = transfer
        self.timepiece = timepiece
        self.limits = limits
    }

    /// Reads the site that begins at an address.
    ///
    /// The address given may be in a private network, since a person wrote it; whatever it leads to must be public.
    /// - Parameter told: called after each page, never twice at once.
    /// - Throws: `ScoutError` when there is no first page to read.
    func look(
        at start: WebAddress, told: @Sendable (Step) -> Void
    ) async throws(ScoutError) -> Site {
        let end = timepiece.monotonic() + limits.inAll
        let written = Set([Origin(address: start.description)].compactMap(\.self))
        let (home, origin, reader) = try await firstPage(start, written, end, told)
        let robots = await robotsFile(of: origin, written, end)
        var remarks: [String] = []
        var frontier = Frontier(robots: robots, read: home.address)
        for link in home.links { frontier.offer(link.address, text: link.text, depth: 1) }

        var pages: [SitePage] = []
        var asked = 1
        while asked < limits.pages {
            guard timepiece.monotonic() < end, !Task.isCancelled else {
                remarks.append("after \(limits.inAll.components.seconds) s the rest was left unread")
                break
            }
            var batch: [(address: WebAddress, depth: Int)] = []
            while batch.count < (robots.delay > .zero ? 1 : limits.atOnce), asked < limits.pages,
                let next = frontier.next()
            {
                batch.append(next)
                asked += 1
            }
            if batch.isEmpty { break }
            if robots.delay > .zero { try? await timepiece.sleep(for: robots.delay) }
            let looks = await withTaskGroup(of: (Int, Look).self) { group in
                for (index, entry) in batch.enumerated() {
                    group.addTask { (index, await look(at: entry.address, on: origin, written, end)) }
                }
                return await group.reduce(into: [Int: Look]()) { $0[$1.0] = $1.1 }
            }
            for (index, entry) in batch.enumerated() {
                guard let look = looks[index] else { continue }
                told(Step(address: entry.address.description, outcome: look.outcome))
                switch look {
                case .page(let page):
                    pages.append(page)
                    for link in page.links { frontier.offer(link.address, text: link.text, depth: entry.depth + 1) }
                case .leads(let address):
                    // A redirect is a link like any other: where it leads must be allowed too.
                    if let address = origin.canonical(address), !ActingPaths.acts(address) {
                        frontier.offer(address, text: "", depth: entry.depth)
                    }
                case .left: break
                }
            }
        }
        if frontier.wasForbidden { remarks.append("robots.txt keeps some pages from being read by programs") }
        if home.needsBrowser {
            remarks.append("the home page is made by scripts in a browser, which this shopper has not")
        }
        return Site(
            origin: origin, home: home, others: pages, homeBody: reader.body,
            homeType: reader.headers.first(named: "Content-Type"), remarks: remarks)
    }

    // MARK: Pages

    private enum Look: Sendable {
        case page(SitePage)
        case leads(WebAddress)
        case left(String)

        var outcome: Step.Outcome {
            switch self {
            case .page(let page): .read(title: page.title?.escapedForDisplay(maxLength: 80), took: page.took)
            case .leads(let address): .leads(to: address.description)
            case .left(let why): .left(why)
            }
        }
    }

    /// Follows the start address to the page that customers see, and with it to the site's own origin.
    private func firstPage(
        _ start: WebAddress, _ written: Set<Origin>, _ end: Duration, _ told: @Sendable (Step) -> Void
    ) async throws(ScoutError) -> (SitePage, SiteOrigin, ResponseReader) {
        var address = start.withoutFragment
        for _ in 0..<10 {
            guard let origin = SiteOrigin(of: address) else { throw ScoutError("\(address) is no web address") }
            let result = await ask(address, written, end)
            let reader = ResponseReader(result)
            if let target = Self.target(of: result, from: address) {
                told(Step(address: address.description, outcome: .leads(to: target.description)))
                guard origin.isRelated(to: target) else {
                    throw ScoutError(
                        "\(address) leads to another host, \(target); if that is the business's own site, type: undercover init \(target.origin ?? "")"
                    )
                }
                address = target.withoutFragment
                continue
            }
            guard let status = result.status else {
                throw ScoutError(result.failure?.message ?? "\(address) did not answer")
            }
            if let turned = TurnedAway.recognise(reader, expecting: []), turned.reason == .blocked {
                throw ScoutError(turned.remark)
            }
            guard (200...299).contains(status) else {
                throw ScoutError("\(address) answered with the status \(status)")
            }
            guard reader.isHTML, !reader.body.isEmpty else { throw ScoutError("\(address) is not a page of HTML") }
            let page = SitePage(reader, at: address, on: origin)
            told(Step(address: address.description, outcome: Look.page(page).outcome))
            return (page, origin, reader)
        }
        throw ScoutError("\(start) leads from one address to the next, more than ten times")
    }

    private func look(
        at address: WebAddress, on origin: SiteOrigin, _ written: Set<Origin>, _ end: Duration
    ) async -> Look {
        let result = await ask(address, written, end)
        if let target = Self.target(of: result, from: address) { return .leads(target) }
        guard let status = result.status else {
            return .left((result.failure?.message ?? "no answer").escapedForDisplay(maxLength: 200))
        }
        guard (200...299).contains(status) else { return .left("status \(status)") }
        let reader = ResponseReader(result)
        guard reader.isHTML, !reader.body.isEmpty else { return .left("not a page of HTML") }
        return .page(SitePage(reader, at: address, on: origin))
    }

    private static func target(of result: ExchangeResult, from address: WebAddress) -> WebAddress? {
        guard let status = result.status, [301, 302, 303, 307, 308].contains(status),
            let location = result.last?.headers.first(named: "Location")
        else { return nil }
        return address.resolving(location).flatMap { $0.isHTTP && $0.userInfo == nil ? $0 : nil }
    }

    /// RFC 9309 §2.3.1: without such a file all is allowed; when the server fails, nothing is.
    private func robotsFile(of origin: SiteOrigin, _ written: Set<Origin>, _ end: Duration) async -> RobotsFile {
        guard let address = WebAddress(origin.text + "/robots.txt") else { return .none }
        let result = await ask(address, written, end, follow: .upTo(5), limit: RobotsFile.sizeLimit)
        if result.failure?.kind == .tooLarge || (200...299).contains(result.status ?? 0) {
            return RobotsFile(parsing: String(decoding: result.body, as: UTF8.self))
        }
        return (400...499).contains(result.status ?? 0) || (300...399).contains(result.status ?? 0)
            ? .none : .unreachable
    }

    /// A session of its own for each page: what one sets as a cookie is not carried to the next, and its time is that of a
    /// customer who comes anew.
    private func ask(
        _ address: WebAddress, _ written: Set<Origin>, _ end: Duration,
        follow: ExchangeRequest.Redirects = .none, limit: Int = Scout.sizeLimit
    ) async -> ExchangeResult {
        let session = transfer.session()
        defer { session.close() }
        var request = ExchangeRequest(url: address.description)
        request.follow = follow
        request.patience = max(.milliseconds(1), min(limits.patience, end - timepiece.monotonic()))
        request.sizeLimit = limit
        request.userAgent = RequestMaker.usualUserAgent
        request.reach = Reach(origins: written)
        return await session.perform(request)
    }
}

/// Why there is nothing to write a configuration from.
struct ScoutError: Error, CustomStringConvertible {
    let description: String
    /// Of what was written.
    var problems: [Problem] = []

    /// What comes from outside is shown safely.
    init(_ description: String) { self.description = description.escapedForDisplay(maxLength: 600) }
}
