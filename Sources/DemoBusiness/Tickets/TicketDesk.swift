import FoundationEssentials

/// Where guests write to, and are answered after a while. Holds at most 1,000 tickets with 20 of the guest's
/// messages each; the oldest tickets go first. Time is what the caller says it is: nothing here waits.
struct TicketDesk: Sendable {
    struct Message: Codable, Equatable, Sendable {
        let id: Int
        let time: Date
        let author: String
        /// `customer`, `agent` or `robot`.
        let role: String
        let text: String
    }

    /// A ticket as the API shows it.
    struct View: Codable, Equatable, Sendable {
        let id: Int
        /// `open`, `answered` or `closed`.
        let status: String
        let subject: String
        let opened: Date
        let messages: [Message]
    }

    private struct Ticket {
        let id: Int
        let subject: String
        let name: String
        let opened: Date
        var said: [(time: Date, text: String)]
        var closed: Date?
    }

    private let answerAfter: TimeInterval
    private var tickets: [Int: Ticket] = [:]
    private var latest = 0

    init(answerAfter: Duration) {
        self.answerAfter = answerAfter / .seconds(1)
    }

    mutating func open(subject: String, name: String, text: String, at now: Date) -> Int {
        latest += 1
        tickets[latest] = Ticket(id: latest, subject: subject, name: name, opened: now, said: [(now, text)])
        tickets[latest - 1000] = nil
        return latest
    }

    /// False when there is no such ticket, or it is closed or full.
    mutating func say(_ text: String, on id: Int, at now: Date) -> Bool {
        guard let ticket = tickets[id], ticket.closed == nil, ticket.said.count < 20 else { return false }
        tickets[id]?.said.append((now, text))
        return true
    }

    /// False when there is no such ticket. Closing twice changes nothing.
    mutating func close(_ id: Int, at now: Date) -> Bool {
        guard let ticket = tickets[id] else { return false }
        tickets[id]?.closed = ticket.closed ?? now
        return true
    }

    func view(_ id: Int, at now: Date, staffed: Bool) -> View? {
        tickets[id].map { view($0, at: now, staffed: staffed) }
    }

    /// Tickets whose subject or text contains `mark`, oldest first.
    func search(_ mark: String, at now: Date, staffed: Bool) -> [View] {
        let found = tickets.values.filter { ticket in
            mark.isEmpty || ticket.subject.contains(mark) || ticket.said.contains { $0.text.contains(mark) }
        }
        return found.sorted { $0.id < $1.id }.map { view($0, at: now, staffed: staffed) }
    }

    /// An acknowledgement at once; each of the guest's messages is answered `answerAfter` later unless the ticket
    /// was closed before, or nobody is there.
    private func view(_ ticket: Ticket, at now: Date, staffed: Bool) -> View {
        var messages: [(time: Date, author: String, role: String, text: String)] = []
        for (time, text) in ticket.said {
            messages.append((time, ticket.name, "customer", text))
            let answer = time.addingTimeInterval(answerAfter)
            if staffed, answer <= min(now, ticket.closed ?? now) {
                messages.append((answer, "Anna Brandt", "agent", Self.answer(to: ticket.name)))
            }
        }
        messages.append((ticket.opened, "Hotel Lindenhof", "robot", Self.acknowledgement(ticket.id)))
        let inOrder = messages.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        let answered = inOrder.last { $0.element.role != "robot" }?.element.role == "agent"
        return View(
            id: ticket.id, status: ticket.closed != nil ? "closed" : answered ? "answered" : "open",
            subject: ticket.subject, opened: ticket.opened,
            messages: inOrder.enumerated().map { index, entry in
                let message = entry.element
                return Message(
                    id: index + 1, time: message.time, author: message.author, role: message.role, text: message.text)
            })
    }

    private static func acknowledgement(_ id: Int) -> String {
        "Thank you for writing to us. We have received your message, number \(id), and will answer it today."
    }

    private static func answer(to name: String) -> String {
        """
        Dear \(name),

        thank you for your message, and please accept our apologies for the trouble. We have put it right: \
        you pay nothing, and there is nothing more that you need to do. If anything is still amiss, call me on \
        \(Hotel.phone), every day from 7:00 to 22:00.

        Kind regards
        Anna Brandt, reception, Hotel Lindenhof
        """
    }
}
