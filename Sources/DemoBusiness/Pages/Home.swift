enum Home {
    @Sendable static func page(_ request: Request) -> Page {
        var page = Page(
            title: "Hotel Lindenhof – a small hotel in Berlin",
            description:
                "Nine quiet rooms between lime trees in the middle of Berlin, and a breakfast worth getting up for.",
            main: """
                <h1>A small hotel between lime trees</h1>
                <p class="lead">Nine quiet rooms in the middle of Berlin, and a breakfast worth getting up for.</p>
                <p><img src="/images/lindenhof.svg" width="720" height="320" alt="The hotel behind two lime trees"></p>
                <p>Our house stands in a side street, ten minutes on foot from the main station. The windows are open at \
                night, the beds are good, and at the reception somebody is there for you every day from \(Hotel.hours).</p>
                <div class="card">
                <h2>Staying with us</h2>
                <p><a href="/rooms">See the rooms</a>, look at <a href="/offers">this season's offer</a>, or \
                <a href="/booking">book a room</a> directly: you can cancel free of charge until the day before you arrive.</p>
                </div>
                <div class="card">
                <h2>In the morning</h2>
                <p>Warm rolls, eggs from Brandenburg, jam that we make ourselves. <a href="/breakfast">Breakfast</a> is \
                included in every stay.</p>
                </div>
                """)
        page.data = Contact.data(phone: Hotel.phone, opens: "07:00", closes: "22:00")
        if request.faults.contains(.contradictingPreview) {
            page.preview = (
                "Hotel Seeblick – apartments at the Baltic Sea",
                "Forty holiday flats with a sea view in Warnemünde, dogs welcome."
            )
        }
        return page
    }
}
