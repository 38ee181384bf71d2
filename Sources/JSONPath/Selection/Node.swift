extension JSONPath {
    /// A value and where it was found.
    public struct Node: Sendable {
        public let value: JSON
        public let path: NormalizedPath
    }

    /// Where a value is in its document, written as RFC 9535 §2.7 asks: `$['orders'][0]['id']`.
    public struct NormalizedPath: Sendable, CustomStringConvertible {
        /// Paths share their beginnings: a wide and deep document could otherwise fill memory with them.
        private let last: Link?

        private final class Link: Sendable {
            let step: Step
            let parent: Link?

            init(step: Step, parent: Link?) {
                self.step = step
                self.parent = parent
            }
        }

        private init(last: Link?) {
            self.last = last
        }

        static let root = NormalizedPath(last: nil)

        func appending(_ step: Step) -> NormalizedPath {
            NormalizedPath(last: Link(step: step, parent: last))
        }

        public var description: String {
            var steps: [Step] = []
            var link = last
            while let here = link {
                steps.append(here.step)
                link = here.parent
            }
            var text = "$"
            for step in steps.reversed() {
                text += "["
                switch step {
                case .index(let index): text += String(index)
                case .name(let name): text.appendQuoted(name, by: "'")
                }
                text += "]"
            }
            return text
        }
    }
}
