/// Texts that YAML itself, or a table, cannot be read from.
let badYAML = [
    BadFile(
        "an empty file", .unreadable,
        probe: "",
        tells: [
            #"probes/a.yaml:1:1: error: the file is empty"#
        ]),
    BadFile(
        "only a comment", .unreadable,
        probe: #"# nothing yet\#n"#,
        tells: [
            #"probes/a.yaml:1:1: error: the file is empty"#
        ]),
    BadFile(
        "a list where a map is wanted", .unreadable,
        probe: #"- probe: a\#n"#,
        tells: [
            #"probes/a.yaml:1:1: error: a file is a map of keys and values, not a list"#
        ]),
    BadFile(
        "one word", .unreadable,
        probe: #"probe\#n"#,
        tells: [
            #"probes/a.yaml:1:1: error: a file is a map of keys and values, not a single value"#
        ]),
    BadFile(
        "a tab in the indentation", .unreadable,
        probe: #"""
            probe: a
            journey:
            \#t- touchpoint: Home

            """#,
        tells: [
            #"probes/a.yaml:3:1: error: a tab; YAML is indented and separated with spaces"#
        ]),
    BadFile(
        "a tab after a colon", .unreadable,
        probe: #"""
            probe:\#ta
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:1:7: error: a tab; YAML is indented and separated with spaces"#
        ]),
    BadFile(
        "a tab before a value in the middle", .unreadable,
        probe: #"""
            probe: a
            about: \#tLooks
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:8: error: a tab; YAML is indented and separated with spaces"#
        ]),
    BadFile(
        "text that goes on after a template", .unreadable,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: {{site}}/contact

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: text with `{{…}}` in it needs quotes here: put quotes round it"#
        ]),
    BadFile(
        "a template inside a flow map", .unreadable,
        probe: #"""
            probe: a
            journey:
              - {touchpoint: Home, get: https://{{site}}/contact}

            """#,
        tells: [
            #"probes/a.yaml:3:37: error: text with `{{…}}` in it needs quotes here: put quotes round it"#
        ]),
    BadFile(
        "quotes that do not close", .unreadable,
        probe: #"""
            probe: a
            about: "Looks
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:6:1: error: this is not YAML: while scanning a quoted scalar from line 2: found unexpected end of stream (quotes that do not close?)"#
        ]),
    BadFile(
        "a bracket that does not close", .unreadable,
        probe: #"""
            probe: a
            tags: [x, y
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:3:8: error: this is not YAML: while parsing a flow sequence from line 2: did not find expected ',' or ']' (a bracket that does not close, or text that needs quotes)"#
        ]),
    BadFile(
        "a second colon in a line", .unreadable,
        probe: #"""
            probe: a
            about: Looks: at the page
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:13: error: this is not YAML: mapping values are not allowed in this context (a second `: ` in the line? put quotes round the text; or the indentation is wrong)"#
        ]),
    BadFile(
        "wrong indentation", .unreadable,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
               get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:4:4: error: this is not YAML: while parsing a block collection from line 3: did not find expected '-' indicator (check the indentation)"#
        ]),
    BadFile(
        "a character that begins nothing", .unreadable,
        probe: #"""
            probe: a
            about: @home
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:8: error: this is not YAML: while scanning for the next token from line 2: found character that cannot start any token (put quotes round text that begins with `@`, `` ` `` or `%`)"#
        ]),
    BadFile(
        "two documents", .unreadable,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
            ---
            probe: b

            """#,
        tells: [
            #"probes/a.yaml:5:1: error: a second document (`---`) in one file; write it to a file of its own"#
        ]),
    BadFile(
        "an alias of nothing", .unreadable,
        probe: #"""
            probe: a
            about: *there
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:8: error: an alias (`*name`) of an anchor (`&name`) that is not above; text needs quotes"#
        ]),
    BadFile(
        "a control character", .unreadable,
        probe: #"""
            probe: a
            about: be\#u{7}ll
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:10: error: a control character (U+0007) cannot stand in a YAML file; write it as an escape inside double quotes"#
        ]),
    BadFile(
        "a tag", .unreadable,
        probe: #"""
            probe: a
            about: !!binary aGVsbG8=
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:8: error: tags such as `tag:yaml.org,2002:binary` are not used here; take it away"#
        ]),
    BadFile(
        "a key that is a list", .unreadable,
        probe: #"""
            probe: a
            ? [x, y]
            : z
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:3: error: a key must be a word, not a list or a map"#
        ]),
    BadFile(
        "a key twice", .unreadable,
        probe: #"""
            probe: a
            about: One
            about: Two
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:3:1: error: `about` is written twice; the first is in line 2"#
        ]),
    BadFile(
        "keys twice in two maps, and another mistake", .unreadable,
        probe: #"""
            probe: a
            paused: maybe
            journey:
              - touchpoint: Home
                get: https://example.com/
                promise: 1s
                "promise": 2s
              - touchpoint: Next
                get: https://example.com/
                minor: true
                minor: false

            """#,
        tells: [
            #"probes/a.yaml:2:9: error: `paused` must be true or false, not `maybe`"#,
            #"probes/a.yaml:7:5: error: `promise` is written twice; the first is in line 6"#,
            #"probes/a.yaml:11:5: error: `minor` is written twice; the first is in line 10"#,
        ]),
    BadFile(
        "a key twice in one line", .unreadable,
        probe: #"""
            probe: a
            schedule: {every: 1h, every: 2h}
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:23: error: `every` is written twice; the first is in line 2"#
        ]),
    BadFile(
        "a merge of a text", .unreadable,
        probe: #"""
            probe: a
            <<: more
            journey:
              - touchpoint: Home
                get: https://example.com/

            """#,
        tells: [
            #"probes/a.yaml:2:5: error: `<<` takes a map (`<<: *name`)"#
        ]),
]
