import Journey

extension FileDecoder {
    /// Everything of `undercover.yaml`.
    func undercover(_ root: Node, channels keys: [ChannelKeys]) -> Configuration {
        context = .other
        var configuration = Configuration()
        configuration.business.name = text(root["business"]?["name"])
        configuration.business.hosts = texts(root["business"]?["hosts"])
        configuration.values = dictionary(root["values"])
        configuration.defaults = defaults(root["defaults"])
        configuration.facts = dictionary(root["facts"])
        configuration.moments = texts(root["moments"])
        configuration.expectedStanding = root["expected-standing"]?.number
        configuration.worth = text(root["worth"])
        configuration.allowedWords = texts(root["allowed-words"])
        configuration.personas = personas(root["personas"])
        configuration.owners = owners(root["owners"])
        configuration.calendars = calendars(root["calendars"], timeZone: configuration.defaults.timeZone)
        configuration.desks = desks(root["desks"], cooldown: configuration.defaults.cooldown)
        configuration.secrets = secrets(root["secrets"])
        machine(root, into: &configuration)
        configuration.alerts = alerts(root["alerts"])
        configuration.channels = channelMap(root["channels"], keys: keys)
        return configuration
    }

    private func defaults(_ node: Node?) -> Configuration.Defaults {
        var defaults = Configuration.Defaults()
        guard let node else { return defaults }
        defaults.promise = businessSpan(node["promise"]) ?? defaults.promise
        defaults.patience = businessSpan(node["patience"]) ?? defaults.patience
        if let mark = node["patience"]?.mark, node["promise"] != nil,
            defaults.patience.calendar == defaults.promise.calendar,
            defaults.patience.span.continuous < defaults.promise.span.continuous
        {
            error(
                "the customer's patience (\(defaults.patience)) ends before the promise (\(defaults.promise)) lapses",
                at: mark)
        }
        defaults.checkEvery = span(node["check-every"]) ?? defaults.checkEvery
        if let mark = node["check-every"]?.mark, defaults.checkEvery.continuous < .milliseconds(100) {
            error("`check-every` must be at least `100ms`", at: mark)
        }
        defaults.cooldown = span(node["cooldown"]) ?? defaults.cooldown
        defaults.userAgent = text(node["user-agent"])
        defaults.language = text(node["language"])
        defaults.timeZone = text(node["time-zone"])
        defaults.examine = choice(node["examine"]) ?? defaults.examine
        defaults.certificateDays = node["certificate-days"]?.whole ?? defaults.certificateDays
        return defaults
    }

    /// A list of names is one of systemd credentials.
    private func secrets(_ node: Node?) -> [String: SecretSource] {
        var secrets: [String: SecretSource] = [:]
        for item in node?.items ?? [] {
            guard let name = item.text else { continue }
            if secrets.updateValue(.credential(name), forKey: name) != nil {
                error("\(name.quotedShort) is written twice", at: item.mark)
            }
        }
        for entry in node?.entries ?? [] {
            guard let source = entry.value.entries.first, let text = source.value.text else { continue }
            switch source.key {
            case "credential": secrets[entry.key] = .credential(text)
            case "file": secrets[entry.key] = .file(text)
            case "environment": secrets[entry.key] = .environment(text)
            default: break
            }
        }
        return secrets
    }

    private func machine(_ root: Node, into configuration: inout Configuration) {
        configuration.storage.ledger = text(root["ledger"])
        configuration.storage.runtime = text(root["runtime"])
        if let retention = root["retention"] {
            configuration.storage.visitsKept = span(retention["visits"]) ?? configuration.storage.visitsKept
            configuration.storage.textsKept = span(retention["texts"]) ?? configuration.storage.textsKept
            let pages = retention["pages"]?.text.flatMap { ByteSize.parse($0) }
            configuration.storage.pagesAtMost = pages ?? configuration.storage.pagesAtMost
        }
        if let page = root["addresses"]?["page"], let address = text(page) {
            configuration.addresses.page = address
            let host = address.prefix { $0 != ":" }.lowercased()
            if address != "none", host != "localhost", !host.hasPrefix("127."), !address.hasPrefix("[::1]:") {
                warning(
                    "whoever reaches \(address) sees every finding, without a word of who they are: let the page listen on loopback, behind a proxy that asks",
                    at: page.mark)
            }
        }
        if let politeness = root["politeness"] {
            configuration.politeness.atOnce = politeness["at-once"]?.whole ?? configuration.politeness.atOnce
            configuration.politeness.perSecond = politeness["per-second"]?.number ?? configuration.politeness.perSecond
            configuration.politeness.visitsAtOnce =
                politeness["visits-at-once"]?.whole ?? configuration.politeness.visitsAtOnce
            configuration.politeness.announce = text(politeness["announce"])
        }
        configuration.reference = texts(root["reference"])
        configuration.allowPrivate = texts(root["allow-private"])
    }
}
