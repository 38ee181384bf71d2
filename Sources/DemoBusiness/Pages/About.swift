enum About {
    @Sendable static func page(_ request: Request) -> Page {
        let link =
            request.faults.contains(.deadLink)
            ? "<a href=\"/history\">Read the history of our house</a>"
            : "<a href=\"/breakfast\">Read what we serve in the morning</a>"
        return Page(
            title: "About us – Hotel Lindenhof",
            description: "A family business since 1904, today run by Anna Brandt.",
            main: """
                <h1>About us</h1>
                <p>Anna Brandt's great-grandmother opened the house in 1904, with four rooms and one bath. Today there are \
                nine rooms, each with its own, and the fourth generation at the reception.</p>
                \(request.faults.contains(.placeholderToDo) ? "<p>TODO: text about the renovation</p>" : "")
                <p>\(link).</p>
                """)
    }
}
