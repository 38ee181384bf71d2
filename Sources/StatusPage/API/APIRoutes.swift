internal import HTTPTypes
internal import Hummingbird
internal import Journey
internal import Ledger
internal import Logging
internal import NIOCore
internal import Reporting

/// `/api/v1`, `/metrics`, `/healthz` and `/readyz`.
struct APIRoutes: Sendable {
    let sources: StatusPage.Sources

    func add(to router: Router<CallerContext>) {
        router.get("/healthz") { _, _ in Answer.text("ok\n".utf8, "text/plain; charset=utf-8") }
        router.get("/readyz", use: ready)
        router.get("/metrics", use: metrics)
        let api = router.group("/api/v1")
        api.get("status", use: status)
        api.get("standing", use: standing)
        api.get("findings", use: findings)
        api.get("visits", use: visits)
        api.get("visits/:id", use: visit)
        api.get("incidents", use: incidents)
        api.get("waits", use: waits)
        api.get("export", use: export)
        api.post("visit", use: walk)
        api.post("reload", use: reload)
        api.get("difference", use: difference)
        api.post("backup", use: backup)
        api.post("verify", use: verify)
    }

    // MARK: for everybody

    @Sendable private func ready(_ request: Request, _ context: CallerContext) async throws -> Response {
        let document = try await sources.status()
        let isReady = document.daemon.state == .ready && document.daemon.notStoringSince == nil
        let says = document.daemon.notStoringSince == nil ? document.daemon.state.rawValue : "the ledger takes nothing"
        return Answer.text("\(says)\n".utf8, "text/plain; charset=utf-8", status: isReady ? .ok : .serviceUnavailable)
    }

    @Sendable private func metrics(_ request: Request, _ context: CallerContext) async throws -> Response {
        Answer.text(StatusMetrics.text(try await sources.status()).utf8, StatusMetrics.contentType)
    }

    @Sendable private func status(_ request: Request, _ context: CallerContext) async throws -> Response {
        let question = try Question(request, keys: ["probe"], now: sources.timepiece.now())
        let document = try await sources.status()
        guard let probe = question.text("probe") else { return try Answer.json(document) }
        guard document.standing(ofProbe: probe) != nil else { throw Refusal(.notFound, "there is no probe `\(probe)`") }
        return try Answer.json(document.limited(toProbe: probe))
    }

    // MARK: evidence

    @Sendable private func standing(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        _ = try Question(request, keys: [], now: sources.timepiece.now())
        return try Answer.json(StandingsView(try await sources.status()))
    }

    @Sendable private func findings(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let question = try Question(request, keys: FindingFilter.keys, now: sources.timepiece.now())
        let filter = try FindingFilter(question)
        let findings = try await sources.answers.findings(filter)
        if findings.isEmpty { try await sources.requireKnown(probe: filter.probe, location: filter.location) }
        return try Answer.json(findings)
    }

    @Sendable private func visits(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let question = try Question(request, keys: VisitFilter.keys, now: sources.timepiece.now())
        let filter = try VisitFilter(question)
        let visits =
            try question.flag("open") == true
            ? try await sources.answers.openVisits(filter) : try await sources.answers.visits(filter)
        if visits.isEmpty { try await sources.requireKnown(probe: filter.probe, location: filter.location) }
        return try Answer.json(visits)
    }

    @Sendable private func visit(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        return try Answer.json(try await sources.visit(context.parameters.get("id")))
    }

    @Sendable private func incidents(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let question = try Question(request, keys: IncidentFilter.keys, now: sources.timepiece.now())
        return try Answer.json(try await sources.answers.incidents(IncidentFilter(question)))
    }

    @Sendable private func waits(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        _ = try Question(request, keys: [], now: sources.timepiece.now())
        return try Answer.json(try await sources.status().waits)
    }

    /// A few visits a question: whoever wants all asks again from the last place.
    @Sendable private func export(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.evidence)
        let question = try Question(request, keys: ["after", "limit"], now: sources.timepiece.now())
        guard let place = Int64(question.text("after") ?? "0"), place >= 0 else {
            throw Refusal(.badRequest, "`after` is the place of a visit, as in the lines of an export; 0 for all")
        }
        let limit = try question.limit(default: 100, most: 1000)
        return Answer.text(try await sources.answers.export(after: place, limit: limit), "application/x-ndjson")
    }

    // MARK: acts

    @Sendable private func walk(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.acts)
        let body: ByteBuffer
        do {
            var request = request
            body = try await request.collectBody(upTo: context.maxUploadSize)
        } catch is NIOTooManyBytesError {
            throw Refusal(.contentTooLarge, "a probe file may have \(context.maxUploadSize / 1024) kB")
        } catch {
            // A broken chunk, or somebody who has gone.
            throw Refusal(.badRequest, "what was sent with the question did not arrive whole")
        }
        guard let wish = try? JSONForm.value(VisitWish.self, from: Array(body.readableBytesView)) else {
            throw Refusal(
                .badRequest,
                "this is no wish for a visit: send JSON such as {\"probe\": \"NAME\"}; see docs/api.md"
            )
        }
        note("a visit is asked for", context, ["probe": "\(wish.probe.escapedForDisplay(maxLength: 100))"])
        return await VisitStream.response(wish, acts: sources.acts, asOwner: context.caller.isOwner)
    }

    @Sendable private func reload(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.acts)
        let question = try Question(request, keys: ["accept"], now: sources.timepiece.now())
        note("a reload is asked for", context)
        let outcome = await sources.acts.reload(accept: try question.flag("accept") ?? false)
        return try Answer.json(outcome, status: outcome.taken ? .ok : .conflict)
    }

    @Sendable private func difference(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.acts)
        _ = try Question(request, keys: [], now: sources.timepiece.now())
        return try Answer.json(await sources.acts.difference())
    }

    @Sendable private func backup(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.acts)
        let question = try Question(request, keys: ["to"], now: sources.timepiece.now())
        guard let path = question.text("to"), path.hasPrefix("/") else {
            throw Refusal(.badRequest, "`to` is the whole path of a file that is not there yet")
        }
        note("a backup is asked for", context, ["to": "\(path.escapedForDisplay(maxLength: 300))"])
        if let problem = await sources.acts.backUp(to: path) { throw Refusal(.conflict, problem) }
        return try Answer.json(["written": path])
    }

    /// Takes minutes on a large ledger.
    @Sendable private func verify(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.require(.acts)
        _ = try Question(request, keys: [], now: sources.timepiece.now())
        note("the ledger is verified", context)
        return try Answer.json(try await sources.answers.ledger.verified())
    }

    private func note(_ what: Logger.Message, _ context: CallerContext, _ more: Logger.Metadata = [:]) {
        var metadata = more
        metadata["user"] = context.caller.peer.map { "\($0.uid)" }
        metadata["process"] = context.caller.peer.map { "\($0.pid)" }
        context.logger.notice(what, metadata: metadata)
    }
}
