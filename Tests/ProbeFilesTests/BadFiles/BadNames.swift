/// What only the probe, or all files together, can tell.
let badNames = [
    BadFile(
        "an undefined name", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "{{sight}}/contact"

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: nothing is called `{{sight}}` here; declare it under `values`, or capture it before"#
        ]),
    BadFile(
        "a capture that comes later", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: One
                get: "{{site}}/{{order}}"
              - touchpoint: Two
                get: https://example.com/
                capture: {order: {regex: x}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: `{{order}}` is captured later, not before this touchpoint"#
        ]),
    BadFile(
        "a capture of the same touchpoint", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: One
                get: "{{site}}/{{order}}"
                capture: {order: {regex: x}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: `{{order}}` is captured only by this touchpoint's own answer"#
        ]),
    BadFile(
        "a persona's field without a persona", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "{{site}}/{{persona.name}}"

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: `{{persona.name}}` has no value: the probe has no `persona`"#
        ]),
    BadFile(
        "a field that one persona lacks", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: [zoe, pat]
            journey:
              - touchpoint: One
                get: "{{site}}/{{persona.email}}"

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:10: error: the persona `pat` has no `email`"#
        ]),
    BadFile(
        "an undefined persona", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            persona: zoé
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:2:10: error: there is no persona `zoé`; did you mean `zoe`?"#
        ]),
    BadFile(
        "an undefined owner", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            owner: wep
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:2:8: error: there is no owner `wep`; did you mean `web`?"#
        ]),
    BadFile(
        "an undefined secret", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                auth: {bearer: "{{secret.tokn}}"}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:20: error: there is no secret `tokn`; did you mean `token`?"#
        ]),
    BadFile(
        "an undefined calendar", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            schedule: {every: 1h, hours: office}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:2:30: error: there is no calendar or desk `office`; declare it in undercover.yaml under `calendars`"#
        ]),
    BadFile(
        "an undefined calendar beside a bad period", .form,
        files: [
            "undercover.yaml": #"business: {name: Shop, hosts: [example.com]}\#n"#,
            "probes/a.yaml": #"""
            probe: a
            schedule: {every: soon, hours: office}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:2:19: error: `every`: `soon`: expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#,
            #"probes/a.yaml:2:32: error: there is no calendar or desk `office`; declare it in undercover.yaml under `calendars`"#,
        ]),
    BadFile(
        "an undefined calendar of a promise", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 4h of office

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:14: error: there is no calendar or desk `office`; declare it in undercover.yaml under `calendars`"#
        ]),
    BadFile(
        "a location's field without locations", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "https://{{location.site}}/"

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: `{{location.site}}` has no value: the probe is made `for-each` of no location"#
        ]),
    BadFile(
        "a field that one location lacks", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            for-each: locations[shop]
            journey:
              - touchpoint: One
                get: "{{location.site}}/"

            """#,
            "locations.yaml": #"""
            locations:
              berlin: {tags: shop, values: {site: https://example.com}}
              paris: {tags: shop}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:10: error: the location `paris` has no `site`"#
        ]),
    BadFile(
        "no location with that tag", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            for-each: locations[shops]
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
            "locations.yaml": #"""
            locations:
              berlin: {tags: shop}

            """#,
        ],
        tells: [
            #"probes/a.yaml:2:11: error: no location is tagged `shops`; did you mean `shop`?"#
        ]),
    BadFile(
        "no locations at all", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            for-each: locations
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:1:8: error: there are no locations; declare them in locations.yaml"#
        ]),
    BadFile(
        "an unknown group of names", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "{{site}}/{{persone.name}}"

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: nothing is called `{{persone.name}}` here; did you mean `persona`?"#
        ]),
    BadFile(
        "an unknown field of the visit", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "{{site}}/{{visit.number}}"

            """#,
        ],
        tells: [
            #"probes/a.yaml:4:10: error: a visit has only `{{visit.id}}` and `{{visit.mark}}`, not `{{visit.number}}`"#
        ]),
    BadFile(
        "an unknown mistake in a standard", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
            standards: [{never: no-appology}]

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:21: error: `never`: no mistake has the code `no-appology`; did you mean `no-apology`?"#
        ]),
    BadFile(
        "a mistake that nobody examines yet", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
            standards: [{never: no-apology}]

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:21: warning: nobody examines `no-apology` in this release yet, so this standard cannot be broken"#
        ]),
    BadFile(
        "a standard about no touchpoint", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
            standards: [{never: late, at: Hom}]

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:31: error: no touchpoint is called `Hom`; did you mean `Home`?"#
        ]),
    BadFile(
        "two touchpoints of one name", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:17: error: `Home` names two touchpoints; the first is in line 3"#
        ]),
    BadFile(
        "two probes of one name", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
            "probes/b.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        ],
        tells: [
            #"probes/b.yaml:1:8: error: there is a probe `a` already, at probes/a.yaml:1:8"#
        ]),
    BadFile(
        "patience before the promise", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 4s
                patience: 2s

            """#,
        ],
        tells: [
            #"probes/a.yaml:6:15: error: the customer's patience (2s) ends before the promise (4s) lapses"#
        ]),
    BadFile(
        "patience before the promise in one calendar", .meaning,
        files: [
            "undercover.yaml": #"calendars: {office: {week: {mon-fri: 09:00-17:00}}}\#n"#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                until: {status: 200}
                promise: 2d of office
                patience: 1d

            """#,
        ],
        tells: [
            #"probes/a.yaml:7:15: error: the customer's patience (1d) ends before the promise (2d of office) lapses"#
        ]),
    BadFile(
        "delight after the promise", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 1s
                delight: 2s

            """#,
        ],
        tells: [
            #"probes/a.yaml:6:14: error: nobody is delighted after 2s when 1s is promised"#
        ]),
    BadFile(
        "housekeeping with a promise", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
              - touchpoint: Log out
                get: https://example.com/out
                always: true
                promise: 1s

            """#,
        ],
        tells: [
            #"probes/a.yaml:8:5: warning: housekeeping (`always: true`) is never graded, so its `promise` says nothing"#
        ]),
    BadFile(
        "nothing but housekeeping", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                always: true

            """#,
        ],
        tells: [
            #"probes/a.yaml:3:3: error: a journey of housekeeping alone (`always: true`) judges nothing"#
        ]),
    BadFile(
        "a get that says it may be repeated", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                repeatable: true

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: warning: `get` may always be repeated; `repeatable` says nothing here"#
        ]),
    BadFile(
        "an empty journey", .meaning,
        probe: #"""
            probe: a
            journey: []

            """#,
        tells: [
            #"probes/a.yaml:2:10: error: a journey needs at least one touchpoint"#
        ]),
    BadFile(
        "patience before the promise of defaults", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                patience: 1s

            """#,
        ],
        tells: [
            #"probes/a.yaml:3:5: error: the customer's patience (1s) ends before the promise of `defaults` (2s) lapses; write a `promise`"#
        ]),
    BadFile(
        "delight after the promise of defaults", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                delight: 3s

            """#,
        ],
        tells: [
            #"probes/a.yaml:3:5: error: nobody is delighted after 3s when `defaults` promise 2s; write a `promise`"#
        ]),
    BadFile(
        "a calendar of the location without locations", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 4h of location
                until: {status: 200}

            """#,
        ],
        tells: [
            #"probes/a.yaml:3:5: error: `location` is no calendar here: the probe is made `for-each` of no location"#
        ]),
    BadFile(
        "a location without the calendar", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            for-each: locations
            schedule: {every: 1h, hours: location}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
            "locations.yaml": #"""
            locations:
              berlin: {tags: shop, calendar: always}
              paris: {tags: shop}

            """#,
        ],
        tells: [
            #"probes/a.yaml:1:8: error: the location `paris` has no `calendar`"#
        ]),
    BadFile(
        "a desk's hours that one location lacks", .meaning,
        files: [
            "undercover.yaml": #"""
            business: {name: Shop, hosts: [example.com]}
            values: {site: https://example.com}
            personas: {zoe: {name: Zoe, email: z@example.com}, pat: {name: Pat}}
            secrets: [token]
            owners: {web: {name: Web}}

            """#,
            "probes/a.yaml": #"""
            probe: a
            for-each: locations
            schedule: {every: 1h, hours: care}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
            "locations.yaml": #"""
            locations:
              berlin: {desks: {care: {kit: k, address: x}}}
              paris: {}

            """#,
            "kits/k.yaml": #"""
            kit: k
            exchanges: {open: {post: '{{desk.address}}'}}

            """#,
        ],
        tells: [
            #"probes/a.yaml:1:8: error: the location `paris` has no desk `care`, and there is no such calendar"#
        ]),
    BadFile(
        "a desk that takes its hours from a desk", .meaning,
        files: [
            "undercover.yaml": #"""
            desks:
              care: {kit: k, address: x, calendar: shop}
              shop: {kit: k, address: x}

            """#,
            "kits/k.yaml": #"""
            kit: k
            exchanges: {open: {post: '{{desk.address}}'}}

            """#,
        ],
        tells: [
            #"undercover.yaml:2:40: error: there is no calendar `shop`; declare it in undercover.yaml under `calendars`"#
        ]),
]
