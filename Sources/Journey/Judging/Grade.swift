/// How a touchpoint or a visit felt, worst first (DESIGN §6). Unknown: the shopper could not see, or was turned away.
public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    case bad, mediocre, satisfactory, delighted, unknown

    /// 0 for bad to 3 for delighted; nothing for unknown.
    public var rank: Int? {
        switch self {
        case .bad: 0
        case .mediocre: 1
        case .satisfactory: 2
        case .delighted: 3
        case .unknown: nil
        }
    }

    public var isGood: Bool { self == .satisfactory || self == .delighted }
}
