enum Contact {
    @Sendable static func page(_ request: Request) -> Page {
        let contradictingHours = request.faults.contains(.contradictingHours)
        return Page(
            title: "Contact – Hotel Lindenhof",
            description: "Our reception is open every day from \(contradictingHours ? "9:00 to 18:00" : Hotel.hours).",
            data: data(
                phone: request.faults.contains(.contradictingPhone) ? Hotel.otherPhone : Hotel.phone,
                opens: contradictingHours ? "09:00" : "07:00", closes: contradictingHours ? "18:00" : "22:00"),
            main: """
                <h1>How to reach us</h1>
                <p>Our reception is open every day from \(Hotel.hours).</p>
                <table>
                <tr><th scope="row">Telephone</th><td><a href="\(Page.dial)">\(Hotel.phone)</a></td></tr>
                <tr><th scope="row">E-mail</th><td><a href="mailto:\(Hotel.email)">\(Hotel.email)</a></td></tr>
                <tr><th scope="row">Address</th><td>\(Hotel.street), \(Hotel.town)</td></tr>
                </table>
                <p>We answer every message within 4 hours while the reception is open.</p>
                """)
    }

    /// The hotel as schema.org describes it.
    static func data(phone: String, opens: String, closes: String) -> String {
        """
        {"@context":"https://schema.org","@type":"Hotel","name":"\(Hotel.name)","telephone":"\(phone)",\
        "email":"\(Hotel.email)","address":{"@type":"PostalAddress","streetAddress":"\(Hotel.street)",\
        "postalCode":"10115","addressLocality":"Berlin","addressCountry":"DE"},\
        "openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","Tuesday","Wednesday",\
        "Thursday","Friday","Saturday","Sunday"],"opens":"\(opens)","closes":"\(closes)"}]}
        """
    }
}
