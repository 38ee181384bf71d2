/// What may be chosen when a ledger is opened.
public struct LedgerOptions: Sendable, Hashable {
    /// A group of entries is synced when its first has waited this long, in the machine's own time…
    public var groupWindow = Duration.milliseconds(50)
    /// …or when it has this many.
    public var groupLimit = 256
    /// Bytes of compressed pages kept at most; the oldest go first.
    public var pagesAtMost: Int64 = 200_000_000
    /// Visits are summed up by hour and day when so many of them are not yet.
    public var rollUpAfter = 20_000
    /// So many in one transaction, at most: the more of a subject come together, the less each costs.
    package var rollUpSlice = 10_000

    /// Whoever opens it as a daemon sees all the time from now on; what lies between two who do was down. Not so for one visit.
    public var isAlive = true

    /// The release that writes: kept, so that an earlier one can say which it was.
    public var release: String?
    /// Which machine this is, in place of the system's own id.
    package var machine: String?
    /// The file system that SQLite works on, by its name; nothing for its own. For tests that bring one that fails.
    package var fileSystem: String?

    public init() {}
}
