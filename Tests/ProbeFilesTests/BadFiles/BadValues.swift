/// Values of a wrong type or form.
let badValues = [
    BadFile(
        "no value", .meaning,
        probe: #"""
            probe: a
            about:
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:7: error: `about` has no value; expected text"#
        ]),
    BadFile(
        "no duration", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise:

            """#,
        tells: [
            #"probes/a.yaml:5:13: error: `promise` has no value; expected a duration such as `800ms`, `3d` or `4h of care`"#
        ]),
    BadFile(
        "a name with a space", .form,
        probe: #"""
            probe: Broken kettle
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:1:8: error: `probe`: `Broken kettle` is not a name of small letters, digits and `-`, at most 64"#
        ]),
    BadFile(
        "a list for a text", .form,
        probe: #"""
            probe: [a, b]
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:1:8: error: `probe` must be a name of small letters, digits and `-`, at most 64, not a list"#
        ]),
    BadFile(
        "a map for a journey", .form,
        probe: #"""
            probe: a
            journey:
              touchpoint: Home
              get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:3:3: error: `journey` must be a list, not a map"#
        ]),
    BadFile(
        "a text for a list of touchpoints", .form,
        probe: #"""
            probe: a
            journey: Home

            """#,
        tells: [
            #"probes/a.yaml:2:10: error: `journey` must be a list, not a single value"#
        ]),
    BadFile(
        "a text for a touchpoint", .form,
        probe: #"""
            probe: a
            journey: [Home]

            """#,
        tells: [
            #"probes/a.yaml:2:11: error: an item of `journey` must be a touchpoint, not `Home`"#
        ]),
    BadFile(
        "maybe for a flag", .form,
        probe: #"""
            probe: a
            paused: maybe
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:9: error: `paused` must be true or false, not `maybe`"#
        ]),
    BadFile(
        "a quoted flag", .form,
        probe: #"""
            probe: a
            paused: "true"
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:9: error: `paused` must be true or false, not `true`"#
        ]),
    BadFile(
        "a weight of nothing", .form,
        probe: #"""
            probe: a
            weight: 0
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:9: error: `weight` must be a number from 0.001 to 1000, not `0`"#
        ]),
    BadFile(
        "a weight in words", .form,
        probe: #"""
            probe: a
            weight: heavy
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:9: error: `weight` must be a number from 0.001 to 1000, not `heavy`"#
        ]),
    BadFile(
        "a number without a unit", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 800

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise`: `800`: a number needs its unit (ms, s, m, h, d or w); expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "a time of day for a duration", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 1:30

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise`: `1:30`: a number needs its unit (ms, s, m, h, d or w); expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "a duration in words", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 4 hours

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise`: `4 hours`: 'hours' is not a unit of time (ms, s, m, h, d, w): did you mean h?; expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "a negative duration", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: -5m

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise`: `-5m`: a duration cannot be negative; expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "small units first", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 30m1h

            """#,
        tells: [
            #"probes/a.yaml:5:17: error: `promise`: `30m1h`: each unit once, and the biggest first, as in 1d2h30m"#
        ]),
    BadFile(
        "a calendar without its name", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 4h of

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise`: `4h of`: 'of' is followed by one calendar's name, as in 4h of care"#
        ]),
    BadFile(
        "a list of durations", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: [1s, 2s]

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `promise` must be a duration such as `800ms`, `3d` or `4h of care`, not a list"#
        ]),
    BadFile(
        "a situation that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                situation: failur

            """#,
        tells: [
            #"probes/a.yaml:5:16: error: `situation` must be one of `failure`, `request`, `praise`, not `failur`; did you mean `failure`?"#
        ]),
    BadFile(
        "examine something else", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                examine: pages

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `examine` must be one of `page`, `message`, `nothing`, not `pages`; did you mean `page`?"#
        ]),
    BadFile(
        "a selector of locations", .form,
        probe: #"""
            probe: a
            for-each: shops
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:11: error: `for-each`: `shops` is not `locations`, nor `locations[tag]`"#
        ]),
    BadFile(
        "an empty list of tags", .form,
        probe: #"""
            probe: a
            tags: []
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:7: error: `tags` is an empty list"#
        ]),
    BadFile(
        "a period and a cron line", .form,
        probe: #"""
            probe: a
            schedule: {every: 1h, cron: "0 * * * *"}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:23: error: a schedule has `every` already; `cron` is one too many"#
        ]),
    BadFile(
        "neither a period nor a cron line", .form,
        probe: #"""
            probe: a
            schedule: {spread: 1h}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:11: error: a schedule needs one of `every`, `cron`"#
        ]),
    BadFile(
        "a cron line of four fields", .form,
        probe: #"""
            probe: a
            schedule: {cron: "0 9 * *"}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:18: error: `cron`: `0 9 * *`: expected five fields (minute hour day-of-month month day-of-week), found 4"#
        ]),
    BadFile(
        "a cron hour of 25", .meaning,
        probe: #"""
            probe: a
            schedule: {cron: "0 25 * * *"}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:18: error: `cron`: `0 25 * * *`: '25' is no hour: expected 0 to 23"#
        ]),
    BadFile(
        "a period of nothing", .meaning,
        probe: #"""
            probe: a
            schedule: {every: 0s}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:19: error: `every` must be at least `1s`"#
        ]),
    BadFile(
        "a spread longer than the period", .meaning,
        probe: #"""
            probe: a
            schedule: {every: 1h, spread: 2h}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:31: error: `spread` (2h) is longer than the period (1h)"#
        ]),
]
