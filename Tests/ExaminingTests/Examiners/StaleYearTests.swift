import Journey
import Testing

@testable import Examining

@Suite struct StaleYearTests {
    @Test(arguments: [
        "<footer><p>© 2025 Hotel Lindenhof</p></footer>",
        "<footer>&copy; 2015–2024 Acme GmbH. Alle Rechte vorbehalten.</footer>",
        "<div class=site-footer><span>Copyright 2019</span> <span>Acme</span></div>",
        "<p>Copyright (c) 2003-19 by Acme Ltd.</p>",
        "<footer>2015-2023 © Acme</footer>",
        "<footer>2021 Acme SARL. Tous droits réservés</footer>",
        "<footer>© Acme 2022. Todos los derechos reservados.</footer>",
        "<footer>© 2002, 2003 Acme</footer>",
        "<div id=\"colophon\">Copyright &#169;&nbsp;2024 Acme</div>",
    ])
    func aYearThatHasPassedIsFound(body: String) {
        #expect(StaleYear().defects(inBody: body).count == 1)
    }

    @Test(arguments: [
        "<footer>© 2026 Hotel Lindenhof</footer>",
        "<footer>© 2015–2026 Acme</footer>",
        "<footer>© 2015-26 Acme</footer>",
        "<footer>© 2015 – present Acme</footer>",
        "<footer>© 2015 bis heute Acme</footer>",
        "<footer>© Acme</footer>",
        "<footer>Founded in 1999. © Acme</footer><p>In 2019 we moved.</p>",
        "<footer>Since 1904</footer>",
        "<p>In 2019 the copyright law changed, and so did we. It was a year of many changes for our business, and for "
            + "yours too, as we wrote at the time in a long letter to all our customers, which went on for pages and pages and "
            + "said little that they did not know before they opened it, as such letters do.</p>",
        "<figure><img src=a.jpg><figcaption>© 2012 A. Smith</figcaption></figure><footer>© 2026 Acme</footer>",
        "<figure><img src=a.jpg><figcaption>© 2012 A. Smith</figcaption></figure>",
        "<footer>Photo © 2014 Getty Images</footer>",
        "<footer>Map data © 2019 OpenStreetMap contributors</footer>",
        "<footer>© 2019 Acme</footer><footer>© 2026 Acme</footer>",
        "<footer>Copyright © 2017 Acme. Published by Someone Press, ISBN 978-3-16-148410-0</footer>",
        "<pre>Copyright (c) 2012 Acme</pre>",
        "<footer>Powered by Forum 3.2 © 2001-2013 Vendor</footer>",
        "<footer>+1 555 2015 2016</footer>",
    ])
    func otherYearsAreLeftAlone(body: String) {
        #expect(StaleYear().defects(inBody: body).isEmpty)
    }

    @Test(arguments: [("2026-12-31", false), ("2027-01-31", false), ("2027-02-01", true)])
    func januaryIsLeftToTheBusiness(today: String, isFound: Bool) {
        #expect(StaleYear().defects(inBody: "<footer>© 2026 Acme</footer>", today: today).isEmpty != isFound)
    }

    @Test func theSameMistakeIsTheSameOnNextYearsVisit() {
        let one = StaleYear().defects(inBody: "<footer>© 2023 Acme</footer>")
        let other = StaleYear().defects(inBody: "<footer>© 2024 Acme</footer>")
        #expect(one.map(\.identity) == other.map(\.identity))
        #expect(one.first?.says == "the copyright line still says 2023")
    }
}
