/// A set of Unicode scalars: ranges and general categories.
struct ScalarSet: Sendable {
    var isNegated = false
    var categories: Categories = []
    private var ranges: [ClosedRange<Unicode.Scalar>] = []

    init(isNegated: Bool = false, categories: Categories = []) {
        self.isNegated = isNegated
        self.categories = categories
    }

    init(_ scalar: Unicode.Scalar) {
        ranges = [scalar...scalar]
    }

    mutating func insert(_ range: ClosedRange<Unicode.Scalar>) {
        ranges.append(range)
    }

    /// The same set with its ranges in order and apart, which `contains` needs.
    func sorted() -> ScalarSet {
        var result = self
        result.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.ranges.last, range.lowerBound <= last.upperBound {
                let upper = max(last.upperBound, range.upperBound)
                result.ranges[result.ranges.count - 1] = last.lowerBound...upper
            } else {
                result.ranges.append(range)
            }
        }
        return result
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        isNegated != (hasRange(with: scalar) || hasCategory(of: scalar))
    }

    private func hasCategory(of scalar: Unicode.Scalar) -> Bool {
        !categories.isEmpty && categories.contains(Categories(scalar.properties.generalCategory))
    }

    private func hasRange(with scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if scalar < ranges[middle].lowerBound {
                high = middle
            } else if scalar > ranges[middle].upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}

extension ScalarSet {
    /// General categories of Unicode, by the two letters that RFC 9485 gives them.
    struct Categories: OptionSet {
        let rawValue: UInt32

        /// In the order of the bits. Surrogates (Cs) are not scalars, so they are absent.
        private static let names: [String] = [
            "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps",
            "Zl", "Zp", "Zs", "Sc", "Sk", "Sm", "So", "Cc", "Cf", "Cn", "Co",
        ]

        init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// One category, such as "Lu", or all that share a letter, such as "L".
        init?(name: String) {
            var bits: UInt32 = 0
            for (bit, category) in Self.names.enumerated() where category == name || category.prefix(1) == name {
                bits |= 1 << bit
            }
            guard bits != 0 else { return nil }
            rawValue = bits
        }

        var complement: Categories {
            Categories(rawValue: ~rawValue & (1 << UInt32(Self.names.count) - 1))
        }

        init(_ category: Unicode.GeneralCategory) {
            let bit: UInt32 =
                switch category {
                case .lowercaseLetter: 0
                case .modifierLetter: 1
                case .otherLetter: 2
                case .titlecaseLetter: 3
                case .uppercaseLetter: 4
                case .spacingMark: 5
                case .enclosingMark: 6
                case .nonspacingMark: 7
                case .decimalNumber: 8
                case .letterNumber: 9
                case .otherNumber: 10
                case .connectorPunctuation: 11
                case .dashPunctuation: 12
                case .closePunctuation: 13
                case .finalPunctuation: 14
                case .initialPunctuation: 15
                case .otherPunctuation: 16
                case .openPunctuation: 17
                case .lineSeparator: 18
                case .paragraphSeparator: 19
                case .spaceSeparator: 20
                case .currencySymbol: 21
                case .modifierSymbol: 22
                case .mathSymbol: 23
                case .otherSymbol: 24
                case .control: 25
                case .format: 26
                case .surrogate, .unassigned: 27
                case .privateUse: 28
                @unknown default: 27
                }
            rawValue = 1 << bit
        }
    }
}
