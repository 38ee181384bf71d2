enum Offers {
    @Sendable static func page(_ request: Request) -> Page {
        let end = Day(request.now).adding(days: request.faults.contains(.expiredOffer) ? -40 : 40)
        return Page(
            title: "Offers – Hotel Lindenhof",
            description: "Three nights for the price of two in the Garden room.",
            data: """
                {"@context":"https://schema.org","@type":"Offer","name":"Three nights for two","priceCurrency":"EUR",\
                "price":"256","priceValidUntil":"\(end.iso)"}
                """,
            main: """
                <h1>Offers</h1>
                <div class="card">
                <h2>Three nights for two</h2>
                <p>Stay three nights in the Garden room and pay for two: €256 for both of you, breakfast included.</p>
                <p>Offer valid until <time datetime="\(end.iso)">\(end.written)</time>.</p>
                <p><a class="button" href="/booking?room=garden">Book three nights</a></p>
                </div>
                """)
    }
}
