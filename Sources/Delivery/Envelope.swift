internal import Journey

/// A notification as channels send it: its names for templates, and its JSON (docs/alerts.md).
struct Envelope: Sendable {
    static let version = 1

    let notification: Notification
    let business: String?

    /// Of the channel's templates.
    func scope(secrets: [String: String]) -> Scope {
        let incident = notification.incident
        var scope = Scope { _ in "" }
        scope.secrets = secrets
        scope.fields = [
            "incident.id": incident.id,
            "incident.rule": incident.rule,
            "incident.state": incident.state.rawValue,
            "incident.probe": incident.subject.probe,
            "incident.location": incident.subject.location ?? "",
            "incident.says": incident.says,
            "incident.opened": incident.opened.iso8601,
            "incident.closed": incident.closed?.iso8601 ?? "",
            "notification.id": notification.id,
        ]
        if let business { scope.fields["business.name"] = business }
        return scope
    }

    /// The same bytes with every attempt: a server that knows an idempotency key may compare what came with it.
    var json: String {
        let incident = notification.incident
        let said = object([
            ("id", incident.id.jsonQuoted),
            ("rule", incident.rule.jsonQuoted),
            ("state", incident.state.rawValue.jsonQuoted),
            ("probe", incident.subject.probe.jsonQuoted),
            ("location", text(incident.subject.location)),
            ("opened", incident.opened.iso8601.jsonQuoted),
            ("closed", text(incident.closed?.iso8601)),
            ("cause", text(incident.cause?.rawValue)),
            ("says", incident.says.jsonQuoted),
        ])
        let about = object([
            ("id", notification.id.jsonQuoted),
            ("channel", notification.channel.jsonQuoted),
            ("sequence", String(notification.sequence)),
            ("created", notification.created.iso8601.jsonQuoted),
        ])
        return object([
            ("version", String(Self.version)),
            ("business", text(business)),
            ("text", incident.says.jsonQuoted),
            ("notification", about),
            ("incident", said),
        ])
    }

    private func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { $0.name.jsonQuoted + ":" + $0.value }.joined(separator: ",") + "}"
    }

    private func text(_ value: String?) -> String { value?.jsonQuoted ?? "null" }
}
