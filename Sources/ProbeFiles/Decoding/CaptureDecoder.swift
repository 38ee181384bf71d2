import Journey

extension FileDecoder {
    func captures(_ node: Node?) -> [Capture] {
        (node?.entries ?? []).compactMap { entry in
            guard let source = source(entry.value) else { return nil }
            if Self.reserved.contains(entry.key) {
                error("`\(entry.key)` has a meaning of its own in `{{…}}`; choose another name", at: entry.mark)
            }
            return Capture(
                name: entry.key, from: source, conversion: conversion(entry.value["as"]), place: place(entry.mark))
        }
    }

    private static let reserved: Set<String> = [
        "day", "persona", "location", "business", "visit", "desk", "secret", "incident",
    ]

    private func source(_ node: Node) -> Capture.Source? {
        if let word = node.text { return source(word) }
        for entry in node.entries {
            let (key, value) = (entry.key, entry.value)
            guard let text = value.text else { continue }
            switch key {
            case "regex": return pattern(value).map { .regex($0) }
            case "xpath": return .xpath(xpath(text, at: value.mark))
            case "jsonpath": return .jsonpath(jsonpath(text, at: value.mark))
            case "header": return .header(text)
            case "cookie": return .cookie(text)
            case "from": return source(text)
            default: continue
            }
        }
        return nil
    }

    private func source(_ word: String) -> Capture.Source? {
        switch word {
        case "status": .status
        case "url": .url
        case "body": .body
        default: nil
        }
    }

    private func conversion(_ node: Node?) -> Capture.Conversion? {
        guard let node else { return nil }
        switch node.text {
        case "time": return .time(format: nil)
        case "number": return .number
        case "base64": return .base64
        case "html-text": return .htmlText
        default: return node["time"]?.text.map { .time(format: $0) }
        }
    }
}
