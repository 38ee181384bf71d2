/// What is expected and captured.
let badExpectations = [
    BadFile(
        "a status that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {status: 999}

            """#,
        tells: [
            #"probes/a.yaml:5:22: error: `status`: `999` is not a status such as `200`, `2xx` or `200-299`"#
        ]),
    BadFile(
        "a range of statuses backwards", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {status: 299-200}

            """#,
        tells: [
            #"probes/a.yaml:5:22: error: `status`: `299-200` is not a status such as `200`, `2xx` or `200-299`"#
        ]),
    BadFile(
        "an unknown expectation", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {contians: Hello}

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: unknown key `contians` in a map of expectations; did you mean `contains`?"#
        ]),
    BadFile(
        "expectations as a list", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: [status]

            """#,
        tells: [
            #"probes/a.yaml:5:13: error: `expect` must be a map of expectations, not a list"#
        ]),
    BadFile(
        "an empty list of texts", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {contains: []}

            """#,
        tells: [
            #"probes/a.yaml:5:24: error: `contains` is an empty list"#
        ]),
    BadFile(
        "a wrong regular expression", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {regex: '(a'}

            """#,
        tells: [
            #"probes/a.yaml:5:21: error: `(a` is not a regular expression: missing closing parenthesis at character 3"#
        ]),
    BadFile(
        "a wrong XPath", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {xpath: '//h1['}

            """#,
        tells: [
            #"probes/a.yaml:5:21: error: `//h1[` is not an XPath: wrong at character 6"#
        ]),
    BadFile(
        "a wrong JSONPath", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {jsonpath: '$.a['}

            """#,
        tells: [
            #"probes/a.yaml:5:24: error: `$.a[` is not a JSONPath: column 5: expected a selector: a name in quotes, an index, a slice, “*” or “?”, found the end of the query"#
        ]),
    BadFile(
        "a wrong JSONPath with a comparison", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect:
                  jsonpath:
                    - $.good
                    - {'a.b': 3}

            """#,
        tells: [
            #"probes/a.yaml:8:12: error: `a.b` is not a JSONPath: column 1: expected “$” at the query's start, found “a”"#
        ]),
    BadFile(
        "an unknown comparison", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {xpath: {//h1: {equal: Hello}}}

            """#,
        tells: [
            #"probes/a.yaml:5:29: error: unknown key `equal` in a comparison; did you mean `equals`?"#
        ]),
    BadFile(
        "a comparison without a word", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {url: {}}

            """#,
        tells: [
            #"probes/a.yaml:5:19: error: a comparison needs a word such as `equals` or `contains`"#
        ]),
    BadFile(
        "a number that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {jsonpath: {$.total: {at-least: ten}}}

            """#,
        tells: [
            #"probes/a.yaml:5:45: error: `at-least` must be a number, not `ten`"#
        ]),
    BadFile(
        "a count that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {xpath: {//li: {count: many}}}

            """#,
        tells: [
            #"probes/a.yaml:5:36: error: `count`: `many` is not a number or a range such as `2-5`"#
        ]),
    BadFile(
        "a certificate in hours", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {certificate: 36h}

            """#,
        tells: [
            #"probes/a.yaml:5:27: error: `certificate` counts whole days: `14d`"#
        ]),
    BadFile(
        "a certificate in a number", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {certificate: 14}

            """#,
        tells: [
            #"probes/a.yaml:5:27: error: `certificate`: `14`: a number needs its unit (ms, s, m, h, d or w); expected a duration such as 800ms, 5m, 4h, 1h30m or 3d"#
        ]),
    BadFile(
        "a size without limits", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {size: {}}

            """#,
        tells: [
            #"probes/a.yaml:5:20: error: a size needs `at-least` or `at-most`"#
        ]),
    BadFile(
        "an impossible size", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {size: {at-least: 2MB, at-most: 1MB}}

            """#,
        tells: [
            #"probes/a.yaml:5:20: error: no size is at least 2000000 and at most 1000000 bytes"#
        ]),
    BadFile(
        "a short hash", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                expect: {sha256: abc123}

            """#,
        tells: [
            #"probes/a.yaml:5:22: error: `sha256`: `abc123` is not a SHA-256 of 64 hexadecimal digits"#
        ]),
    BadFile(
        "a capture of two things", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {id: {regex: x, xpath: //a}}

            """#,
        tells: [
            #"probes/a.yaml:5:30: error: a capture has `regex` already; `xpath` is one too many"#
        ]),
    BadFile(
        "a capture of nothing", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {id: {as: number}}

            """#,
        tells: [
            #"probes/a.yaml:5:19: error: a capture needs one of `regex`, `xpath`, `jsonpath`, `header`, `cookie`, `from`"#
        ]),
    BadFile(
        "a capture with a wrong name", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {1st: body}

            """#,
        tells: [
            #"probes/a.yaml:5:15: error: `capture`: `1st` cannot stand in `{{…}}`: letters, digits, `_` and `-`, a letter first"#
        ]),
    BadFile(
        "a capture with a taken name", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {persona: body}

            """#,
        tells: [
            #"probes/a.yaml:5:15: error: `persona` has a meaning of its own in `{{…}}`; choose another name"#
        ]),
    BadFile(
        "a capture of an unknown word", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {id: bdy}

            """#,
        tells: [
            #"probes/a.yaml:5:19: error: `id` must be one of `status`, `url`, `body`, not `bdy`; did you mean `body`?"#
        ]),
    BadFile(
        "an unknown conversion", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {id: {header: Date, as: date}}

            """#,
        tells: [
            #"probes/a.yaml:5:38: error: `as` must be one of `time`, `number`, `base64`, `html-text`, not `date`"#
        ]),
    BadFile(
        "a wrong pattern in a capture", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                capture: {id: {regex: 'a**'}}

            """#,
        tells: [
            #"probes/a.yaml:5:27: error: `a**` is not a regular expression: quantifier does not follow a repeatable item at character 3"#
        ]),
]
