import Journey
import Transfer

/// Turns an exchange form into a request, for one visit: templates filled in, reach settled.
struct RequestMaker: Sendable {
    private let series: Series
    private let persona: Persona?
    /// Origins written in the probe file, for this location; computed once a visit.
    let origins: Set<Origin>
    private let addresses: KnownAddresses
    /// Of the configuration: files are named from there.
    private let directory: String?

    /// What most customers' requests say; without one, many sites turn a visitor away.
    static let usualUserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    init(_ series: Series, persona: Persona?, origins: Set<Origin>, addresses: KnownAddresses, directory: String?) {
        self.series = series
        self.persona = persona
        self.origins = origins
        self.addresses = addresses
        self.directory = directory
    }

    /// A request, and its address as it was read.
    typealias Made = (request: ExchangeRequest, address: Destination)

    /// - Throws: `Unusable` with a sentence for whoever wrote the probe.
    func request(
        _ form: ExchangeForm, scope: Scope, captureOrigins: [String: String], unsafe: Bool, patience: Duration
    ) throws(Unusable) -> Made {
        do throws(TemplateError) {
            return try make(form, scope: scope, captureOrigins: captureOrigins, unsafe: unsafe, patience: patience)
        } catch {
            throw Unusable("`\(error.source)`: \(error.problem)")
        }
    }

    private func make(
        _ form: ExchangeForm, scope: Scope, captureOrigins: [String: String], unsafe: Bool, patience: Duration
    ) throws(TemplateError) -> Made {
        let url = try address(form, scope: scope, captureOrigins: captureOrigins)
        guard let read = try? addresses.read(url) else {
            throw TemplateError(source: form.url.source, problem: "is not an http or https address")
        }
        if unsafe, !isOurs(read.origin.host) {
            throw TemplateError(
                source: form.url.source,
                problem:
                    "\(form.method) may go only to the business's own hosts; add \(read.origin.host) to `business: hosts`"
            )
        }
        if form.saysMoreThanItsAddress, !isOurs(read.origin.host), !origins.contains(read.origin) {
            throw TemplateError(
                source: form.url.source,
                problem:
                    "leads to \(read.origin.host), which is not written in the file: a body or a secret is not sent there"
            )
        }
        var request = ExchangeRequest(method: form.method, url: url)
        for field in form.headers {
            request.headers.append(HeaderField(field.name, try scope.fill(field.value, as: .header)))
        }
        if let announce = series.configuration.politeness.announce, !announce.isEmpty {
            request.headers.append(HeaderField("X-Mystery-Shopper", announce))
        }
        request.credentials = try credentials(form.auth, scope: scope)
        request.body = try body(form.body, scope: scope)
        request.follow = form.follow == 0 ? .none : .upTo(form.follow)
        request.patience = patience
        if let limit = form.limit { request.sizeLimit = limit }
        request.version = form.http
        request.tls.verify = form.tls.verify
        request.tls.caFile = form.tls.caFile?.path(from: directory)
        request.tls.clientCertificateFile = form.tls.clientCertificateFile?.path(from: directory)
        request.tls.clientKeyFile = form.tls.clientKeyFile?.path(from: directory)
        request.tls.minimumVersion = form.tls.minimumVersion
        request.proxy = try form.proxy.map { template throws(TemplateError) in try scope.fill(template, as: .address) }
        request.resolve = form.resolve
        request.addressFamily = form.addressFamily
        request.interface = form.interface
        request.userAgent = persona?.userAgent ?? series.configuration.defaults.userAgent ?? Self.usualUserAgent
        request.acceptLanguage =
            persona?.language ?? series.location?.language ?? series.configuration.defaults.language
        request.unsafe = unsafe
        request.reach = Reach(origins: origins, allowPrivate: series.configuration.allowPrivate)
        return (request, read)
    }

    /// A template that is one whole `{{capture}}` is a reference, resolved against the page it was captured from.
    private func address(
        _ form: ExchangeForm, scope: Scope, captureOrigins: [String: String]
    ) throws(TemplateError) -> String {
        var url: String
        if form.url.isOnePlaceholder, case .name(let name) = form.url.segments[0], let base = captureOrigins[name],
            let reference = scope.captures[name]
        {
            guard let resolved = Origin.resolve(reference, against: base) else {
                throw TemplateError(
                    source: form.url.source,
                    problem: "captured `\(reference.escapedForDisplay(maxLength: 100))`, which is no address")
            }
            url = resolved
        } else {
            url = try scope.fill(form.url, as: .address)
        }
        guard !form.query.isEmpty else { return url }
        var pairs: [String] = []
        for field in form.query {
            pairs.append(field.name.percentEncoded + "=" + (try scope.fill(field.value, as: .plain)).percentEncoded)
        }
        var fragment = ""
        if let mark = url.firstIndex(of: "#") {
            fragment = String(url[mark...])
            url = String(url[..<mark])
        }
        return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&") + fragment
    }

    private func credentials(_ auth: ExchangeForm.Auth?, scope: Scope) throws(TemplateError) -> ExchangeRequest
        .Credentials?
    {
        switch auth {
        case nil: nil
        case .basic(let user, let password):
            .basic(user: try scope.fill(user, as: .plain), password: try scope.fill(password, as: .plain))
        case .digest(let user, let password):
            .digest(user: try scope.fill(user, as: .plain), password: try scope.fill(password, as: .plain))
        case .bearer(let token): .bearer(try scope.fill(token, as: .header))
        }
    }

    private func body(_ body: ExchangeForm.Body, scope: Scope) throws(TemplateError) -> ExchangeRequest.Body {
        switch body {
        case .none:
            return .none
        case .text(let template):
            return .bytes(Array(try scope.fill(template, as: .plain).utf8), contentType: "text/plain; charset=utf-8")
        case .json(let json):
            return .bytes(Array(try scope.fill(json).utf8), contentType: "application/json")
        case .form(let fields):
            var pairs: [String] = []
            for field in fields {
                pairs.append(field.name.percentEncoded + "=" + (try scope.fill(field.value, as: .plain)).percentEncoded)
            }
            return .bytes(Array(pairs.joined(separator: "&").utf8), contentType: "application/x-www-form-urlencoded")
        case .multipart(let parts):
            var made: [ExchangeRequest.Part] = []
            for part in parts {
                made.append(
                    ExchangeRequest.Part(
                        name: part.name, content: Array(try scope.fill(part.content, as: .plain).utf8),
                        fileName: part.fileName, contentType: part.contentType))
            }
            return .multipart(made)
        }
    }

    private func isOurs(_ host: String) -> Bool {
        series.configuration.business.hosts.contains { pattern in
            pattern.hasPrefix("*.") ? host.hasSuffix(pattern.dropFirst(1).lowercased()) : host == pattern.lowercased()
        }
    }
}

extension ExchangeForm {
    /// What it sends tells somebody something: a site that names the address, as a captured form does, could have it sent to itself.
    fileprivate var saysMoreThanItsAddress: Bool {
        if case .none = body {} else { return true }
        return ([url] + query.map(\.value)).flatMap(\.names).contains { $0.hasPrefix("secret.") }
    }
}

/// The probe asked for something that cannot be done.
struct Unusable: Error, Sendable {
    let sentence: String
    init(_ sentence: String) { self.sentence = sentence }
}
