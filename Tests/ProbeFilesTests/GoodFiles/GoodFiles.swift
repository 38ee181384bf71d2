import Journey
import ProbeFiles
import Testing

/// Configurations with nothing wrong in them, which between them use every key there is.
struct GoodFiles: CustomTestStringConvertible {
    let testDescription: String
    let files: [SourceFile]

    static let all = [
        GoodFiles(testDescription: "every key of web journeys", files: everyWebKey),
        GoodFiles(testDescription: "people", files: people),
        GoodFiles(testDescription: "one probe alone", files: alone),
        GoodFiles(testDescription: "a table of locations", files: table),
    ]

    static let everyWebKey = [
        SourceFile(
            path: "undercover.yaml",
            text: #"""
                business: {name: Hotel Seeblick, hosts: [hotel.example, "*.hotel.example"]}
                values: {site: https://hotel.example, floors: 7, motto: no}
                defaults:
                  promise: 1500ms
                  patience: 9s
                  check-every: 30s
                  cooldown: 3w
                  user-agent: Mozilla/5.0
                  language: no
                  time-zone: Europe/Oslo
                  examine: page
                  certificate-days: 21
                facts: {breakfast: from seven}
                moments: [Front page, Booking]
                expected-standing: 80
                worth: 120 EUR
                allowed-words: [Seeblick, 24/7]
                personas:
                  zoe:
                    name: Zoë Müller
                    email: zoe@example.com
                    phone: 0301234567
                    address: "Hauptstraße 1, Berlin"
                    language: de
                    user-agent: Mozilla/5.0 (X11)
                    values: {birthday: 1980-02-29}
                  nobody: {name: Null}
                owners:
                  web: {name: Web team, notify: [boss, pager], calendar: office}
                calendars:
                  office:
                    time-zone: Europe/Berlin
                    week: {mon-thu: 08:00-18:00, fri: [08:00-12:00, 13:00-15:00], sat: closed}
                    holidays: [12-25, 2026-04-03]
                    dates: {12-24: 08:00-12:00, 2026-12-31: closed}
                  round-the-clock: {}
                secrets:
                  password: {credential: shop-password}
                  token: {file: /etc/undercover/token}
                  page-token: {environment: PAGE_TOKEN}
                ledger: /var/lib/undercover/ledger.sqlite
                runtime: /run/undercover
                retention: {visits: 400d, texts: 90d, pages: 1.5GB}
                addresses: {page: none}
                politeness: {at-once: 2, per-second: 0.5, visits-at-once: 100, announce: Undercover}
                reference: [https://example.com/]
                allow-private: [10.1.0.0/16, 127.0.0.1, "fd00::/8"]
                alerts:
                  - {rule: often-late, when: {late: 2 of 3}, probes: [everything], notify: [boss], recover-after: 2}
                  - {rule: overdue, when: overdue, tags: booking, notify: pager}
                  - {rule: long-overdue, when: {overdue: 0.5}}
                  - {rule: bad, when: {grade: bad}}
                  - {rule: bad-twice, when: {bad: 2 of 2}}
                channels:
                  boss:
                    webhook: https://chat.example/hook
                    method: PUT
                    headers: {Authorization: "Bearer {{secret.token}}"}
                    time-limit: 5s
                  pager: {command: [/usr/local/bin/page, "{{incident.says}}"]}
                """#),
        SourceFile(
            path: "probes/everything.yaml",
            text: #"""
                probe: everything
                about: A guest books a room and waits for the confirmation.
                owner: web
                tags: [booking, 24]
                weight: 2.5
                paused: no
                for-each: locations[house]
                persona: [zoe]
                schedule: {every: 1d, hours: office, spread: 4h}
                origins: https://pay.example
                journey:
                  - touchpoint: Front page
                    get: "{{location.site}}/"
                    headers: {Accept: [text/html, application/xhtml+xml], X-Mark: "{{visit.mark}}"}
                    query: {from: "{{day+1d}}", to: "{{day+3d}}", guests: 2}
                    promise: 800ms
                    patience: 4s
                    delight: 200ms
                    minor: true
                    auth: {basic: {user: guest, password: "{{secret.password}}"}}
                    tls: {verify: true, ca: ca.pem, certificate: me.pem, key: me.key, at-least: 1.2}
                    follow: 5
                    http: 2
                    resolve: {"hotel.example:443": 192.0.2.1}
                    proxy: http://proxy.example:3128
                    limit: 2MB
                    address-family: ipv4
                    interface: eth0
                    expect:
                      status: [200, 201-204, 3xx]
                      contains: [Welcome, "{{location.name}}"]
                      lacks: Error
                      headers:
                        content-type: {contains: html}
                        server: {exists: false}
                        cache-control: {matches: "max-age=\\d+"}
                      xpath:
                        - //form
                        - {//h1: {equals: Welcome}}
                        - {//h2: Rooms}
                        - {//li: {count: 2-5}, //title: {exists: true}}
                      jsonpath: {$.rooms: {count: 3}, "$.price": {at-least: 10, at-most: 99.5}}
                      regex: [room \d+, "(?i)vacancies"]
                      url: {contains: hotel, one-of: ["{{location.site}}/", "https://www.hotel.example/"]}
                      certificate: 14d
                      size: {at-least: 1kB, at-most: 2MB}
                      sha256: 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08
                    capture:
                      form: {xpath: "//form/@action"}
                      stated: {regex: 'within (\d+ hours)'}
                      price: {jsonpath: $.price, as: number}
                      made: {header: Date, as: {time: "%a, %d %b %Y"}}
                      session: {cookie: sid}
                      code: {from: status}
                      here: url
                    examine: page
                  - touchpoint: Booking
                    post: "{{form}}"
                    repeatable: yes
                    json: {guest: "{{persona.name}}", nights: 2, deposit: 1e2, vip: false, note: null, ids: [7, "7"], born: "{{persona.birthday}}"}
                    follow: false
                    sandbox: true
                    situation: request
                    expect: {status: 201, headers: {location: {exists: true}}}
                    capture: {order: {header: Location, as: html-text}, body: {from: body, as: base64}}
                    find: {get: "{{site}}/orders", query: {mark: "{{visit.mark}}"}, expect: {status: 200}, capture: {order: {jsonpath: "$[0].url"}}}
                    find-within: 10m
                    undo: {delete: "{{order}}", repeatable: true}
                    hold-at-most: 2h
                  - touchpoint: Confirmation
                    get: {{order}}
                    until: {jsonpath: {$.state: confirmed}}
                    check-every: 10s
                    promise: 4h of office
                    patience: 2d
                    examine: nothing
                  - touchpoint: Picture
                    put: https://hotel.example/picture
                    multipart: {title: Room, file: {text: "<svg/>", file-name: a.svg, type: image/svg+xml}}
                  - touchpoint: Wish
                    patch: https://hotel.example/wish
                    auth: {digest: {user: guest, password: "{{secret.password}}"}}
                    form: {wish: [sea, quiet]}
                  - touchpoint: Header
                    head: https://www.hotel.example/
                    auth: {bearer: "{{secret.token}}"}
                    follow: true
                    capture: {at: {header: Date, as: time}}
                  - touchpoint: Log out
                    delete: https://hotel.example/session
                    body: bye {{persona.email}}
                    always: true
                standards:
                  - {never: late, at: Front page}
                  - {never: outcome-not-delivered}
                """#),
        SourceFile(
            path: "locations.yaml",
            text: #"""
                locations:
                  seeblick:
                    name: Haus Seeblick
                    region: North
                    tags: [house]
                    time-zone: Europe/Berlin
                    calendar: office
                    language: de-DE
                    date-form: dd.MM.yyyy
                    values: {site: https://seeblick.hotel.example}
                    facts: {pool: indoors}
                """#),
        SourceFile(
            path: "rules/pushy.yaml",
            text: #"""
                rule: hurry
                mistake: pushy-sales
                version: 2
                about: Invented haste.
                languages: [en]
                any: ["\\bhurry\\b", only \d+ left]
                unless: in no hurry
                examples:
                  match: [Hurry! Sale ends soon., Only 3 left]
                  pass: [We are in no hurry., Leftovers]
                """#),
    ]

    /// DESIGN's example of the language, with what it needs around it.
    static let people = [
        SourceFile(
            path: "undercover.yaml",
            text: #"""
                business: {name: Kettles, hosts: [kettles.example]}
                personas:
                  zoe: {name: Zoë Müller}
                  oneil: {name: Pat O'Neil}
                calendars: {office: {time-zone: Europe/Berlin, week: {mon-fri: 09:00-17:00}}}
                owners: {care-team: {name: Customer care}}
                secrets: [tracker-token]
                facts: {returns: thirty days}
                desks:
                  care:
                    kit: tracker
                    address: https://tickets.kettles.example
                    secret: tracker-token
                    calendar: office
                    owner: care-team
                    agreed: {by: Head of care, since: 2026-01-01, until: 2027-01-01}
                    at-most: {day: 1, week: 3}
                    handling: 15m
                    cooldown: 21d
                    names-staff: false
                """#),
        SourceFile(
            path: "locations.yaml",
            text: #"""
                locations:
                  berlin:
                    tags: [shop]
                    values: {site: berlin.kettles.example}
                  paris:
                    tags: [shop]
                    values: {site: paris.kettles.example}
                    desks:
                      care:
                        kit: tracker
                        address: https://tickets.paris.kettles.example
                        secrets: {token: tracker-token}
                        agreed: {by: Head of care, since: 2026-01-01}
                """#),
        SourceFile(
            path: "kits/tracker.yaml",
            text: #"""
                kit: tracker
                about: A small tracker.
                secrets: [token]
                exchanges:
                  open:
                    post: "{{desk.address}}/tickets"
                    headers: {Authorization: "token {{secret.token}}"}
                    json: {subject: "{{subject}}", text: "{{text}}", from: "{{persona.email}}"}
                    expect: {status: 201}
                    capture: {conversation: {jsonpath: $.id}}
                  read:
                    get: "{{desk.address}}/tickets/{{conversation}}"
                  close:
                    put: "{{desk.address}}/tickets/{{conversation}}"
                    form: {state: closed}
                    repeatable: true
                """#),
        SourceFile(
            path: "probes/broken-kettle.yaml",
            text: #"""
                probe: broken-kettle
                about: A customer whose kettle arrived broken asks how to return it.
                for-each: locations[shop]            # one series a location; without it, the business as a whole
                persona: [zoe, oneil]                # taken in turn; a desk sees the same one at most once per cooldown
                schedule: {every: 14d, hours: care, spread: 4d}
                journey:
                  - touchpoint: Contact page
                    get: https://{{location.site}}/contact
                    promise: 800ms
                    patience: 4s
                    expect: {status: 200, contains: [Returns], xpath: ["//a[starts-with(@href,'tel:')]"]}
                    capture: {stated: {regex: 'within (\d+ (?:hours?|days?))'}}
                    examine: page

                  - touchpoint: Complaint
                    write: care                        # a desk
                    subject: Kettle arrived broken
                    text:                              # taken in turn; the same one at a desk at most once per cooldown
                      - "Hello, my kettle came with a cracked lid. Can I return it? Who pays the postage? {{persona.name}}"
                      - "Good morning. The lid of my new kettle is cracked. May I send it back, and at whose cost? {{persona.name}}"

                  - touchpoint: First reply
                    hear: care                         # what came since the shopper's last word
                    milestones:
                      - {until: acknowledgement, promise: 5m}
                      - {until: answer, promise: 4h of care, patience: 3d}     # by a person; the desk's open hours
                    situation: failure                 # the business is at fault: an apology is owed
                    answers:
                      - {question: "Can I return it?", fact: returns}
                      - {question: "Who pays the postage?", any: ["prepaid", "we cover", "label enclosed"]}
                    examine: message

                  - touchpoint: Withdraw
                    say: care
                    text: "It is sorted, please refund nothing. Thank you."
                    always: true                       # housekeeping: runs whatever happened if anything was sent, never graded
                standards:
                  - {never: no-apology, at: First reply}
                  - {never: late, at: First reply}
                """#),
        SourceFile(
            path: "probes/phone.yaml",
            text: #"""
                probe: phone
                persona: [zoe, oneil]
                schedule: {cron: "0 9 1 * *"}
                journey:
                  - touchpoint: Call
                    call: care
                    text: [Hello, Good day]
                  - touchpoint: Counter
                    person: Ask for a kettle as {{persona.name}}.
                """#),
    ]

    /// One probe and nothing else.
    static let alone = [
        SourceFile(
            path: "home.yaml",
            text: """
                # The smallest there is.
                probe: home
                journey:
                  - {touchpoint: Home, get: https://example.com/}
                """)
    ]

    static let table = [
        SourceFile(
            path: "locations.csv",
            text:
                "\u{FEFF}id;name;tags;time-zone;site\r\nberlin;\"Berlin; Mitte\";shop north;Europe/Berlin;b.example\r\n"
                + "paris;\"Paris \"\"Rive\"\"\";shop;Europe/Paris;p.example\r\n"),
        SourceFile(
            path: "probes/shop.yaml",
            text: """
                probe: shop
                for-each: locations[north]
                journey:
                  - {touchpoint: Home, get: "https://{{location.site}}/"}
                """),
    ]
}
