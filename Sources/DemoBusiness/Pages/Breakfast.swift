/// The part that is excellent.
enum Breakfast {
    @Sendable static func page(_ request: Request) -> Page {
        Page(
            title: "Breakfast – Hotel Lindenhof",
            description: "Warm rolls, eggs from Brandenburg and home-made jam, every day from 7:00 to 11:00.",
            main: """
                <h1>Breakfast, as long as you like</h1>
                <p class="lead">Every day from 7:00 to 11:00, in the garden when the sun is out. Included in every stay.</p>
                <ul>
                <li>Rolls from Frau Keller's bakery across the street, still warm</li>
                <li>Eggs from Brandenburg, the way you like them</li>
                <li>Plum, quince and rhubarb jam that we make ourselves</li>
                <li>Coffee from a real machine, made by a real person</li>
                </ul>
                <p>Is your train early? Tell us the evening before: we pack a breakfast for you and put it at your door \
                at any hour, with a hot flask of coffee. It is on us.</p>
                <p>Do you avoid gluten, milk or meat? We are happy to have something good for you, and we will not make \
                you ask twice: it stays in <a href="/login">your guest account</a> for next time.</p>
                """)
    }
}
