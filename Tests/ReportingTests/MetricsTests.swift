import Journey
import Reporting
import Testing

struct MetricsTests {
    @Test func everyMetricIsDescribedOnceAndEveryLineIsOne() throws {
        let text = StatusMetrics.text(StatusDocument(facts()))
        #expect(text.hasSuffix("\n"))
        var described: Set<String> = []
        var typed: Set<String> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                #expect(described.insert(String(words[2])).inserted)
            } else if line.hasPrefix("# TYPE ") {
                #expect(words.count == 4 && words[3] == "gauge")
                typed.insert(String(words[2]))
            } else {
                let name = String(line.prefix { $0 != "{" && $0 != " " })
                #expect(typed.contains(name) && described.contains(name))
                #expect(name.wholeMatch(of: /undercover_[a-z_]+/) != nil)
                #expect(try Double(#require(words.last)) != nil)
            }
        }
    }

    @Test func figuresAreAsInTheDocument() {
        let text = StatusMetrics.text(StatusDocument(facts()))
        for line in [
            "undercover_visits{probe=\"kettle\",location=\"oslo\",grade=\"delighted\"} 20",
            "undercover_waits_overdue 1",
            "undercover_last_visit_grade{probe=\"kettle\",location=\"rome\"} -1",
            "undercover_paused{probe=\"kettle\",location=\"oslo\"} 1",
            "undercover_open_findings{probe=\"page\",location=\"\",code=\"dead-link\"} 2",
            "undercover_state{state=\"ready\"} 1",
            "undercover_blind{reason=\"storage\"} 1", "undercover_blind{reason=\"network\"} 0", "undercover_storing 1",
            "undercover_beat_timestamp_seconds 1795550400",
        ] {
            #expect(text.contains(line + "\n"))
        }
        #expect(!text.contains("undercover_standing{probe=\"kettle\",location=\"rome\"}"))
    }

    @Test func labelsCannotBreakTheirLine() {
        var facts = facts()
        facts.roster = Roster([.init(subject: Subject(probe: "a\"b\\c\nd"))])
        let text = StatusMetrics.text(StatusDocument(facts))
        #expect(text.contains(#"undercover_paused{probe="a\"b\\c\nd",location=""} 0"#))
    }
}
