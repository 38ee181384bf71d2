import Foundation
import Journey
import Testing

@Suite struct RedactionTests {
    private let secret = "Tok&n/Sl4sh\"q<z> ü+!"
    private var redaction: Redaction { Redaction(secrets: [secret, "TopSecretToken99", "abc"]) }

    @Test(arguments: [
        ("is \"Tok&n/Sl4sh\\\"q<z> ü+!\".", "is \"•••\"."),
        ("Tok&n\\/Sl4sh\\\"q\\u003cz\\u003E \\u00fc+!", "•••"),
        ("/a?t=Tok%26n%2fSl4sh%22q%3Cz%3E+%C3%BC%2B%21&b", "/a?t=•••&b"),
        ("<b>Tok&amp;n/Sl4sh&#34;q&lt;z&gt; &#xFC;+!</b>", "<b>•••</b>"),
        ("<b>Tok&amp;n&#47;Sl4sh&quot;q&lt;z&gt;&nbsp;&#252;&plus;&excl;</b>", "<b>•••</b>"),
        ("topsecrettoken99.invalid has no address", "•••.invalid has no address"),
        ("TopSecretToken99\u{301} TopSecretToken99\u{200D}x", "•••\u{301} •••\u{200D}x"),
        ("TopSecretToken99TopSecretToken99", "••••••"),
        // What was cut at an end, or at an ellipsis.
        ("here it is: TopSecretT", "here it is: •••"), ("…tToken99 follows", "…••• follows"),
        ("a TopSecretT… b …oken99", "a •••… b …•••"), ("oken99, a TopSec", "•••, a •••"),
        // Less than that, and what is none, is left alone.
        ("abc Top… TopSecret Token99 %", "abc Top… TopSecret Token99 %"), ("", ""),
        ("% \\ & &# \\u12", "% \\ & &# \\u12"),
    ])
    func inWhicheverFormItComesBackItIsTakenOut(text: String, left: String) {
        #expect(redaction.apply(text) == left)
    }

    @Test(arguments: ["", "a", "ab", "shopper:", "päss:"])
    func inBase64AtAnyOffset(before: String) {
        for after in ["", "x", "xy"] {
            let token = Data((before + "TopSecretToken99" + after).utf8).base64EncodedString()
            #expect(redaction.apply("Authorization: Basic \(token), ok") == "Authorization: Basic •••, ok", "\(token)")
            let forAddresses = token.replacing("+", with: "-").replacing("/", with: "_")
            #expect(redaction.apply("?a=1&t:\(forAddresses)&b") == "?a=1&t:•••&b")
        }
    }

    @Test func anyMixtureOfEscapesIsSeenThrough() {
        for _ in 0..<500 {
            let secret = String(
                (0..<Int.random(in: 4...20)).map { _ in "aZ9%&\\/\"<>+ üé€.-_=🗝".randomElement() ?? "a" })
            let written = secret.unicodeScalars.map { scalar -> String in
                switch Int.random(in: 0..<5) {
                case 0 where scalar != "%" && scalar != "&" && scalar != "\\": String(scalar)
                case 1:
                    String(scalar).utf8.map {
                        "%" + (String($0, radix: 16).count < 2 ? "0" : "") + String($0, radix: 16)
                    }.joined()
                case 2: "&#\(scalar.value);"
                case 3: "&#x\(String(scalar.value, radix: 16, uppercase: true));"
                default:
                    String(scalar).utf16.map {
                        "\\u" + String(repeating: "0", count: 4 - String($0, radix: 16).count) + String($0, radix: 16)
                    }.joined()
                }
            }
            let text = "before " + written.joined() + "|after"
            #expect(Redaction(secrets: [secret]).apply(text) == "before •••|after", "\(secret): \(text)")
        }
    }

    /// A page of nothing but a secret, or of nothing but its beginning, takes no longer than another.
    @Test func aPageFullOfItIsReadOnce() {
        let many = String(repeating: "<p>TopSecretToken99</p>", count: 100_000)
        #expect(redaction.apply(many) == String(repeating: "<p>•••</p>", count: 100_000))
        let nearly = String(repeating: "TopSecretToken9-", count: 100_000)
        #expect(redaction.apply(nearly) == nearly)
        let encoded = String(repeating: Data("TopSecretToken99".utf8).base64EncodedString(), count: 20_000)
        #expect(!redaction.apply(encoded).contains("U2VjcmV0"))
        // And one that looks like what is put in its place.
        #expect(Redaction(secrets: ["•••", "••"]).apply("a ••• b") == "a ••• b")
    }

    @Test func anyTextStaysATextAndWithoutSecretsTheSame() {
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...40)).map { _ in "Top&#x;\\u%…•SecretToken99 ü€".randomElement() ?? "a" })
            #expect(Redaction(secrets: ["abc"]).apply(text) == text)
            let left = redaction.apply(text)
            #expect(!left.lowercased().contains("topsecrettoken99") && left.utf8.count <= text.utf8.count + 9)
        }
    }

    @Test func whatAQuotationCutsOffIsRecognised() {
        for length in 4...15 {
            let text = "the answer is TopSecretToken99 and more"
            let shown = redaction.apply(text.quoted(atMost: "the answer is ".count + length))
            #expect(length < 5 || shown == "“the answer is •••…”", "\(length): \(shown)")
        }
        #expect("short".quoted(atMost: 5) == "“short”")
        #expect("longer".quoted(atMost: 5) == "“longe…”")
    }
}
