internal import Journey

/// Reads a channel's settings, and fills them in for one notification.
struct Settings: Sendable {
    let channel: Channel

    func text(_ key: String) -> Template? {
        if case .text(let template) = channel.settings[key] { template } else { nil }
    }

    func list(_ key: String) -> [Template] {
        switch channel.settings[key] {
        case .list(let templates): templates
        case .text(let template): [template]
        default: []
        }
    }

    func map(_ key: String) -> [(name: String, value: Template)] {
        guard case .map(let map) = channel.settings[key] else { return [] }
        return map.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    func required(_ key: String) throws(DeliveryError) -> Template {
        guard let template = text(key) else { throw wrong("needs `\(key)`") }
        return template
    }

    /// - Throws: `DeliveryError` when it is no span of `range`.
    func span(_ key: String, in range: ClosedRange<Duration>, unwritten: Duration) throws(DeliveryError) -> Duration {
        guard let template = text(key) else { return unwritten }
        guard let span = try? Span(template.source), range.contains(span.continuous) else {
            throw wrong(
                "`\(key)` is not a time from \(range.lowerBound.forPeople) to \(range.upperBound.forPeople), such as 10s"
            )
        }
        return span.continuous
    }

    /// - Throws: `DeliveryError`, which never has a value in it.
    func fill(_ template: Template, _ scope: Scope, as context: TemplateContext) throws(DeliveryError) -> String {
        do throws(TemplateError) {
            return try scope.fill(template, as: context)
        } catch {
            throw wrong(error.problem)
        }
    }

    /// For the person who must act: with the place in the file.
    func wrong(_ problem: String) -> DeliveryError {
        DeliveryError("\(channel.place): the channel `\(channel.name)`: \(problem)", permanent: true)
    }
}
