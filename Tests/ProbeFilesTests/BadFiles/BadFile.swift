import Testing
import Journey
import ProbeFiles

/// Files with something wrong in them, and everything that must be told of them.
struct BadFile: CustomTestStringConvertible {
    let title: String
    let kind: Kind
    let files: [SourceFile]
    let tells: [String]

    enum Kind {
        /// No tree can be made of it, so that a schema has nothing to judge.
        case unreadable
        /// Keys, types or forms: the schema refuses it too.
        case form
        /// What a file means, or what all of them together tell: the decoder's alone.
        case meaning
    }

    init(_ title: String, _ kind: Kind, files: KeyValuePairs<String, String>, tells: [String]) {
        self.title = title
        self.kind = kind
        self.files = files.map { SourceFile(path: $0, text: $1) }
        self.tells = tells
    }

    init(_ title: String, _ kind: Kind, probe: String, tells: [String]) {
        self.init(title, kind, files: ["probes/a.yaml": probe], tells: tells)
    }

    var testDescription: String { title }

    static let all =
        badYAML + badKeys + badValues + badExchanges + badExpectations + badNames + badSharedFiles + badDesks
}
