/// Metrics in Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).
struct Exposition {
    private(set) var text = ""

    /// One gauge with all its samples; nothing without a sample.
    /// - Parameter samples: each with its own labels. Label names are ours; values may be anything.
    mutating func gauge(_ name: String, _ help: String, _ samples: some Sequence<Sample>) {
        var isFirst = true
        for sample in samples {
            if isFirst { text += "# HELP \(name) \(Exposition.escaped(help, quote: false))\n# TYPE \(name) gauge\n" }
            isFirst = false
            text += name
            if !sample.labels.isEmpty {
                let labels = sample.labels.map { "\($0)=\"\(Exposition.escaped($1, quote: true))\"" }
                text += "{\(labels.joined(separator: ","))}"
            }
            text += " \(Exposition.number(sample.value))\n"
        }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
        gauge(name, help, value.map { [Sample($0)] } ?? [])
    }

    struct Sample {
        var labels: [(String, String)]
        var value: Double

        init(_ labels: [(String, String)], _ value: Double) {
            self.labels = labels
            self.value = value
        }

        init(_ value: Double) { self.init([], value) }
    }

    private static func escaped(_ text: String, quote: Bool) -> String {
        guard
            text.utf8.contains(where: {
                $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\"")
            })
        else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quote: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return abs(value) < 1e15 && value == value.rounded() ? String(Int64(value)) : "\(value)"
    }
}
