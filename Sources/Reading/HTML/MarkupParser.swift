import CLibXML2

/// The door to libxml2's parsers: bytes of UTF-8 in, a tree out, whatever the bytes are.
///
/// Network and entities are off, nesting ends at 512 elements, and the input is handed over in small pieces so that
/// parsing can be ended when it takes too long or when the tree grows too large: libxml2 compares each attribute of a
/// start tag with all before it, so a page of a million attributes would take hours; and each `<p>` of three bytes
/// takes 120 in the tree.
struct MarkupParser {
    /// Elements, attributes, comments, CDATA sections and processing instructions of a tree; with the texts between them
    /// at most some 150 MB. The single page of the HTML standard has about 300,000.
    static let mostParts = 500_000

    /// A tree; the caller must free it with `xmlFreeDoc`.
    struct Outcome {
        var document: xmlDocPtr?
        var isCutShort: Bool
        /// What is wrong with an XML document, with its line; nil when it is well-formed or HTML.
        var problem: String?
    }

    /// Milliseconds of processor time: 100 and one more for each 10,000 bytes, a tenth of the speed on real pages.
    private static func budget(for count: Int) -> ComputingBudget {
        ComputingBudget(milliseconds: 100 + count / 10_000)
    }

    private static let begun: Void = undercover_xml_begin()

    /// To be called before any function of libxml2.
    static func begin() { begun }

    static func parseHTML(_ text: [UInt8]) -> Outcome {
        begin()
        guard let context = htmlNewParserCtxt() else { return Outcome(document: nil, isCutShort: true) }
        defer { htmlFreeParserCtxt(context) }
        context.pointee.linenumbers = 1
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        return feed(text) { supply, readMore in
            count(in: context, for: supply)
            let document = htmlCtxtReadIO(context, readMore, nil, supply, nil, "UTF-8", Int32(options))
            return Outcome(document: document, isCutShort: isStopped(context))
        }
    }

    static func parseXML(_ text: [UInt8]) -> Outcome {
        begin()
        guard let text = XMLPrologue.withoutDocumentType(text), !XMLPrologue.hasOverlongTag(text) else {
            return Outcome(document: nil, isCutShort: true, problem: "a start tag has too many attributes")
        }
        guard let context = xmlNewParserCtxt() else { return Outcome(document: nil, isCutShort: true) }
        defer { xmlFreeParserCtxt(context) }
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        return feed(text) { supply, readMore in
            count(in: context, for: supply)
            let document = xmlCtxtReadIO(context, readMore, nil, supply, nil, "UTF-8", Int32(options))
            // libxml2 found a document type where XMLPrologue found none: its entities could stand for gigabytes.
            if let found = document, found.pointee.intSubset != nil {
                xmlFreeDoc(found)
                return Outcome(document: nil, isCutShort: true, problem: "it has a document type in an unusual place")
            }
            return Outcome(document: document, isCutShort: false, problem: problem(context))
        }
    }

    // MARK: Handing over

    private struct Supply {
        /// Of the tree so far. First, so that its address is the structure's: the parser's events count there.
        var parts = 0
        var bytes: UnsafeRawBufferPointer
        var place = 0
        var budget: ComputingBudget
        var isRefused = false

        mutating func goesOn() -> Bool {
            if parts > MarkupParser.mostParts || budget.isSpent { isRefused = true }
            return !isRefused
        }
    }

    private static func count(in context: xmlParserCtxtPtr, for supply: UnsafeMutablePointer<Supply>) {
        undercover_xml_count(context, UnsafeMutableRawPointer(supply).assumingMemoryBound(to: Int.self))
    }

    private typealias ReadMore = @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32

    /// Runs `parse` with a supply of the text's bytes. The pointers live as long as the call, and libxml2 lets go of
    /// the supply before `parse` returns.
    private static func feed(
        _ text: [UInt8], _ parse: (UnsafeMutablePointer<Supply>, ReadMore) -> Outcome
    ) -> Outcome {
        text.withUnsafeBytes { bytes in
            var supply = Supply(bytes: bytes, budget: budget(for: bytes.count))
            var outcome = withUnsafeMutablePointer(to: &supply) { supply in
                parse(supply) { context, buffer, size in
                    guard let supply = context?.assumingMemoryBound(to: Supply.self), let buffer, size > 0 else {
                        return 0
                    }
                    guard supply.pointee.goesOn() else { return 0 }
                    let place = supply.pointee.place
                    let count = min(Int(size), supply.pointee.bytes.count - place)
                    UnsafeMutableRawBufferPointer(start: buffer, count: Int(size))
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: supply.pointee.bytes[place..<place + count]))
                    supply.pointee.place += count
                    return Int32(count)
                }
            }
            if supply.isRefused || supply.place < bytes.count { outcome.isCutShort = true }
            return outcome
        }
    }

    private static func isStopped(_ context: htmlParserCtxtPtr) -> Bool {
        context.pointee.disableSAX != 0 || context.pointee.instate == XML_PARSER_EOF
    }

    private static func problem(_ context: xmlParserCtxtPtr) -> String? {
        guard context.pointee.wellFormed == 0 else { return nil }
        let error = context.pointee.lastError
        guard let message = error.message else { return "it is not well-formed XML" }
        let words = String(cString: message).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return "it is not well-formed XML: \(words.prefix(200)) (line \(error.line))"
    }
}
