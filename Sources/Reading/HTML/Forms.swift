import CLibXML2

/// A form on a page.
public struct Form {
    public let element: Element
    /// Where it is sent; the page itself when it does not say.
    public let action: WebAddress?
    /// `get`, `post` or `dialog`.
    public let method: String
    public let fields: [Field]

    /// One `input`, `select`, `textarea` or `button`.
    public struct Field {
        public let element: Element
        /// Empty for a field that is not sent.
        public let name: String
        /// `text`, `email`, `hidden`, `submit`…; for other elements than `input` the element's name.
        public let kind: String
        public let value: String
        public let isRequired: Bool
        /// Of a `select`: the values that may be chosen.
        public let choices: [String]
    }
}

enum Forms {
    static func all(of page: Page) -> [Form] {
        guard page.markup == .html, let root = page.root else { return [] }
        var forms: [Form] = []
        walk(root) { node in
            guard node.isElement else { return false }
            guard node.tag == .form else { return true }
            forms.append(form(node, page))
            // The parser lets no form stand inside another.
            return false
        }
        return forms
    }

    private static func form(_ node: Node, _ page: Page) -> Form {
        var fields: [Form.Field] = []
        walk(node) { inner in
            guard inner.isElement else { return false }
            switch inner.tag {
            case .input: fields.append(field(inner, page, kind: inner.attribute("type")?.lowercased() ?? "text"))
            case .button: fields.append(field(inner, page, kind: inner.attribute("type")?.lowercased() ?? "submit"))
            case .textarea: fields.append(field(inner, page, kind: "textarea", value: inner.text))
            case .select: fields.append(selection(inner, page))
            default: return true
            }
            return false
        }
        let method = node.attribute("method")?.lowercased() ?? "get"
        let action = node.attribute("action") ?? ""
        return Form(
            element: Element(document: page.document, node: node),
            // An empty action means the page, not its base (WHATWG HTML §4.10.21.3).
            action: action.isEmpty ? page.address : page.base.map { $0.resolving(action) } ?? WebAddress(action),
            method: ["get", "post", "dialog"].contains(method) ? method : "get", fields: fields)
    }

    private static func field(
        _ node: Node, _ page: Page, kind: String, value: String? = nil, choices: [String] = []
    ) -> Form.Field {
        Form.Field(
            element: Element(document: page.document, node: node), name: node.attribute("name") ?? "", kind: kind,
            value: value ?? node.attribute("value") ?? "", isRequired: node.hasAttribute("required"), choices: choices)
    }

    private static func selection(_ node: Node, _ page: Page) -> Form.Field {
        var choices: [String] = []
        var chosen: String?
        walk(node) { inner in
            guard inner.isElement else { return false }
            guard inner.tag == .option else { return true }
            let value = inner.attribute("value") ?? collapse(inner.text)
            choices.append(value)
            if inner.hasAttribute("selected") { chosen = value }
            return false
        }
        return field(node, page, kind: "select", value: chosen ?? choices.first ?? "", choices: choices)
    }
}
