enum Rooms {
    @Sendable static func page(_ request: Request) -> Page {
        // The picture over plain http comes from our own other listener: nothing leaves the machine.
        let mixed = request.secure && request.faults.contains(.mixedContent)
        let pictures = mixed ? "http://\(request.reception.options.host):\(request.reception.httpPort)" : ""
        let latin =
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."
        let cards = Hotel.rooms.enumerated().map { index, room in
            let about = index == 1 && request.faults.contains(.placeholderLatin) ? latin : room.about
            return """
                <div class="card" id="\(room.id)">
                <h2>\(escaped(room.name))</h2>
                <p>\(escaped(about))</p>
                <p>For \(room.guests == 1 ? "one guest" : "up to \(room.guests) guests"), from €\(room.price) a night, \
                breakfast included. <a href="/booking?room=\(room.id)">Book the \(escaped(room.name.lowercased()))</a></p>
                </div>
                """
        }
        return Page(
            title: request.faults.contains(.missingTitle) ? nil : "Our rooms – Hotel Lindenhof",
            description: "Garden room, Linden room and single room: what they offer and what they cost.",
            main: """
                <h1>Our rooms</h1>
                <p><img src="\(pictures)/images/lindenhof.svg" width="720" height="320" alt="The hotel behind two lime trees"></p>
                \(cards.joined(separator: "\n"))
                """)
    }
}
