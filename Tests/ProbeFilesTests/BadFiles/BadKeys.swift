/// Keys that are not known, missing, or do not go together.
let badKeys = [
    BadFile(
        "an unknown first key", .unreadable,
        probe: #"""
            prob: a
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:1:1: error: a file begins with `probe:`, `kit:`, `rule:` or `locations:`, not with `prob`; did you mean `probe`?"#
        ]),
    BadFile(
        "the first key further down", .meaning,
        probe: #"""
            journey:
              - touchpoint: Home
                get: https://example.com/
            probe: a

            """#,
        tells: [
            #"probes/a.yaml:1:1: error: a file begins with `probe:`, `kit:`, `rule:` or `locations:`, not with `journey`; write `probe:` first"#
        ]),
    BadFile(
        "an unknown key of a probe", .form,
        probe: #"""
            probe: a
            shedule: {every: 1h}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:1: error: unknown key `shedule` in a probe; did you mean `schedule`?"#
        ]),
    BadFile(
        "an unknown key of a touchpoint", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                patiense: 4s

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: unknown key `patiense` in a touchpoint; did you mean `patience`?"#
        ]),
    BadFile(
        "an unknown key that is like no other", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                colour: blue

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: unknown key `colour` in a touchpoint"#
        ]),
    BadFile(
        "an unknown key with the known ones", .form,
        probe: #"""
            probe: a
            schedule: {each: 1h}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:11: error: a schedule needs one of `every`, `cron`"#,
            #"probes/a.yaml:2:12: error: unknown key `each` in a schedule; known are `every`, `cron`, `hours`, `spread`"#,
        ]),
    BadFile(
        "underscores for dashes", .form,
        probe: #"""
            probe: a
            for_each: locations
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:1: error: unknown key `for_each` in a probe; did you mean `for-each`?"#
        ]),
    BadFile(
        "no journey", .form,
        probe: #"probe: a\#n"#,
        tells: [
            #"probes/a.yaml:1:1: error: a probe needs `journey`"#
        ]),
    BadFile(
        "no name of a touchpoint", .form,
        probe: #"""
            probe: a
            journey:
              - get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:3:5: error: a touchpoint needs `touchpoint`"#
        ]),
    BadFile(
        "no act", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                promise: 1s

            """#,
        tells: [
            #"probes/a.yaml:3:5: error: a touchpoint needs one of `get`, `post`, `put`, `patch`, `delete`, `head`, `write`, `hear`, `say`, `call`, `person`"#
        ]),
    BadFile(
        "two acts", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                post: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: a touchpoint has `get` already; `post` is one too many"#
        ]),
    BadFile(
        "a body beside get", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                json: {a: 1}

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: `json` has a meaning only beside `post`, `put`, `patch`, `delete`"#
        ]),
    BadFile(
        "a subject without write", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                subject: Hello

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: `subject` has a meaning only beside `write`"#
        ]),
    BadFile(
        "check-every without a wait", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                check-every: 5s

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: `check-every` has a meaning only beside `until`, `hear`"#
        ]),
    BadFile(
        "milestones on a page", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                milestones: [{until: answer}]

            """#,
        tells: [
            #"probes/a.yaml:5:5: error: `milestones` has a meaning only beside `hear`"#
        ]),
]
