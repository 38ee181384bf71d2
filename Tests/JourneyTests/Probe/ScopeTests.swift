import Journey
import Testing

/// Templates filled in for where they stand: nothing captured from outside can break out.
@Suite struct ScopeTests {
    private var scope: Scope {
        var scope = Scope { "2026-11-\(24 + $0)" }
        scope.captures = [
            "id": "7", "evil": "x/../?a=1&b=\r\n#\"", "both": "captured", "where": "http://127.0.0.1:8080",
        ]
        scope.settings = ["both": "set", "other": "set"]
        scope.values = ["both": "value", "other": "value", "site": "shop.example:8443", "user": "me@shop.example"]
        scope.fields = ["persona.name": "Zoë O'Neil"]
        scope.secrets = ["token": "s3cret"]
        return scope
    }

    @Test(arguments: ["", ".", ".."])
    func aCapturedPartOfAnAddressCannotLeadToWhatIsAroundIt(value: String) throws {
        var scope = scope
        scope.captures["ticket"] = value
        for template in ["https://a.example/tickets/{{ticket}}", "https://a.example/{{ticket}}/notes"] {
            #expect(throws: TemplateError.self) { try scope.fill(Template(template), as: .address) }
        }
        #expect(try scope.fill(Template("https://a.example/?q=/{{ticket}}"), as: .address).hasSuffix("q=/" + value))
        #expect(try scope.fill(Template("https://a.example/x{{ticket}}"), as: .address).hasSuffix("/x" + value))
    }

    @Test(arguments: [
        ("https://{{site}}/x", "https://shop.example:8443/x"), ("{{where}}/x", "http://127.0.0.1:8080/x"),
        ("https://a.example/{{id}}", "https://a.example/7"),
        ("https://a.example/{{evil}}", "https://a.example/x%2F..%2F%3Fa%3D1%26b%3D%0D%0A%23%22"),
        ("https://{{evil}}/", "https://x%2F..%2F%3Fa%3D1%26b%3D%0D%0A%23%22/"),
        ("https://{{user}}/", "https://me%40shop.example/"),
        (
            "https://a.example/?next=https://{{evil}}",
            "https://a.example/?next=https://x%2F..%2F%3Fa%3D1%26b%3D%0D%0A%23%22"
        ),
        ("https://a.example/{{persona.name}}", "https://a.example/Zo%C3%AB%20O%27Neil"),
        ("https://a.example/{{day+1d}}", "https://a.example/2026-11-25"),
    ])
    func inAnAddressValuesAreEncoded(_ template: String, _ filled: String) throws {
        #expect(try scope.fill(Template(template), as: .address) == filled)
    }

    @Test func inAHeaderControlCharactersAreRefused() throws {
        #expect(try scope.fill(Template("token {{secret.token}}"), as: .header) == "token s3cret")
        #expect(throws: TemplateError.self) { try scope.fill(Template("X {{evil}}"), as: .header) }
    }

    @Test func inJSONValuesStayTexts() throws {
        let json = JSONTemplate.object([
            .init(name: "a\"b", value: .string(try Template("{{evil}}"))),
            .init(name: "n", value: .array([.number("1e2"), .bool(true), .null, .string(try Template("{{id}}"))])),
        ])
        #expect(try scope.fill(json) == #"{"a\"b":"x/../?a=1&b=\r\n#\"","n":[1e2,true,null,"7"]}"#)
    }

    @Test(arguments: [
        ("both", "captured"), ("other", "set"), ("site", "shop.example:8443"), ("secret.token", "s3cret"),
    ])
    func theNearestValueCounts(_ name: String, _ value: String) {
        #expect(scope.lookUp(name) == value)
    }

    @Test func aNameWithoutAValueIsAnError() throws {
        #expect(throws: TemplateError.self) { try scope.fill(Template("{{nobody}}"), as: .plain) }
        #expect(scope.lookUp("secret.nobody") == nil)
    }

    @Test(arguments: ["{{", "{{a", "{{}}", "{{1a}}", "{{a..b}}", "{{a b}}", "{{a.b.c.d.e}}"])
    func whatIsNoTemplateIsRefused(_ text: String) {
        #expect(throws: TemplateError.self) { try Template(text) }
    }
}
