internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Stands before every route: finds out who asks, refuses who may not come in, and gives every answer its safety headers.
struct Gate: RouterMiddleware {
    typealias Context = CallerContext

    let door: Door
    let pages: Pages

    enum Door: Sendable {
        /// The Unix socket: the kernel says who is there.
        case socket(ownUser: uid_t, groupID: gid_t?)
        /// TCP: anybody on this machine, and every web page in a browser on it. It shows, and takes nothing.
        /// - Parameter hosts: names by which it may be called, without port.
        case page(hosts: Set<String>)
    }

    func handle(
        _ request: Request, context: CallerContext, next: (Request, CallerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var response: Response
        do {
            try await admit(request, &context)
            response = try await next(request, context)
        } catch {
            response = refused(error, request, context)
            closeSoon(request, context)
        }
        for (name, value) in Gate.headers { response.headers[name] = value }
        return response
    }

    private func admit(_ request: Request, _ context: inout CallerContext) async throws {
        switch door {
        case .socket(let ownUser, let groupID):
            guard let peer = try? await context.channel.peer() else {
                throw Refusal(.forbidden, "the kernel does not say who you are")
            }
            context.caller = Caller(
                rights: peer.rights(ownUser: ownUser, groupID: groupID), peer: peer,
                isOwner: peer.uid == 0 || peer.uid == ownUser)
        case .page(let hosts):
            // A name of somebody else's that leads here is how a web page would read us (DNS rebinding).
            guard let host = Gate.host(request.head.authority), hosts.contains(host) else {
                throw Refusal(.misdirectedRequest, "this page is not known by that name: use 127.0.0.1 or localhost")
            }
            guard request.method == .get || request.method == .head else {
                throw Refusal(
                    .methodNotAllowed, "the page only shows: use the `undercover` command on this machine for that")
            }
            context.caller = Caller(rights: .evidence, peer: nil)
        }
        if context.caller.rights < .acts, Gate.hasBody(request) {
            throw Refusal(.contentTooLarge, "a question brings nothing with it")
        }
    }

    /// In words of HTML for a browser.
    private func refused(_ error: any Error, _ request: Request, _ context: CallerContext) -> Response {
        let problem = Problem(error, logger: context.logger)
        guard request.headers[.accept]?.contains("text/html") == true else { return problem.json }
        let html = pages.html(ProblemPage(problem.says))
        return Answer.text(html.utf8, "text/html; charset=utf-8", status: problem.status)
    }

    /// Who was refused may still be sending, a byte a minute: nobody waits for that.
    private func closeSoon(_ request: Request, _ context: CallerContext) {
        guard Gate.hasBody(request) else { return }
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    private static func hasBody(_ request: Request) -> Bool {
        if request.headers[.transferEncoding] != nil { return true }
        return request.headers[.contentLength].map { $0 != "0" } ?? false
    }

    /// Lower case, without port; brackets of IPv6 stay.
    static func host(_ authority: String?) -> String? {
        guard let authority, !authority.isEmpty else { return nil }
        let text = authority.lowercased()
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            return rest.isEmpty || rest.hasPrefix(":") ? String(text[...end]) : nil
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2 else { return nil }
        return String(name)
    }

    /// No scripts, nothing from elsewhere, never in a frame, never kept: pages hold evidence and text that others wrote.
    private static let headers: [(HTTPField.Name, String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
