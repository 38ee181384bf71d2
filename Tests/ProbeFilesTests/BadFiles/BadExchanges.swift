/// Addresses, bodies and settings of exchanges.
let badExchanges = [
    BadFile(
        "an address without a scheme", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: www.example.com

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: an address begins with `https://`, `http://` or `{{…}}`, not with `www.example.com`"#
        ]),
    BadFile(
        "a path alone", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: /contact

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: an address begins with `https://`, `http://` or `{{…}}`, not with `/contact`"#
        ]),
    BadFile(
        "another scheme", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: ftp://example.com/

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: an address begins with `https://`, `http://` or `{{…}}`, not with `ftp://example.com/`"#
        ]),
    BadFile(
        "a password in the address", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://me:secret@example.com/

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: a user or password in an address would be shown in reports; write it under `auth`"#
        ]),
    BadFile(
        "a space in the address", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/two words

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: an address has no spaces; write `%20`, or use `query`"#
        ]),
    BadFile(
        "braces that do not close", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "https://example.com/{{id"

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: `get`: `{{` without its `}}`"#
        ]),
    BadFile(
        "a name that cannot be", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: "https://example.com/{{1st}}"

            """#,
        tells: [
            #"probes/a.yaml:4:10: error: `get`: `{{1st}}` is not a name such as `{{persona.name}}`"#
        ]),
    BadFile(
        "a header that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                headers: {"X Y": z}

            """#,
        tells: [
            #"probes/a.yaml:5:15: error: `headers`: `X Y` is not a name of an HTTP field"#
        ]),
    BadFile(
        "headers as a list", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                headers: [Accept]

            """#,
        tells: [
            #"probes/a.yaml:5:14: error: `headers` must be a map, not a list"#
        ]),
    BadFile(
        "two bodies", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                post: https://example.com/
                repeatable: true
                json: {a: 1}
                form: {a: 1}

            """#,
        tells: [
            #"probes/a.yaml:7:5: error: one body is enough: there is `json` already"#
        ]),
    BadFile(
        "a template in json that does not close", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                post: https://example.com/
                repeatable: true
                json: {a: [x, '{{y']}

            """#,
        tells: [
            #"probes/a.yaml:6:19: error: `{{` without its `}}`"#
        ]),
    BadFile(
        "a password without its user", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                auth: {basic: {password: x}}

            """#,
        tells: [
            #"probes/a.yaml:5:19: error: a login needs `user`"#
        ]),
    BadFile(
        "an unknown way to log in", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                auth: {ntlm: x}

            """#,
        tells: [
            #"probes/a.yaml:5:11: error: an authentication needs one of `basic`, `digest`, `bearer`"#,
            #"probes/a.yaml:5:12: error: unknown key `ntlm` in an authentication; known are `basic`, `digest`, `bearer`"#,
        ]),
    BadFile(
        "too many redirects", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                follow: 100

            """#,
        tells: [
            #"probes/a.yaml:5:13: error: `follow` must be true or false, or a whole number from 0 to 50, not `100`"#
        ]),
    BadFile(
        "a version of HTTP", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                http: 3

            """#,
        tells: [
            #"probes/a.yaml:5:11: error: `http` must be one of `any`, `1.1`, `2`, not `3`"#
        ]),
    BadFile(
        "a limit in words", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                limit: much

            """#,
        tells: [
            #"probes/a.yaml:5:12: error: `limit`: `much` is not a size such as `20kB` or `2MB`"#
        ]),
    BadFile(
        "an address for resolve that is none", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                resolve: {'example.com:443': localhost}

            """#,
        tells: [
            #"probes/a.yaml:5:34: error: `example.com:443`: `localhost` is not an IP address"#
        ]),
    BadFile(
        "a name for resolve without a port", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                resolve: {example.com: 127.0.0.1}

            """#,
        tells: [
            #"probes/a.yaml:5:15: error: `resolve`: `example.com` is not `host:port`, such as `example.com:443`"#
        ]),
    BadFile(
        "an old TLS", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                tls: {at-least: 1.1}

            """#,
        tells: [
            #"probes/a.yaml:5:21: error: `at-least` must be one of `1.2`, `1.3`, not `1.1`"#
        ]),
    BadFile(
        "a key without its certificate", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                tls: {key: k.pem}

            """#,
        tells: [
            #"probes/a.yaml:5:11: error: `key` has a meaning only beside `certificate`"#
        ]),
    BadFile(
        "an address family", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                address-family: v6

            """#,
        tells: [
            #"probes/a.yaml:5:21: error: `address-family` must be one of `any`, `ipv4`, `ipv6`, not `v6`"#
        ]),
    BadFile(
        "a part without content", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                post: https://example.com/
                repeatable: true
                multipart: {a: {type: text/plain}}

            """#,
        tells: [
            #"probes/a.yaml:6:20: error: a part needs `text`"#
        ]),
    BadFile(
        "an unsafe exchange to a host of others", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Order
                post: https://shop.example.com/order

            """#,
        tells: [
            #"probes/a.yaml:3:5: error: `post` may go only to the business's own hosts; add `shop.example.com` to `business: {hosts: […]}` in undercover.yaml, or say `repeatable: true` if it does nothing"#
        ]),
    BadFile(
        "a wait that sends", .meaning,
        files: [
            "undercover.yaml": #"business: {hosts: [example.com]}\#n"#,
            "probes/a.yaml": #"""
            probe: a
            journey:
              - touchpoint: Order
                post: https://example.com/order
                until: {status: 200}

            """#,
        ],
        tells: [
            #"probes/a.yaml:5:5: error: `until` looks again and again: it may not send; wait with a `get` of its own, or say `repeatable: true`"#
        ]),
    BadFile(
        "a wait for nothing", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                until: {}

            """#,
        tells: [
            #"probes/a.yaml:5:12: error: `until` needs something that must hold"#
        ]),
    BadFile(
        "looking too often", .meaning,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Home
                get: https://example.com/
                until: {status: 200}
                check-every: 1ms

            """#,
        tells: [
            #"probes/a.yaml:6:18: error: `check-every` must be at least `100ms`"#
        ]),
    BadFile(
        "an undo without an address", .form,
        probe: #"""
            probe: a
            journey:
              - touchpoint: Order
                post: https://example.com/order
                repeatable: true
                undo: {expect: {status: 200}}

            """#,
        tells: [
            #"probes/a.yaml:6:11: error: an exchange needs one of `get`, `post`, `put`, `patch`, `delete`, `head`"#
        ]),
]
