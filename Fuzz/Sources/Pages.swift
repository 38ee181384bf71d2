import Journey
import Reading

private let queries = ["//a[@href]", "string(//title)", "count(//*)", "//p[contains(., 'a')]/following::*[1]"]
    .compactMap { try? XPath($0) }

/// The first line is the content type, the second an XPath, the rest the page.
func fuzzPage(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    let page = Page(body: Array(parts[2]), contentType: String(decoding: parts[0], as: UTF8.self), address: nil)
    for query in queries { _ = try? page.xpath(query) }
    if let own = try? XPath(String(decoding: parts[1], as: UTF8.self)) { _ = try? page.xpath(own) }
    _ = page.visibleTextAsOne
    _ = page.links
    _ = page.forms
    _ = page.title
}

/// The first line is the pattern, the rest what it is looked for in.
func fuzzPattern(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let pattern = try? Pattern(String(decoding: parts[0], as: UTF8.self)) else { return }
    _ = try? pattern.matches(in: String(decoding: parts[1], as: UTF8.self), limit: 100)
}

func fuzzAddress(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let base = WebAddress("https://hotel.example/a/b?c#d") else { return }
    if let address = base.resolving(text) { _ = address.isHTTP }
    _ = try? NumberText.number(in: text)
    _ = try? TimeText.time(in: text)
    _ = try? Base64Text.bytes(in: text)
    if let format = try? TimeFormat(text) { _ = try? format.time(in: text) }
}
