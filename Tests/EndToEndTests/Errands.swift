import Foundation

/// Journeys that send something, of every shape: alone and after a page on a kept connection, small and large, once and several times,
/// with and without a way to find it again, and cleaned up after.
struct Errand: Sendable {
    /// One act of a journey that must not happen twice.
    struct Sending: Sendable {
        var name: String
        /// Its place in the journey.
        var index: Int
        var isFound = false
        var isHousekeeping = false
    }

    var name: String
    var sendings: [Sending]
    /// May be sent again: the control.
    var isRepeatable = false
    private var journey: [String]

    /// The probe below `probe:`.
    func probe(at site: String, schedule: String) -> String {
        ("schedule: {\(schedule)}\njourney:\n" + journey.joined(separator: "\n"))
            .replacingOccurrences(of: "SITE", with: site).replacingOccurrences(of: "NAME", with: name)
    }

    /// So many of each.
    static func all(times: Int) -> [Errand] {
        (1...times).flatMap { time in
            kinds.map { kind in
                var errand = kind
                errand.name += "-\(time)"
                errand.sendings = errand.sendings.map { sending in
                    var sending = sending
                    sending.name = sending.name.replacingOccurrences(of: "NAME", with: errand.name)
                    return sending
                }
                return errand
            }
        }
    }

    private static let page = "  - {touchpoint: Page, get: SITE/page}"
    private static let seen = #"  - {touchpoint: Seen, get: "SITE/seen/{{ticket}}"}"#

    private static func send(_ act: String, _ method: String, _ what: String, more: String...) -> String {
        """
          - touchpoint: \(act)
            \(method): "SITE/take/NAME.\(act)?mark={{visit.mark}}"
            \(what)
            patience: 400ms
        """ + more.map { "\n    " + $0 }.joined()
    }

    private static func find(_ act: String) -> String {
        #"""
        capture: {ticket: {jsonpath: $.ticket}}
            find: {get: "SITE/find/NAME.\#(act)?mark={{visit.mark}}"}
            find-within: 2s
        """#
    }

    private static let expected = "expect: {status: 201}"
    private static let json = #"json: {text: "May my dog come? {{visit.mark}}"}"#

    private static let kinds = [
        Errand(
            name: "small", sendings: [Sending(name: "NAME.Ask", index: 1)],
            journey: [page, send("Ask", "post", json, more: expected)]),
        Errand(
            name: "found", sendings: [Sending(name: "NAME.Ask", index: 1, isFound: true)],
            journey: [page, send("Ask", "post", json, more: expected, find("Ask")), seen]),
        Errand(
            name: "large", sendings: [Sending(name: "NAME.Put", index: 0, isFound: true)],
            journey: [
                send(
                    "Put", "put", "body: \"{{visit.mark}} \(String(repeating: "large ", count: 50_000))\"",
                    more: expected, find("Put")),
                seen,
            ]),
        Errand(
            name: "form",
            sendings: [Sending(name: "NAME.Form", index: 0), Sending(name: "NAME.Change", index: 2)],
            journey: [
                send(
                    "Form", "post",
                    "multipart: {mark: \"{{visit.mark}}\", photo: {text: \"\(String(repeating: "pixel ", count: 3_000))\", file-name: kettle.txt, type: text/plain}}",
                    more: expected),
                page,
                send("Change", "patch", #"form: {mark: "{{visit.mark}}", size: large}"#, more: expected),
            ]),
        Errand(
            name: "bare", sendings: [Sending(name: "NAME.Delete", index: 0)],
            journey: [send("Delete", "delete", "minor: true", more: expected)]),
        Errand(
            name: "closing",
            sendings: [
                Sending(name: "NAME.Ask", index: 0, isFound: true),
                Sending(name: "NAME.Close", index: 2, isHousekeeping: true),
            ],
            journey: [
                send("Ask", "post", json, more: expected, find("Ask")), seen,
                send("Close", "delete", "always: true", more: #"query: {ticket: "{{ticket}}"}"#),
            ]),
        Errand(
            name: "twofold",
            sendings: [
                Sending(name: "NAME.First", index: 0, isFound: true), Sending(name: "NAME.Second", index: 1),
            ],
            journey: [
                send("First", "post", json, more: expected, find("First")),
                send("Second", "post", json, more: expected),
            ]),
        Errand(
            name: "again", sendings: [], isRepeatable: true,
            journey: [
                page,
                #"""
                  - touchpoint: Again
                    post: "SITE/again/NAME?mark={{visit.mark}}"
                    repeatable: true
                    json: {text: "Hello, again {{visit.mark}}"}
                """#,
            ]),
    ]
}
