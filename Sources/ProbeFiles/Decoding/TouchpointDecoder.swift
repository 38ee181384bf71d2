import Journey

extension FileDecoder {
    func touchpoint(_ node: Node, index: Int) -> Touchpoint? {
        touchpoint = index
        defer { touchpoint = nil }
        guard let name = text(node["touchpoint"]), let act = act(node) else { return nil }
        var touchpoint = Touchpoint(name: name, act: act, place: place(node.mark))
        touchpoint.promise = businessSpan(node["promise"])
        touchpoint.patience = businessSpan(node["patience"])
        touchpoint.delight = businessSpan(node["delight"])
        touchpoint.minor = flag(node["minor"])
        touchpoint.always = flag(node["always"])
        touchpoint.repeatable = flag(node["repeatable"])
        touchpoint.find = node["find"].flatMap { exchange($0) }
        touchpoint.findWithin = span(node["find-within"])
        touchpoint.holdAtMost = span(node["hold-at-most"])
        touchpoint.situation = choice(node["situation"])
        touchpoint.milestones = (node["milestones"]?.items ?? []).compactMap { milestone($0) }
        touchpoint.answers = (node["answers"]?.items ?? []).compactMap { answer($0) }
        touchpoint.sandbox = flag(node["sandbox"])
        touchpoint.expect = expectations(node["expect"])
        touchpoint.until = expectations(node["until"])
        touchpoint.checkEvery = span(node["check-every"])
        touchpoint.capture = captures(node["capture"])
        touchpoint.examine = choice(node["examine"])
        seesOwnCaptures = true
        touchpoint.undo = node["undo"].flatMap { exchange($0) }
        seesOwnCaptures = false
        if case .exchange(let form) = act { expectAnswer(of: &touchpoint, to: form) }
        check(touchpoint, node)
        return touchpoint
    }

    /// A page that answers 404 has not delivered, though nobody wrote so; nor has one that asks for a form to be sent elsewhere
    /// (307), which is not done, since it would be sent twice.
    private func expectAnswer(of touchpoint: inout Touchpoint, to form: ExchangeForm) {
        let saysStatus = (touchpoint.expect + touchpoint.until).contains {
            if case .status = $0.check { true } else { false }
        }
        if !saysStatus, touchpoint.until.isEmpty {
            touchpoint.expect.insert(
                Expectation(.status([form.follow == 0 ? 200...399 : 200...299]), place: touchpoint.place), at: 0)
        }
    }

    private func act(_ node: Node) -> Act? {
        if let form = exchange(node) { return .exchange(form) }
        guard let entry = node.entries.first(where: { Shape.peopleActs.contains($0.key) }), let name = entry.value.text
        else { return nil }
        if entry.key == "person" { return template(entry.value).map { .person(task: $0) } }
        mention(.desk(name), at: entry.value)
        let texts = templates(node["text"])
        switch entry.key {
        case "write", "say":
            guard !texts.isEmpty else {
                error("`\(entry.key)` needs a `text`", at: entry.mark)
                return nil
            }
            return entry.key == "say"
                ? .say(desk: name, texts: texts)
                : .write(desk: name, subject: template(node["subject"]), texts: texts)
        case "hear": return .hear(desk: name)
        default: return .call(desk: name, texts: texts)
        }
    }

    private func milestone(_ node: Node) -> Milestone? {
        guard let until: Milestone.Event = choice(node["until"]) else { return nil }
        let milestone = Milestone(
            until: until, promise: businessSpan(node["promise"]), patience: businessSpan(node["patience"]))
        checkOrder(promise: milestone.promise, patience: milestone.patience, delight: nil, in: node)
        return milestone
    }

    private func answer(_ node: Node) -> ExpectedAnswer? {
        guard let question = text(node["question"]) else { return nil }
        let answer = ExpectedAnswer(question: question, fact: text(node["fact"]), any: texts(node["any"]))
        if let fact = node["fact"], let name = fact.text { mention(.fact(name), at: fact) }
        if answer.fact == nil, answer.any.isEmpty {
            error("an answer is known by a `fact` or by `any` of some words", at: node.mark)
        }
        return answer
    }

    // MARK: What cannot be meant

    private func check(_ touchpoint: Touchpoint, _ node: Node) {
        checkOrder(promise: touchpoint.promise, patience: touchpoint.patience, delight: touchpoint.delight, in: node)
        if let every = node["check-every"], let span = touchpoint.checkEvery, span.continuous < .milliseconds(100) {
            error("`check-every` must be at least `100ms`", at: every.mark)
        }
        if let until = node["until"], case .map(let entries) = until.content, entries.isEmpty {
            error("`until` needs something that must hold", at: until.mark)
        }
        if touchpoint.always, let promise = node.entry("promise") {
            warning("housekeeping (`always: true`) is never graded, so its `promise` says nothing", at: promise.mark)
        }
        if let repeatable = node.entry("repeatable"), touchpoint.repeatable, case .exchange(let form) = touchpoint.act,
            !ExchangeForm.unsafeMethods.contains(form.method)
        {
            warning(
                "`\(form.method.lowercased())` may always be repeated; `repeatable` says nothing here",
                at: repeatable.mark)
        }
        if !touchpoint.until.isEmpty, touchpoint.isUnsafe, let until = node.entry("until") {
            error(
                "`until` looks again and again: it may not send; wait with a `get` of its own, or say `repeatable: true`",
                at: until.mark)
        }
    }

    /// Spans compare only within one calendar, and there only days with days and hours with hours.
    private func checkOrder(promise: BusinessSpan?, patience: BusinessSpan?, delight: BusinessSpan?, in node: Node) {
        if let promise, let patience, let mark = node["patience"]?.mark,
            patience.isShorter(than: promise, inherits: true)
        {
            error("the customer's patience (\(patience)) ends before the promise (\(promise)) lapses", at: mark)
        }
        if let promise, let delight, let mark = node["delight"]?.mark, promise.isShorter(than: delight, inherits: false)
        {
            error("nobody is delighted after \(delight) when \(promise) is promised", at: mark)
        }
    }
}

extension BusinessSpan {
    /// Surely shorter, whatever the calendar's hours are.
    /// - Parameter inherits: Without a calendar of its own it is counted in the other's.
    func isShorter(than other: BusinessSpan, inherits: Bool) -> Bool {
        let mine = calendar ?? (inherits ? other.calendar : nil)
        let clock: Set<String?> = [nil, "always"]
        if clock.contains(mine), clock.contains(other.calendar) { return span.continuous < other.span.continuous }
        guard mine == other.calendar else { return false }
        if span.days == 0, other.span.days == 0 { return span.time < other.span.time }
        if span.time == .zero, other.span.time == .zero { return span.days < other.span.days }
        return false
    }
}
