import Journey
import Reading

extension Draft {
    /// `promises.md`: every public promise, for people to read and to tick off.
    var promiseList: String {
        let promises = site.promises
        var text = """
            # What \(answers.name.markdownEscaped) promises in public

            Found on \(site.pages.count) \(site.pages.count == 1 ? "page" : "pages") of <\(site.origin.text)> on \(today) by \
            `undercover init`. A customer holds a business to every one of these. Those that no probe tests yet are the next \
            probes to write.


            """
        if promises.isEmpty { text += "None was found.\n" }
        for kind in PublicPromise.Kind.allCases {
            let found = promises.filter { $0.kind == kind }
            guard !found.isEmpty else { continue }
            text += "## \(kind.heading)\n\n"
            for promise in found { text += entry(promise) }
            text += "\(kind.advice)\n\n"
        }
        for remark in site.remarks { text += "Not all was seen: \(remark.markdownEscaped).\n" }
        return text
    }

    private func entry(_ promise: PublicPromise) -> String {
        let others =
            promise.otherPages == 0
            ? "" : ", and \(promise.otherPages) more \(promise.otherPages == 1 ? "page" : "pages")"
        let words = promise.words == promise.excerpt ? "" : " (\(promise.words.markdownEscaped))"
        return "- “\(promise.excerpt.markdownEscaped)”\(words)  \n"
            + "  <\(promise.address.description.markdownAddress)>, line \(promise.line)\(others). "
            + (tester(of: promise).map { "Tested by `\($0)`.\n" } ?? "No probe tests it yet.\n")
    }

    /// The probe that opens the page and holds it to the promise.
    private func tester(of promise: PublicPromise) -> String? {
        let page = choice.contact ?? choice.home
        switch promise.kind {
        case .telephone, .mail:
            let route: HumanRoute = promise.kind == .telephone ? .telephone : .mail
            let isThere = page.promises.contains { $0.identity == promise.identity }
            return isThere && page.routes.contains(route) ? "find-contact" : nil
        default: return nil
        }
    }
}

extension PublicPromise.Kind {
    fileprivate var heading: String {
        switch self {
        case .reply: "How soon people answer"
        case .availability: "When somebody is there"
        case .delivery: "How soon things arrive"
        case .returns: "Taking things back"
        case .openingHours: "Opening hours"
        case .telephone: "Telephone numbers"
        case .mail: "Mail addresses"
        }
    }

    /// How such a promise can be put to the test.
    fileprivate var advice: String {
        switch self {
        case .reply:
            "\nTo test it: open a ticket by the API of the desk in a probe, then wait with `until:` and the same `promise:` (`4h of open`)."
        case .availability:
            "\nTo test it: let a probe look at the page or desk at night too, with a `schedule:` that has no `hours:`."
        case .delivery: "\nTo test it: an order in a probe, `until:` it is shipped, with the same `promise:`."
        case .returns:
            "\nTo test it: ask for it as a customer would, in a probe of its own; `expect: {contains: […]}` notices when the words go."
        case .openingHours: "\nThey belong into the calendar `open` of undercover.yaml, if they are not there yet."
        case .telephone, .mail: ""
        }
    }
}

extension String {
    /// Nothing in it is markup.
    fileprivate var markdownEscaped: String {
        reduce(into: "") { result, character in
            if #"\`*_{}[]<>()#+!|~&"#.contains(character) { result += "\\" }
            result.append(character)
        }
    }

    /// Between `<` and `>`.
    fileprivate var markdownAddress: String {
        reduce(into: "") { $0 += $1 == "<" ? "%3C" : $1 == ">" ? "%3E" : String($1) }
    }
}
