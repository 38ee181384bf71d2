/// The configuration that `undercover demo` writes: what a small hotel promises its guests.
enum DemoConfiguration {
    /// - Parameters:
    ///   - site: the demo business's address, without a slash at its end.
    ///   - directory: where the ledger and the runtime files go.
    static func files(site: String, directory: String, page: String) -> [(path: String, text: String)] {
        [
            ("undercover.yaml", undercover(site: site, directory: directory, page: page)),
            ("probes/first-visit.yaml", firstVisit), ("probes/booking.yaml", booking), ("probes/offers.yaml", offers),
            ("probes/about-us.yaml", about), ("probes/summer-link.yaml", summerLink),
            ("probes/breakfast.yaml", breakfast), ("probes/question.yaml", question),
        ]
    }

    private static func undercover(site: String, directory: String, page: String) -> String {
        """
        # What Hotel Lindenhof promises, and who is to hear of it.
        business: {name: Hotel Lindenhof, hosts: [127.0.0.1]}
        values:
          site: \(site)
        defaults: {promise: 800ms, patience: 6s, language: en}
        personas:
          zoe: {name: Zoë O'Neil, email: zoe@customer.example}
          ana: {name: Ana Pereira, email: ana@customer.example}
        owners:
          reception: {name: Reception}
          web: {name: Web shop}
        calendars:
          desk: {time-zone: Europe/Berlin, week: {mon-sun: 00:00-24:00}}
        ledger: \(directory)/ledger.sqlite
        runtime: \(directory)/run
        addresses: {page: "\(page)"}
        politeness: {at-once: 4, per-second: 50}
        channels:
          log: {command: [/bin/sh, -c, 'printf "%s\\n" "$1" >> "$0"', \(directory)/alerts.log, "{{incident.state}}: {{incident.says}}"]}
        alerts:
          - {rule: late-again, when: {late: 2 of 3}, notify: [log]}
          - {rule: bad-visits, when: {bad: 2 of 3}, notify: [log]}
          - {rule: unanswered, when: {overdue: 0.5}, notify: [log]}

        """
    }

    private static let firstVisit = """
        probe: first-visit
        about: A guest looks at the hotel for the first time.
        owner: web
        schedule: {every: 30s}
        journey:
          - touchpoint: Home page
            get: "{{site}}/"
            expect: {status: 200, contains: [Lindenhof]}
            examine: page
          - touchpoint: Rooms
            get: "{{site}}/rooms"
            expect: {status: 200, xpath: ["//h1"]}
            examine: page

        """

    private static let breakfast = """
        probe: breakfast
        about: A guest with an early train asks about breakfast. The part that is excellent.
        owner: reception
        schedule: {every: 40s}
        journey:
          - touchpoint: Breakfast
            get: "{{site}}/breakfast"
            delight: 200ms
            expect: {status: 200, contains: ["It is on us."]}
            examine: nothing               # the footer's year is first-visit's affair

        """

    private static let booking = """
        probe: booking
        about: A guest books a room and expects to be told that it is theirs.
        owner: reception
        persona: [zoe, ana]
        schedule: {every: 1m}
        journey:
          - touchpoint: Booking form
            get: "{{site}}/booking"
            expect: {status: 200, xpath: ["//form//input[@name='email']"]}
          - touchpoint: Confirmation
            post: "{{site}}/booking"
            form: {name: "{{persona.name}}", email: "{{persona.email}}", room: double, arrival: "{{day+30d}}", nights: 2}
            expect: {status: 200, contains: ["Your room is reserved."]}
        standards:
          - {never: outcome-not-delivered, at: Confirmation}

        """

    private static let offers = """
        probe: offers
        about: A guest looks for a special offer.
        owner: web
        schedule: {every: 45s}
        journey:
          - touchpoint: Offers
            get: "{{site}}/offers"
            expect: {status: 200}
            examine: page

        """

    private static let about = """
        probe: about-us
        about: A guest wants to know who the hosts are, and how to reach them.
        owner: web
        schedule: {every: 1m}
        journey:
          - touchpoint: About us
            get: "{{site}}/about"
            expect: {status: 200}
            examine: page
          - touchpoint: Contact
            get: "{{site}}/contact"
            expect: {status: 200, xpath: ["//a[starts-with(@href,'tel:')]"]}
            examine: page

        """

    private static let summerLink = """
        probe: summer-link
        about: The link in the summer newsletter.
        owner: web
        schedule: {every: 2m}
        journey:
          - touchpoint: Newsletter link
            get: "{{site}}/go/loop"
            expect: {status: 200}

        """

    private static let question = """
        probe: question
        about: A guest asks whether the dog may come, and waits for a person to answer.
        owner: reception
        persona: [zoe, ana]
        schedule: {every: 3m}
        journey:
          - touchpoint: Ask
            post: "{{site}}/api/tickets"
            json: {subject: "May my dog come? {{visit.mark}}", text: "Hello, may we bring our dog?", name: "{{persona.name}}"}
            expect: {status: 201}
            capture: {ticket: {jsonpath: $.id}}
            find: {get: "{{site}}/api/tickets", query: {contains: "{{visit.mark}}"}}
          - touchpoint: Answer
            get: "{{site}}/api/tickets/{{ticket}}"
            until: {jsonpath: {$.status: answered}}
            check-every: 5s
            promise: 1m of desk
            patience: 5m
          - touchpoint: Close
            delete: "{{site}}/api/tickets/{{ticket}}"
            always: true

        """
}
