internal import GRDB
internal import Journey

/// What the writer holds between groups: its connection, its statements, and what it remembers of the tables.
///
/// Only the writer touches it, inside a group. After a group that failed nothing it remembered can be trusted.
final class Pen {
    let db: Database
    var texts = TextShelf()
    var names: [String: Int64] = [:]
    var subjects: [Subject: Int64] = [:]
    /// Findings that are not fixed, of the subjects met so far.
    var standing: [Int64: [String: StandingFinding]] = [:]
    /// Visits that have a row in `open_visit`; nothing until it has been read.
    private var underWay: Set<String>?
    /// Bytes of packed pages in all; nothing until they have been counted.
    private var pageTotal: Int64?
    let pagesAtMost: Int64
    /// Visits that nobody has summed up; nothing until they have been counted.
    private var unsummed: Int?
    private var isSumming = false
    private var sums = RollUp()
    private var statements: [String: Statement] = [:]

    init(_ db: Database, pagesAtMost: Int64) {
        self.db = db
        self.pagesAtMost = pagesAtMost
    }

    func forget() {
        texts = TextShelf()
        names = [:]
        subjects = [:]
        standing = [:]
        underWay = nil
        pageTotal = nil
        unsummed = nil
        sums = RollUp()
        // A statement that failed reports its error again when it is next given arguments, and GRDB traps on that.
        statements = [:]
    }

    /// A statement kept for as long as the connection; `sql` must come from a fixed set.
    func statement(_ sql: String) throws -> Statement {
        if let known = statements[sql] { return known }
        let statement = try db.makeStatement(sql: sql)
        statements[sql] = statement
        return statement
    }

    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        let statement = try statement(sql)
        statement.setUncheckedArguments(arguments)
        try statement.execute()
    }

    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
        try Int64.fetchOne(statement(sql), arguments: arguments)
    }

    func name(_ text: String) throws -> Int64 {
        if let known = names[text] { return known }
        if names.count >= 10_000 { names.removeAll(keepingCapacity: true) }
        let found = try Int64.fetchOne(statement("SELECT id FROM name WHERE body = ?"), arguments: [text])
        if let found {
            names[text] = found
            return found
        }
        try run("INSERT INTO name (body) VALUES (?)", [text])
        names[text] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    func subject(_ subject: Subject) throws -> Int64 {
        if let known = subjects[subject] { return known }
        let location = subject.location ?? ""
        let found = try Int64.fetchOne(
            statement("SELECT id FROM subject WHERE probe = ? AND location = ?"), arguments: [subject.probe, location])
        if let found {
            subjects[subject] = found
            return found
        }
        try run("INSERT INTO subject (probe, location) VALUES (?, ?)", [subject.probe, location])
        subjects[subject] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    /// Most visits never had such a row: this spares them the question.
    func isUnderWay(_ id: VisitID) throws -> Bool {
        if underWay == nil { underWay = try Set(String.fetchAll(db, sql: "SELECT id FROM open_visit")) }
        return underWay?.contains(id.rawValue) ?? false
    }

    func noteUnderWay(_ id: VisitID, _ open: Bool) throws {
        guard try isUnderWay(id) != open else { return }
        if open { underWay?.insert(id.rawValue) } else { underWay?.remove(id.rawValue) }
    }

    func pageBytes() throws -> Int64 {
        if let pageTotal { return pageTotal }
        let total = try Int64.fetchOne(db, sql: "SELECT coalesce(sum(length(packed)), 0) FROM page") ?? 0
        pageTotal = total
        return total
    }

    func notePages(added bytes: Int64) {
        // Counted afresh, the total would already hold what is being added.
        if let total = pageTotal { pageTotal = total + bytes }
    }

    func forgetPages() {
        pageTotal = nil
    }

    func noteVisit() {
        unsummed? += 1
    }

    /// Once it is due it stays so until few are left.
    func isRollUpDue(after count: Int) -> Bool {
        if unsummed == nil {
            unsummed = try? number(
                """
                SELECT coalesce((SELECT max(place) FROM visit), 0)
                    - coalesce((SELECT place FROM cursor WHERE name = '\(RollUp.cursor)'), 0)
                """
            ).map(Int.init)
        }
        isSumming = (unsummed ?? 0) >= (isSumming ? RollUp.fewest : max(count, RollUp.fewest))
        return isSumming
    }

    /// - Parameters:
    ///   - limit: so many visits, at most.
    ///   - completely: with the last of them all sums are stored, whether they are worth it or not.
    /// - Returns: how many visits have been added to the sums.
    @discardableResult
    func rollUp(limit: Int, completely: Bool = false) throws -> Int {
        let count = try sums.gather(self, limit: limit)
        unsummed = unsummed.map { count < limit ? 0 : max(0, $0 - count) }
        if sums.isWorthStoring || (completely && count < limit) {
            try sums.store(self)
            sums = RollUp()
        }
        return count
    }
}
