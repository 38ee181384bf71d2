internal import Mustache

/// The templates, read once. Each begins with the pragma that makes `PageText` escape it; partials would lose it, so what pages
/// share is put in as text.
struct Pages: Sendable {
    private let overview: MustacheTemplate
    private let probe: MustacheTemplate
    private let visit: MustacheTemplate
    private let findings: MustacheTemplate
    private let problem: MustacheTemplate

    /// - Throws: when a template is wrong, which is our mistake alone.
    init() throws {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        overview = try Pages.template(OverviewPage.template)
        probe = try Pages.template(ProbePage.template)
        visit = try Pages.template(VisitPage.template)
        findings = try Pages.template(FindingsPage.template)
        problem = try Pages.template(ProblemPage.template)
    }

    func html(_ page: OverviewPage) -> String { overview.render(page) }
    func html(_ page: ProbePage) -> String { probe.render(page) }
    func html(_ page: VisitPage) -> String { visit.render(page) }
    func html(_ page: FindingsPage) -> String { findings.render(page) }
    func html(_ page: ProblemPage) -> String { problem.render(page) }

    private static func template(_ body: String) throws -> MustacheTemplate {
        try MustacheTemplate(string: "{{% CONTENT_TYPE:\(PageText.name)}}" + head + body + foot)
    }

    private static let head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        {{#frame.refresh}}<meta http-equiv="refresh" content="60">{{/frame.refresh}}
        <title>{{frame.title}} · Undercover</title>
        <link rel="stylesheet" href="/style.css">
        <link rel="icon" type="image/svg+xml" href="/icon.svg">
        </head>
        <body>
        <header class="top"><a class="brand" href="/">Undercover</a><nav><a href="/">Overview</a><a href="/findings">Findings</a></nav></header>
        <main>

        """

    private static let foot = """
        </main>
        <footer>{{frame.foot}}</footer>
        </body>
        </html>

        """
}

/// What every page has.
struct Frame {
    var title: String
    var foot: String
    var refresh = false
}
