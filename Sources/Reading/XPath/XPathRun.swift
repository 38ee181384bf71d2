import CLibXML2

/// The door to libxml2's XPath: one query compiled in a context with limits. It stays on the thread that made it.
final class XPathRun {
    /// Steps of evaluation. Most queries take a few for each node of a page.
    private static let stepLimit: UInt = 3_000_000
    /// Elements of a page on which a query may compare all with all. libxml2 cannot be interrupted while it joins two
    /// sets, which takes up to a second at this size.
    private static let elementLimit = 60_000
    /// Nodes in a result.
    private static let nodeLimit = 100_000
    /// Bytes of text that a result may hold in all: nodes inside nodes have their text again and again.
    private static let textLimit = 50_000_000

    private let query: String
    private let context: xmlXPathContextPtr
    private let compiled: xmlXPathCompExprPtr

    /// Compiles; without a page that is all it can do.
    init(of query: String, on page: Page?) throws(ReadingError) {
        MarkupParser.begin()
        guard let context = xmlXPathNewContext(page?.document.pointer) else {
            throw ReadingError("no memory to run an XPath")
        }
        // The error stays in the context, and nothing is printed.
        context.pointee.error = { _, _ in }
        context.pointee.opLimit = Self.stepLimit
        guard let compiled = xmlXPathCtxtCompile(context, query) else {
            let error = Self.error(context, query)
            xmlXPathFreeContext(context)
            throw error
        }
        self.query = query
        self.context = context
        self.compiled = compiled
    }

    deinit {
        xmlXPathFreeCompExpr(compiled)
        xmlXPathFreeContext(context)
    }

    /// The page must be the one it was made with.
    func evaluate(on page: Page) throws(ReadingError) -> [XPathValue] {
        guard page.document.elementCount <= Self.elementLimit || !XPathNames.isGreedy(query) else {
            throw ReadingError(
                "the XPath '\(query)' is too greedy for a page of \(page.document.elementCount) elements",
                advice:
                    "on pages of more than \(Self.elementLimit) use one // and no axes such as parent:: or following::")
        }
        registerNamespaces(of: page)
        let evaluated = XPathWatch.during(context) { xmlXPathCompiledEval(compiled, context) }
        guard let result = evaluated else { throw Self.error(context, query) }
        defer { xmlXPathFreeObject(result) }
        switch result.pointee.type {
        case XPATH_NODESET: return try nodes(result, page)
        case XPATH_BOOLEAN: return [.boolean(result.pointee.boolval != 0)]
        case XPATH_NUMBER: return [.number(result.pointee.floatval)]
        case XPATH_STRING: return [.string(result.pointee.stringval.map { String(cString: $0) } ?? "")]
        default: throw ReadingError("the XPath '\(query)' gives something that is not a node, text, number or truth")
        }
    }

    private func registerNamespaces(of page: Page) {
        var namespace = page.root?.pointee.nsDef
        while let current = namespace {
            if let prefix = current.pointee.prefix { xmlXPathRegisterNs(context, prefix, current.pointee.href) }
            namespace = current.pointee.next
        }
    }

    private func nodes(_ result: xmlXPathObjectPtr, _ page: Page) throws(ReadingError) -> [XPathValue] {
        guard let set = result.pointee.nodesetval, set.pointee.nodeNr > 0 else { return [] }
        let count = Int(set.pointee.nodeNr)
        guard count <= Self.nodeLimit else {
            throw ReadingError(
                "the XPath '\(query)' gives \(count) nodes, more than \(Self.nodeLimit)",
                advice: "count() them, or ask for fewer")
        }
        xmlXPathNodeSetSort(set)
        var values: [XPathValue] = []
        values.reserveCapacity(count)
        var textCount = 0
        for index in 0..<count {
            guard let node = set.pointee.nodeTab[index] else { continue }
            let value = XPathRun.value(of: node, page)
            textCount += value.text.utf8.count
            guard textCount <= Self.textLimit else {
                throw ReadingError(
                    "the XPath '\(query)' gives more than 50 MB of text", advice: "ask for fewer or smaller elements")
            }
            values.append(.node(value))
        }
        return values
    }

    private static func value(of node: Node, _ page: Page) -> XPathNode {
        switch node.pointee.type {
        case XML_ELEMENT_NODE:
            return XPathNode(element: Element(document: page.document, node: node), name: node.name, text: node.text)
        case XML_ATTRIBUTE_NODE:
            // libxml2 hands attributes out as nodes; the two structures begin alike, and the type says which it is.
            let attribute = UnsafeMutableRawPointer(node).assumingMemoryBound(to: xmlAttr.self)
            return XPathNode(
                element: attribute.pointee.parent.map { Element(document: page.document, node: $0) }, name: node.name,
                text: attribute.value)
        case XML_NAMESPACE_DECL:
            // Not a node at all but an xmlNs in a node's clothes, of which only the type may be read here.
            return XPathNode(element: nil, name: "", text: "")
        case XML_DOCUMENT_NODE, XML_HTML_DOCUMENT_NODE:
            return XPathNode(element: nil, name: "", text: page.root?.text ?? "")
        default:
            let parent = node.pointee.parent.flatMap { $0.isElement ? Element(document: page.document, node: $0) : nil }
            return XPathNode(
                element: parent, name: "", text: node.pointee.content.map { String(cString: $0) } ?? "")
        }
    }

    // MARK: Errors

    private static func error(_ context: xmlXPathContextPtr, _ query: String) -> ReadingError {
        let error = context.pointee.lastError
        let code = Int(error.code) - Int(XML_XPATH_EXPRESSION_OK.rawValue)
        if code == Int(XPATH_OP_LIMIT_EXCEEDED.rawValue) || code == Int(XPATH_MEMORY_ERROR.rawValue) {
            return ReadingError(
                "the XPath '\(query)' takes too long on this page",
                advice: "avoid preceding::, following:: and // inside [ ]; name the elements on the way")
        }
        let message = error.message.map { collapse(String(cString: $0)) } ?? "not an XPath"
        // libxml2 keeps the place in int1, in bytes of the expression.
        let offset = error.str1 == nil ? nil : min(Int(error.int1), query.utf8.count)
        return ReadingError("the XPath '\(query)' is wrong: \(message)", at: offset)
    }
}
