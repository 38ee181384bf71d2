import Synchronization

/// `GET /booking` shows a form; `POST /booking` with `name`, `email`, `room`, `arrival`, `nights` books at once: 200
/// with "Your room is reserved." and a reference `LH-` and digits, or 422 when name or e-mail is missing.
enum Booking {
    @Sendable static func form(_ request: Request) -> Page {
        page(request, values: request.query, hint: nil)
    }

    static func confirm(_ request: Request) -> Answer {
        let form = request.form
        guard let name = form["name"], !name.isEmpty, form["email"]?.contains("@") == true else {
            return page(request, values: form, hint: "Please tell us your name and your e-mail address.")
                .answer(to: request, status: 422)
        }
        if request.faults.contains(.bookingFails) {
            let page = Page(
                title: "Something went wrong – Hotel Lindenhof", description: "Your booking could not be saved.",
                main: "<h1>Something went wrong</h1>\n<p>Your booking could not be saved.</p>")
            return page.answer(to: request, status: 500)
        }
        let room = Hotel.rooms.first { $0.id == form["room"] } ?? Hotel.rooms[0]
        let guest = request.faults.contains(.placeholderTemplate) ? "{{guest.name}}" : escaped(name)
        let number = request.reception.bookings.add(1, ordering: .relaxed).newValue + 1000
        let outcome =
            request.faults.contains(.brokenExpectation)
            ? "<h1>Thank you</h1>\n<p>Dear \(guest), we have received your enquiry.</p>"
            : """
            <h1>Your room is reserved.</h1>
            <p>Dear \(guest), we look forward to your stay.</p>
            <p>Your reference is <strong id="reference">LH-\(number)</strong>. You can cancel free of charge until the \
            day before you arrive.</p>
            """
        let page = Page(
            title: "Your booking – Hotel Lindenhof", description: "What you have booked with us.",
            main: """
                \(outcome)
                <table>
                <tr><th scope="row">Room</th><td>\(escaped(room.name)), €\(room.price) a night</td></tr>
                <tr><th scope="row">Arrival</th><td>\(escaped(form["arrival"] ?? "as agreed"))</td></tr>
                <tr><th scope="row">Nights</th><td>\(escaped(form["nights"] ?? "1"))</td></tr>
                </table>
                """)
        return page.answer(to: request)
    }

    private static func page(_ request: Request, values: [String: String], hint: String?) -> Page {
        let rooms = Hotel.rooms.map { room in
            "<option value=\"\(room.id)\"\(room.id == values["room"] ? " selected" : "")>\(escaped(room.name))</option>"
        }
        let tomorrow = Day(request.now).adding(days: 1)
        return Page(
            title: "Book a room – Hotel Lindenhof", description: "Book directly with us, without a card.",
            main: """
                <h1>Book a room</h1>
                <p>No card needed: you pay at the reception. You can cancel free of charge until the day before you \
                arrive.</p>
                \(hint.map { "<p role=\"alert\"><strong>\($0)</strong></p>" } ?? "")
                <form method="post" action="/booking">
                <label for="room">Room</label>
                <select id="room" name="room">\(rooms.joined())</select>
                <label for="arrival">Arrival</label>
                <input id="arrival" name="arrival" type="date" value="\(tomorrow.iso)">
                <label for="nights">Nights</label>
                <input id="nights" name="nights" type="number" min="1" max="28" value="2">
                <label for="name">Name</label>
                <input id="name" name="name" autocomplete="name" required value="\(escaped(values["name"] ?? ""))">
                <label for="email">E-mail</label>
                <input id="email" name="email" type="email" autocomplete="email" required \
                value="\(escaped(values["email"] ?? ""))">
                <p><button type="submit">Book now</button></p>
                </form>
                """)
    }
}
