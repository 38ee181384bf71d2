/// Counts the steps of a selection, across everything it does.
struct Budget {
    let limit: Int
    private(set) var spent = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func spend(_ steps: Int) throws(JSONPathError) {
        spent += steps
        guard spent <= limit else {
            throw JSONPathError(
                reason: .budgetExceeded, column: nil,
                message: "the query takes more than \(limit) steps on this document; narrow the query")
        }
    }
}
