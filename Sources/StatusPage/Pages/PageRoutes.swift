internal import Foundation
internal import Hummingbird
internal import Journey
internal import Ledger
internal import NIOCore
internal import Reporting

/// The pages for people.
struct PageRoutes: Sendable {
    let sources: StatusPage.Sources

    func add(to router: Router<CallerContext>) {
        router.get("/", use: overview)
        router.get("/findings", use: findings)
        router.get("/probes/:name", use: probe)
        router.get("/visits/:id", use: visit)
        router.get("/style.css") { _, _ in Answer.text(Style.css.utf8, "text/css; charset=utf-8") }
        router.get("/icon.svg") { _, _ in Answer.text(Style.icon.utf8, "image/svg+xml") }
    }

    @Sendable private func overview(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let document = try await sources.status()
        return html(
            sources.pages.html(OverviewPage(document, business: sources.business, now: sources.timepiece.now())))
    }

    @Sendable private func findings(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let now = sources.timepiece.now()
        let question = try Question(request, keys: FindingFilter.keys, now: now)
        let found = try await sources.answers.findings(FindingFilter(question))
        let asked = FindingFilter.keys.sorted().compactMap { key in question.text(key).map { "\(key) \($0)" } }
        let page = FindingsPage(found, asked: asked, foot: Phrases.foot(try await sources.status(), now: now), now: now)
        return html(sources.pages.html(page))
    }

    @Sendable private func probe(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let now = sources.timepiece.now()
        let name = (context.parameters.get("name") ?? "").removingPercentEncoding ?? ""
        let document = try await sources.status()
        guard let standing = document.standing(ofProbe: name) else {
            throw Refusal(.notFound, "there is no probe of that name")
        }
        var findings = FindingFilter()
        findings.probe = name
        findings.states = [.open, .regressed]
        findings.severities = [.defect]
        findings.limit = 100
        var visits = VisitFilter()
        visits.probe = name
        let page = ProbePage(
            name, standing, document, findings: try await sources.answers.findings(findings),
            visits: try await sources.answers.visits(visits), now: now)
        return html(sources.pages.html(page))
    }

    @Sendable private func visit(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let now = sources.timepiece.now()
        let visit = try await sources.visit(context.parameters.get("id"))
        return html(
            sources.pages.html(VisitPage(visit, foot: Phrases.foot(try await sources.status(), now: now), now: now)))
    }

    private func html(_ text: String) -> Response {
        Answer.text(text.utf8, "text/html; charset=utf-8")
    }
}
