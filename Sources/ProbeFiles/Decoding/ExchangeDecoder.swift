import Journey

extension FileDecoder {
    /// The exchange that a map describes; nil when it describes none.
    func exchange(_ node: Node) -> ExchangeForm? {
        guard let method = node.entries.first(where: { Shape.exchangeMethods.contains($0.key) }),
            let url = template(method.value)
        else { return nil }
        checkAddress(url, at: method.value.mark)
        var form = ExchangeForm(method: method.key.uppercased(), url: url)
        form.headers = fields(node["headers"])
        form.query = fields(node["query"])
        form.body = body(node)
        form.auth = node["auth"].flatMap { auth($0) }
        form.tls = node["tls"].map { tls($0) } ?? form.tls
        if let follow = node["follow"] { form.follow = follow.whole ?? (follow.flag == false ? 0 : 10) }
        form.http = choice(node["http"]) ?? .any
        form.resolve = dictionary(node["resolve"])
        form.proxy = template(node["proxy"])
        form.limit = node["limit"]?.text.flatMap { ByteSize.parse($0) }
        form.addressFamily = choice(node["address-family"]) ?? .any
        form.interface = text(node["interface"])
        return form
    }

    /// An address that can be seen to be none in the file itself.
    private func checkAddress(_ url: Template, at mark: Node.Mark) {
        guard case .text(let start)? = url.segments.first else {
            if url.segments.isEmpty { error("an address is empty", at: mark) }
            return
        }
        guard start.lowercased().hasPrefix("http://") || start.lowercased().hasPrefix("https://") else {
            error("an address begins with `https://`, `http://` or `{{…}}`, not with \(start.quotedShort)", at: mark)
            return
        }
        if url.source.dropFirst(8).prefix(while: { !"/?#".contains($0) }).contains("@") {
            error("a user or password in an address would be shown in reports; write it under `auth`", at: mark)
        }
        if start.contains(where: \.isWhitespace) {
            error("an address has no spaces; write `%20`, or use `query`", at: mark)
        }
    }

    private func fields(_ node: Node?) -> [ExchangeForm.Field] {
        (node?.entries ?? []).flatMap { entry in
            templates(entry.value).map { ExchangeForm.Field(name: entry.key, value: $0) }
        }
    }

    private func body(_ node: Node) -> ExchangeForm.Body {
        let bodies = node.entries.filter { ["json", "form", "multipart", "body"].contains($0.key) }
        for extra in bodies.dropFirst() {
            error("one body is enough: there is `\(bodies[0].key)` already", at: extra.mark)
        }
        guard let entry = bodies.first else { return .none }
        switch entry.key {
        case "json": return .json(json(entry.value))
        case "form": return .form(fields(entry.value))
        case "multipart": return .multipart(entry.value.entries.compactMap { part($0) })
        default: return template(entry.value).map { .text($0) } ?? .none
        }
    }

    private func part(_ entry: Node.Entry) -> ExchangeForm.Part? {
        if case .map = entry.value.content {
            guard let content = template(entry.value["text"]) else { return nil }
            return ExchangeForm.Part(
                name: entry.key, content: content, fileName: text(entry.value["file-name"]),
                contentType: text(entry.value["type"]))
        }
        return template(entry.value).map { ExchangeForm.Part(name: entry.key, content: $0) }
    }

    /// YAML read as JSON: quotes make text, and without them `true`, `false`, `null` and JSON's numbers are what they
    /// look like; everything else is text.
    private func json(_ node: Node) -> JSONTemplate {
        switch node.content {
        case .list(let items): return .array(items.map { json($0) })
        case .map(let entries):
            return .object(entries.map { JSONTemplate.Member(name: $0.key, value: json($0.value)) })
        case .scalar(let scalar):
            if scalar.isPlain {
                switch scalar.text {
                case "", "null", "~": return .null
                case "true": return .bool(true)
                case "false": return .bool(false)
                case let number where JSONNumber.isValid(number): return .number(number)
                default: break
                }
            }
            do throws(TemplateError) {
                _ = try Template(scalar.text)
            } catch {
                self.error(error.problem, at: node.mark)
            }
            return template(node).map { .string($0) } ?? .null
        }
    }

    private func auth(_ node: Node) -> ExchangeForm.Auth? {
        guard let way = node.entries.first else { return nil }
        switch way.key {
        case "bearer": return template(way.value).map { .bearer($0) }
        case "basic", "digest":
            guard let user = template(way.value["user"]), let password = template(way.value["password"]) else {
                return nil
            }
            return way.key == "basic" ? .basic(user: user, password: password) : .digest(user: user, password: password)
        default: return nil
        }
    }

    private func tls(_ node: Node) -> ExchangeForm.TLS {
        var tls = ExchangeForm.TLS()
        tls.verify = node["verify"]?.flag ?? true
        tls.caFile = text(node["ca"])
        tls.clientCertificateFile = text(node["certificate"])
        tls.clientKeyFile = text(node["key"])
        tls.minimumVersion = text(node["at-least"])
        return tls
    }
}
