import Journey

extension Draft {
    var undercover: String {
        comment(
            "Written by `undercover init \(start)` on \(today). It is yours: change it, then type `undercover check`.")
                + """

                business:
                  name: \(answers.name.yamlQuoted)
                  # The only hosts that probes may ever send anything to. The three probes here only read.
                  hosts: [\(unbracketed(site.origin.host).yamlQuoted)]

                # {{site}} in every probe.
                values:
                  site: \(site.origin.text.yamlQuoted)

                defaults:
                  # A page that takes longer is late; after its patience the customer has gone.
                  promise: 2s
                  patience: 10s

                """ + (site.home.language.map { "  language: \($0.yamlQuoted)\n" } ?? "")
            + "  time-zone: \(answers.timeZone.yamlQuoted)\n\n" + owners + "\n" + calendars + "\n" + alerts
    }

    private var owners: String {
        var text = "# Who answers for what is found.\nowners:\n  \(ownerID):\n    name: \(answers.owner.yamlQuoted)\n"
        if answers.hours.days != nil { text += "    calendar: open\n" }
        if answers.webhook != nil { text += "    notify: [alerts]\n" }
        return text
    }

    private var calendars: String {
        let runs = answers.hours.runs
        guard !runs.isEmpty else {
            return """
                # When people answer. Promises can be counted in it: `promise: 4h of open`.
                # calendars:
                #   open:
                #     week: {mon-fri: "09:00-18:00", sat: "10:00-14:00"}
                #     holidays: [01-01, 12-25]

                """
        }
        let week = runs.map { run in
            let hours = run.hours.map(\.yamlQuoted)
            return "      \(run.days): \(hours.count == 1 ? hours[0] : "[\(hours.joined(separator: ", "))]")\n"
        }
        return
            "# When people answer. Promises can be counted in it: `promise: 4h of open`.\ncalendars:\n  open:\n    week:\n"
            + week.joined() + "    # holidays: [01-01, 12-25]\n"
    }

    private var alerts: String {
        let notify = answers.webhook == nil ? "" : ", notify: [alerts]"
        let rules = """
            # When somebody is told. Without `notify` an alert is seen on the status page alone.
            alerts:
              - {rule: bad-visits, when: {bad: 2 of 3}\(notify)}
              - {rule: often-late, when: {late: 3 of 5}\(notify)}


            """
        let command = """
            #   log:
            #     command: [/usr/bin/logger, -t, undercover, "{{incident.state}}: {{incident.says}}"]

            """
        guard answers.webhook != nil else {
            return rules + "# Ways of telling somebody. Name one under `notify` above.\n# channels:\n" + command
        }
        return rules + """
            # The address is in a file of its own: whoever knows it can write there.
            secrets:
              alerts_webhook: {file: \(Self.secretPath)}
            channels:
              alerts:
                webhook: "{{secret.alerts_webhook}}"

            """ + command
    }

    /// IPv6 stands without its brackets among hosts.
    private func unbracketed(_ host: String) -> String {
        host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
}
