/// What a redirect asks for next (RFC 9110 §15.4).
struct Redirection: Sendable, Hashable {
    static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    var method: String
    var keepsBody: Bool

    /// - Parameters:
    ///   - unsafe: the request must not reach a server twice.
    /// - Returns: nil when the redirect is not followed: it is none, or it would send an unsafe request again.
    init?(status: Int, method: String, unsafe: Bool) {
        switch status {
        case 303:
            self.method = method == "HEAD" ? "HEAD" : "GET"
            keepsBody = false
        case 301, 302:
            // A POST has been taken for a GET here since the first browsers; no other method changes.
            self.method = method == "POST" ? "GET" : method
            keepsBody = method != "POST"
        case 307, 308:
            self.method = method
            keepsBody = true
        default:
            return nil
        }
        if unsafe, keepsBody { return nil }
    }
}
