/// undercover.yaml.
let badSharedFiles = [
    BadFile(
        "an unknown key", .form,
        files: [
            "undercover.yaml": #"busines: {name: Shop}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:1: error: unknown key `busines` in undercover.yaml; did you mean `business`?"#
        ]),
    BadFile(
        "a host with its scheme", .form,
        files: [
            "undercover.yaml": #"business: {hosts: ['https://example.com']}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:20: error: an item of `hosts`: `https://example.com` is not a host such as `www.example.com`; no scheme, port or path"#
        ]),
    BadFile(
        "a persona without a name", .form,
        files: [
            "undercover.yaml": #"personas: {zoe: {email: z@example.com}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:17: error: a persona needs `name`"#
        ]),
    BadFile(
        "a persona with a capital letter", .form,
        files: [
            "undercover.yaml": #"personas: {Zoe: {name: Zoe}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:12: error: `personas`: `Zoe` is not a name of small letters, digits and `-`, at most 64"#
        ]),
    BadFile(
        "an unknown time zone", .meaning,
        files: [
            "undercover.yaml": #"defaults: {time-zone: Europe/Berlim}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:23: error: `time-zone`: `Europe/Berlim` is not a time zone such as `Europe/Berlin`; did you mean `Europe/Berlin`?"#
        ]),
    BadFile(
        "default patience before the promise", .meaning,
        files: [
            "undercover.yaml": #"defaults: {promise: 5s, patience: 3s}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:35: error: the customer's patience (3s) ends before the promise (5s) lapses"#
        ]),
    BadFile(
        "a calendar with closing before opening hours in words", .form,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon-fri: nine to five}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:38: error: `mon-fri`: `nine to five`: expected opening hours such as 08:00-18:00, 22:00-02:00 or 00:00-24:00"#
        ]),
    BadFile(
        "a weekday that is none", .meaning,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon-fry: 09:00-17:00}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:29: error: `week`: `mon-fry`: expected weekdays such as sat, mon-fri or mon,wed,fri"#
        ]),
    BadFile(
        "a weekday twice", .meaning,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon-fri: 09:00-17:00, fri: 09:00-12:00}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:51: error: friday has its hours already"#
        ]),
    BadFile(
        "a holiday that does not exist", .meaning,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon: 09:00-17:00}, holidays: [2026-02-30]}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:59: error: an item of `holidays`: `2026-02-30` is not a date such as `2026-12-24`, or `12-24` of every year"#
        ]),
    BadFile(
        "a calendar that never opens", .meaning,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon-sun: closed}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:21: error: a calendar that never opens"#
        ]),
    BadFile(
        "a calendar called always", .meaning,
        files: [
            "undercover.yaml": #"calendars: {always: {week: {mon: 09:00-17:00}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:13: error: `always` is a calendar already, open day and night"#
        ]),
    BadFile(
        "a secret twice", .meaning,
        files: [
            "undercover.yaml": #"secrets: [a, b, a]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:17: error: `a` is written twice"#
        ]),
    BadFile(
        "a secret from nowhere", .form,
        files: [
            "undercover.yaml": #"secrets: {a: {vault: x}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:14: error: a secret's source needs one of `credential`, `file`, `environment`"#,
            #"undercover.yaml:1:15: error: unknown key `vault` in a secret's source; known are `credential`, `file`, `environment`"#,
        ]),
    BadFile(
        "a secret's value", .form,
        files: [
            "undercover.yaml": #"secrets: {a: hunter2}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:14: error: `a` must be a secret's source, not `hunter2`"#
        ]),
    BadFile(
        "a range that is none", .meaning,
        files: [
            "undercover.yaml": #"allow-private: [10.0.0.0/40]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:17: error: an item of `allow-private`: `10.0.0.0/40` is not a range such as `10.1.0.0/16`, nor an IP address"#
        ]),
    BadFile(
        "a reference without a scheme", .form,
        files: [
            "undercover.yaml": #"reference: [example.com]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:13: error: an item of `reference`: `example.com` is not an address such as `https://example.com/`"#
        ]),
    BadFile(
        "too polite", .form,
        files: [
            "undercover.yaml": #"politeness: {at-once: 0}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:23: error: `at-once` must be a whole number from 1 to 100000, not `0`"#
        ]),
    BadFile(
        "a page address without a port", .form,
        files: [
            "undercover.yaml": #"addresses: {page: localhost}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:19: error: `page`: `localhost` is not `host:port`, such as `127.0.0.1:8046`, and not `none`"#
        ]),
    BadFile(
        "retention in words", .form,
        files: [
            "undercover.yaml": #"retention: {visits: forever}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:21: error: `visits`: `forever`: expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "an expected standing beyond the scale", .form,
        files: [
            "undercover.yaml": #"expected-standing: 120\#n"#
        ],
        tells: [
            #"undercover.yaml:1:20: error: `expected-standing` must be a number from -100 to 100, not `120`"#
        ]),
    BadFile(
        "an alert without a condition", .form,
        files: [
            "undercover.yaml": #"alerts: [{rule: late}]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:10: error: an alert rule needs `when`"#
        ]),
    BadFile(
        "an alert on an unknown condition", .form,
        files: [
            "undercover.yaml": #"alerts: [{rule: late, when: {latee: 2 of 3}}]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:29: error: a condition needs one of `late`, `overdue`, `bad`, `grade`"#,
            #"undercover.yaml:1:30: error: unknown key `latee` in a condition; did you mean `late`?"#,
        ]),
    BadFile(
        "three of two", .meaning,
        files: [
            "undercover.yaml": #"alerts: [{rule: late, when: {late: 3 of 2}}]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:36: error: `late`: `3 of 2` is not `n of m` with n from 1 to m, and m at most 1000, such as `2 of 3`"#
        ]),
    BadFile(
        "an alert to nobody", .meaning,
        files: [
            "undercover.yaml": #"""
            alerts: [{rule: late, when: late, notify: bos}]
            channels: {boss: {webhook: 'https://example.com/'}}

            """#
        ],
        tells: [
            #"undercover.yaml:1:43: error: there is no channel `bos`; did you mean `boss`?"#
        ]),
    BadFile(
        "an alert about no probe", .meaning,
        files: [
            "undercover.yaml": #"alerts: [{rule: late, when: late, probes: [b]}]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:44: error: there is no probe `b`"#
        ]),
    BadFile(
        "two alerts of one name", .meaning,
        files: [
            "undercover.yaml": #"alerts: [{rule: late, when: late}, {rule: late, when: bad}]\#n"#
        ],
        tells: [
            #"undercover.yaml:1:43: error: there is an alert rule `late` already, at undercover.yaml:1:17"#
        ]),
    BadFile(
        "an unknown kind of channel", .form,
        files: [
            "undercover.yaml": #"channels: {boss: {webhok: 'https://example.com/'}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:18: error: a channel needs one of `command`, `webhook`"#,
            #"undercover.yaml:1:19: error: unknown key `webhok` in a channel; did you mean `webhook`?"#,
        ]),
    BadFile(
        "a key of another channel", .form,
        files: [
            "undercover.yaml": #"channels: {boss: {command: [/bin/page], headers: {A: b}}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:41: error: `headers` has a meaning only beside `webhook`"#
        ]),
    BadFile(
        "an unknown name in a channel", .meaning,
        files: [
            "undercover.yaml": #"channels: {boss: {command: [/bin/page, '{{incdent.says}}']}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:40: error: nothing is called `{{incdent.says}}` here; did you mean `incident`?"#
        ]),
]
