/// Desks, kits, locations and rules.
let badDesks = [
    BadFile(
        "people, in a later release", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#
        ]),
    BadFile(
        "nobody agreed", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: error: nobody agreed that the desk `care` is tested: write `agreed: {by: …, since: …}` at undercover.yaml:4:3"#,
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
        ]),
    BadFile(
        "too few texts", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: One

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:5:5: error: this would run out of texts: 2 visits come to the desk `care` within its cooldown of 21d, with 1 to choose from; add some, or visit less often"#,
        ]),
    BadFile(
        "too few personas", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: zoe
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:5:5: error: this would run out of personas: 2 visits come to the desk `care` within its cooldown of 21d, with 1 to choose from; add some, or visit less often"#,
        ]),
    BadFile(
        "no persona", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:1:8: error: a probe that speaks to people needs a `persona`"#,
            #"probes/a.yaml:4:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
        ]),
    BadFile(
        "an undefined desk", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: cares
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:6:12: error: there is no desk `cares`; did you mean `care`?"#,
        ]),
    BadFile(
        "hearing before writing", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Reply
                hear: care

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:3:5: error: nothing has been written to `care` before this: begin with `write` or `call`"#,
            #"probes/a.yaml:3:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
        ]),
    BadFile(
        "writing nothing", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: zoe
            journey:
              - touchpoint: Ask
                write: care

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: error: `write` needs a `text`"#
        ]),
    BadFile(
        "an answer known by nothing", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]
              - touchpoint: Reply
                hear: care
                answers: [{question: Who pays?}]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:11:15: error: an answer is known by a `fact` or by `any` of some words"#,
        ]),
    BadFile(
        "an unstated fact", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]
              - touchpoint: Reply
                hear: care
                answers: [{question: Who pays?, fact: postage}]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:11:43: error: there is no fact `postage`; state it in undercover.yaml under `facts`"#,
        ]),
    BadFile(
        "a milestone that is none", .form,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-01-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]
              - touchpoint: Reply
                hear: care
                milestones: [{until: reply}]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"probes/a.yaml:11:26: error: `until` must be one of `acknowledgement`, `answer`, `resolution`, not `reply`"#,
        ]),
    BadFile(
        "a desk without a kit", .form,
        files: [
            "undercover.yaml": #"desks: {care: {address: x}}\#n"#
        ],
        tells: [
            #"undercover.yaml:1:15: error: a desk needs `kit`"#
        ]),
    BadFile(
        "an unknown kit", .meaning,
        files: [
            "undercover.yaml": #"desks: {care: {kit: trackr, address: x}}\#n"#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"undercover.yaml:1:21: error: there is no kit `trackr`; did you mean `tracker`?"#
        ]),
    BadFile(
        "an agreement that ends before it begins", .meaning,
        files: [
            "undercover.yaml": #"""
            personas: {zoe: {name: Zoe}, pat: {name: Pat}}
            secrets: [token]
            desks:
              care: {kit: tracker, address: 'https://t.example.com', secret: token, agreed: {by: Boss, since: 2026-05-01, until: 2026-04-01}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            schedule: {every: 14d}
            journey:
              - touchpoint: Ask
                write: care
                subject: Kettle
                text: ["One", "Two"]

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: this probe speaks to people, which a later release does: it is checked, and its visits are not made"#,
            #"undercover.yaml:4:118: error: the agreement ends (2026-04-01) before it begins (2026-05-01)"#,
        ]),
    BadFile(
        "a secret that the kit does not know", .meaning,
        files: [
            "undercover.yaml": #"""
            secrets: [t]
            desks: {care: {kit: tracker, address: x, secrets: {tokn: t}}}

            """#,
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"undercover.yaml:2:9: error: the kit `tracker` knows no secret `tokn`; did you mean `token`?"#,
            #"undercover.yaml:2:9: error: the kit `tracker` needs the secret `token`: give it under `secrets`"#,
        ]),
    BadFile(
        "a kit without exchanges", .meaning,
        files: [
            "kits/k.yaml": #"""
            kit: k
            exchanges: {}

            """#
        ],
        tells: [
            #"kits/k.yaml:2:12: error: a kit needs at least one exchange"#
        ]),
    BadFile(
        "a kit's exchange with an unknown name", .meaning,
        files: [
            "kits/k.yaml": #"""
            kit: k
            exchanges: {open: {post: '{{desk.address}}', body: '{{txt}}'}}

            """#
        ],
        tells: [
            #"kits/k.yaml:2:52: error: nothing is called `{{txt}}` here; did you mean `{{text}}`?"#
        ]),
    BadFile(
        "a kit's exchange with a secret it does not name", .meaning,
        files: [
            "kits/k.yaml": #"""
            kit: k
            exchanges: {open: {post: '{{desk.address}}', body: '{{secret.key}}'}}

            """#
        ],
        tells: [
            #"kits/k.yaml:2:52: error: there is no secret `key`; name it in the kit's `secrets`"#
        ]),
    BadFile(
        "two kits of one name", .meaning,
        files: [
            "kits/tracker.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
            "kits/other.yaml": #"""
            kit: tracker
            secrets: [token]
            exchanges:
              open: {post: '{{desk.address}}/t', json: {text: '{{text}}'}}

            """#,
        ],
        tells: [
            #"kits/other.yaml:1:6: error: there is a kit `tracker` already, at kits/tracker.yaml:1:6"#
        ]),
    BadFile(
        "a location with a capital letter", .form,
        files: [
            "locations.yaml": #"""
            locations:
              Berlin: {}

            """#
        ],
        tells: [
            #"locations.yaml:2:3: error: `locations`: `Berlin` is not a name of small letters, digits and `-`, at most 64"#
        ]),
    BadFile(
        "a location with an unknown key", .form,
        files: [
            "locations.yaml": #"""
            locations:
              berlin: {timezone: Europe/Berlin}

            """#
        ],
        tells: [
            #"locations.yaml:2:12: error: unknown key `timezone` in a location; did you mean `time-zone`?"#
        ]),
    BadFile(
        "a location twice in two files", .meaning,
        files: [
            "locations.yaml": #"""
            locations:
              berlin: {name: B}

            """#,
            "locations.csv": #"""
            id,name
            berlin,Berlin

            """#,
        ],
        tells: [
            #"locations.csv:2:1: error: there is a location `berlin` already, at locations.yaml:2:3"#
        ]),
    BadFile(
        "a table without ids", .unreadable,
        files: [
            "locations.csv": #"""
            name,region
            Berlin,north

            """#
        ],
        tells: [
            #"locations.csv:1:1: error: the first line must name the columns, one of them `id`"#
        ]),
    BadFile(
        "a row that is too short", .unreadable,
        files: [
            "locations.csv": #"""
            id,name,region
            berlin,Berlin
            paris,Paris,west

            """#
        ],
        tells: [
            #"locations.csv:2:1: error: 2 cells where there are 3 columns"#
        ]),
    BadFile(
        "a row with a wrong time zone", .unreadable,
        files: [
            "locations.csv": #"""
            id;time-zone
            berlin;Europe/Berlin
            paris;Europe/Pariss

            """#
        ],
        tells: [
            #"locations.csv:3:7: error: `time-zone`: `Europe/Pariss` is not a time zone such as `Europe/Berlin`; did you mean `Europe/Paris`?"#
        ]),
    BadFile(
        "an id twice in a table", .unreadable,
        files: [
            "locations.csv": #"""
            id,name
            berlin,A
            berlin,B

            """#
        ],
        tells: [
            #"locations.csv:3:1: error: `berlin` is written twice"#
        ]),
    BadFile(
        "quotes in a table that do not close", .unreadable,
        files: [
            "locations.csv": #"""
            id,name
            berlin,"A

            """#
        ],
        tells: [
            #"locations.csv:2:8: error: quotes that do not close"#
        ]),
    BadFile(
        "a rule without examples", .form,
        files: [
            "rules/r.yaml": #"""
            rule: r
            mistake: pushy-sales
            any: [hurry]

            """#
        ],
        tells: [
            #"rules/r.yaml:1:1: error: a rule needs `examples`"#
        ]),
    BadFile(
        "a rule that its examples refute", .meaning,
        files: [
            "rules/r.yaml": #"""
            rule: r
            mistake: pushy-sales
            any: [hurry]
            examples:
              match: [Buy now]
              pass: [Do not hurry]

            """#
        ],
        tells: [
            #"rules/r.yaml:5:11: error: the rule does not find this example"#,
            #"rules/r.yaml:6:10: error: the rule finds this example, which must pass"#,
        ]),
    BadFile(
        "a rule about an unknown mistake", .meaning,
        files: [
            "rules/r.yaml": #"""
            rule: r
            mistake: pushy-sale
            any: [hurry]
            examples: {match: [Hurry], pass: []}

            """#
        ],
        tells: [
            #"rules/r.yaml:2:10: error: `mistake`: no mistake has the code `pushy-sale`; did you mean `pushy-sales`?"#
        ]),
    BadFile(
        "a rule with a wrong pattern", .meaning,
        files: [
            "rules/r.yaml": #"""
            rule: r
            mistake: pushy-sales
            any: ['(hurry']
            examples: {match: [Hurry], pass: []}

            """#
        ],
        tells: [
            #"rules/r.yaml:3:7: error: `(hurry` is not a regular expression: missing closing parenthesis at character 7"#
        ]),
]
