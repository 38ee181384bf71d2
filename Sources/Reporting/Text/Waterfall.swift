internal import Journey

/// The phases of a touchpoint's hops, one under the other on one scale of time.
public struct Waterfall: Sendable, Hashable {
    public var bars: [Bar]
    /// Seconds, more than 0.
    public var span: Double

    /// Seconds from the touchpoint's start.
    public struct Bar: Sendable, Hashable {
        public var hop: Int
        public var phase: String
        public var begins: Double
        public var lasts: Double
    }

    public init(_ touchpoint: TouchpointView) {
        bars = []
        var start = 0.0
        for (hop, seen) in touchpoint.hops.enumerated() {
            let parts = seen.phases.parts
            for part in parts {
                bars.append(Bar(hop: hop, phase: part.name, begins: start + part.begins, lasts: part.lasts))
            }
            start += max(seen.phases.total, parts.reduce(0) { $0 + $1.lasts })
        }
        span = max(start, 0.000_001)
    }

    /// The bar drawn in blocks of an eighth of a column; one that lasted at all is seen.
    func drawn(_ bar: Bar, columns: Int) -> String {
        let scale = Double(columns * 8) / span
        let begin = min(max(0, Int(bar.begins * scale)) / 8, columns - 1)
        let eighths = max(1, min(Int((bar.lasts * scale).rounded()), (columns - begin) * 8))
        let blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: " ", count: begin) + String(repeating: "█", count: eighths / 8) + blocks[eighths % 8]
    }
}
