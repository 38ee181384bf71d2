/// The elements of HTML that reading treats in a way of their own, and how.
enum Tag: UInt8, CaseIterable {
    // Joined with the text around them.
    case a, abbr, acronym, b, bdi, bdo, big, blink, cite, code, data, del, dfn, em, font, i, ins, kbd, label, mark
    case nobr, output, q, rb, rp, rt, rtc, ruby, s, samp, slot, small, span, strike, strong, sub, sup, time, tt, u
    case `var`, wbr
    // Stand in a line, apart from the text around them.
    case br, img, input, picture, meter, progress
    // Not shown as text.
    case script, style, noscript, template, head, svg, math, iframe, object, embed, video, audio, canvas, noframes
    case source, track, applet, frame, map, area, datalist
    // Blocks with a meaning here.
    case pre, textarea, form, button, select, option, dialog, body, html, title, base, meta, link, blockquote
    /// Anything else: a block when HTML knows it, or when its name has the hyphen of a custom element.
    case other
    /// A name that HTML does not know, such as Word's `o:p`: inline, as browsers show it.
    case unknown

    private static let byName: [String: Tag] = {
        var names = Dictionary(uniqueKeysWithValues: Tag.allCases.map { (String(describing: $0), $0) })
        names["other"] = nil
        names["unknown"] = nil
        for name in knownBlocks { names[name] = .other }
        return names
    }()

    private static let knownBlocks = [
        "address", "article", "aside", "caption", "center", "col", "colgroup", "dd", "details", "dir", "div", "dl",
        "dt",
        "fieldset", "figcaption", "figure", "footer", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "legend", "li", "main", "menu", "menuitem", "nav", "ol", "optgroup", "p", "param", "search",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]

    init(_ name: String) {
        self = Self.byName[name] ?? (name.utf8.contains(UInt8(ascii: "-")) ? .other : .unknown)
    }

    enum Display { case inline, apart, hidden, block }

    var display: Display {
        switch self {
        case .a, .abbr, .acronym, .b, .bdi, .bdo, .big, .blink, .cite, .code, .data, .del, .dfn, .em, .font, .i, .ins,
            .kbd, .label, .mark, .nobr, .output, .q, .rb, .rp, .rt, .rtc, .ruby, .s, .samp, .slot, .small, .span,
            .strike,
            .strong, .sub, .sup, .time, .tt, .u, .var, .wbr, .unknown, .map:
            .inline
        case .br, .img, .input, .picture, .meter, .progress: .apart
        case .script, .style, .noscript, .template, .svg, .math, .iframe, .object, .embed, .video, .audio,
            .canvas,
            .noframes, .source, .track, .applet, .frame, .area, .datalist, .title, .base, .meta, .link:
            .hidden
        // In a page without <body>, libxml2 leaves <header> and its like, which it does not know, in the head; what
        // belongs there is hidden by itself.
        case .head, .pre, .textarea, .form, .button, .select, .option, .dialog, .body, .html, .blockquote, .other:
            .block
        }
    }

    /// Whether text in it is to be taken letter by letter, not as prose.
    var isVerbatim: Bool {
        switch self {
        case .code, .kbd, .samp, .tt, .var, .pre, .textarea: true
        default: false
        }
    }

    /// Whether white space in it is shown as it stands.
    var keepsWhitespace: Bool { self == .pre || self == .textarea }
}
