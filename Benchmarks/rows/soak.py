"""A month of the daemon's time in an hour of the wall's: memory, file descriptors, threads, the log and the ledger stay flat.

    script/bench soak [MINUTES]     60 without it; with --quick 3

The daemon (Benchmarks/Programs, composed as `undercover run` composes it) audits the demo business, a process of its own; the clocks of
both run 720 times faster. There are 20 shops, each with pages, bookings and questions that wait for an answer. Every 4 hours of that time
other faults are set; twice a day a probe changes and the configuration is reloaded; once a day the ledger is backed up; visits are kept for
a week, so that they come and go; people look at the status, findings and visits all the time. Every 10 s of the wall's time the process is
measured. Flat means: a line fitted to the last two thirds grows over them by less than the row says. Sums by hour, kept for four weeks,
still come in while the run lasts: the ledger may grow by so much. Samples stand in .build-bench/soak.csv.
"""

import csv
import itertools
import signal
import subprocess
import time

from workshop import processes
from workshop.daemon import Undercover, status_document
from workshop.figures import Row, growth
from workshop.workshop import Unmeasurable

NEEDS = []
ONLY_WHEN_NAMED = True
TAKES_ARGUMENTS = True
SPEED = 720
SAMPLE = 10
SHOPS = 20

EVERYDAY = "slowPage deadLink staleYear brokenExpectation redirectLoop expiredOffer"
FAULTS = ["", EVERYDAY, "ticketsUnanswered", "outOfService", "missingTitle placeholderLatin", "tooManyRequests", "bookingFails",
          "botChallenge", EVERYDAY + " softNotFound contradictingPhone", "needsBrowser"]

UNDERCOVER = """
values: {{site: "{site}"}}
defaults: {{promise: 800ms, patience: 6s, language: en}}
personas:
  zoe: {{name: Zoë O'Neil, email: zoe@customer.example}}
  ana: {{name: Ana Pereira, email: ana@customer.example}}
owners: {{reception: {{name: Reception}}, web: {{name: Web shop}}}}
calendars:
  desk: {{time-zone: Europe/Berlin, week: {{mon-sun: 00:00-24:00}}}}
addresses: {{page: none}}
retention: {{visits: {kept}, texts: {kept}, pages: 5MB}}
channels:
  log: {{command: [/bin/sh, -c, 'printf "%s\\n" "$1" >> "$0"', {room}/alerts.log, "{{{{incident.state}}}}: {{{{incident.says}}}}"]}}
alerts:
  - {{rule: late-again, when: {{late: 2 of 3}}, notify: [log]}}
  - {{rule: bad-visits, when: {{bad: 2 of 3}}, notify: [log]}}
  - {{rule: unanswered, when: {{overdue: 0.5}}, notify: [log]}}
"""

PROBES = {
    "first-visit": """
for-each: locations
owner: web
schedule: {every: 10m}
journey:
  - touchpoint: Home page
    get: "{{site}}/"
    expect: {status: 200, contains: [Lindenhof]}
    examine: page
  - touchpoint: Rooms
    get: "{{site}}/rooms"
    expect: {status: 200, xpath: ["//h1"]}
    examine: page
""",
    "breakfast": """
for-each: locations
owner: reception
schedule: {every: 10m}
journey:
  - touchpoint: Breakfast
    get: "{{site}}/breakfast"
    expect: {status: 200, contains: ["It is on us."]}
    examine: nothing
""",
    "booking": """
for-each: locations
owner: reception
persona: [zoe, ana]
schedule: {every: 30m}
journey:
  - touchpoint: Booking form
    get: "{{site}}/booking"
    expect: {status: 200, xpath: ["//form//input[@name='email']"]}
  - touchpoint: Confirmation
    post: "{{site}}/booking"
    form: {name: "{{persona.name}}", email: "{{persona.email}}", room: double, arrival: "{{day+30d}}", nights: 2}
    expect: {status: 200, contains: ["Your room is reserved."]}
standards:
  - {never: outcome-not-delivered, at: Confirmation}
""",
    "offers": """
for-each: locations
owner: web
schedule: {every: 15m}
journey:
  - touchpoint: Offers
    get: "{{site}}/offers"
    expect: {status: 200}
    examine: page
""",
    "about-us": """
for-each: locations
owner: web
schedule: {every: 30m}
journey:
  - touchpoint: About us
    get: "{{site}}/about"
    expect: {status: 200}
    examine: page
  - touchpoint: Contact
    get: "{{site}}/contact"
    expect: {status: 200, xpath: ["//a[starts-with(@href,'tel:')]"]}
    examine: page
""",
    "summer-link": """
owner: web
schedule: {cron: "*/30 * * * *"}
journey:
  - touchpoint: Newsletter link
    get: "{{site}}/go/loop"
    expect: {status: 200}
""",
    "question": """
for-each: locations
owner: reception
persona: [zoe, ana]
schedule: {every: 1h}
journey:
  - touchpoint: Ask
    post: "{{site}}/api/tickets"
    json: {subject: "May my dog come? {{visit.mark}}", text: "Hello, may we bring our dog?", name: "{{persona.name}}"}
    expect: {status: 201}
    capture: {ticket: {jsonpath: $.id}}
    find: {get: "{{site}}/api/tickets", query: {contains: "{{visit.mark}}"}}
  - touchpoint: Answer
    get: "{{site}}/api/tickets/{{ticket}}"
    until: {jsonpath: {$.status: answered}}
    check-every: 15m
    promise: 3h of desk
    patience: 8h
  - touchpoint: Close
    delete: "{{site}}/api/tickets/{{ticket}}"
    always: true
""",
}


class Soak:
    def __init__(self, workshop):
        self.workshop = workshop
        _ = workshop.undercover  # built before the clocks run
        since = str(time.clock_gettime(time.CLOCK_MONOTONIC))
        self.business = workshop.start(
            [workshop.program, "business", SPEED, since], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        site = self.business.stdout.readline().strip()
        if not site:
            raise Unmeasurable("the demo business does not open")
        self.daemon = Undercover(workshop, "soak")
        self.daemon.configure(
            PROBES, locations=SHOPS,
            more=UNDERCOVER.format(site=site, room=self.daemon.room, kept="6h" if workshop.quick else "7d"))
        self.daemon.start(line=[workshop.program, "daemon", self.daemon.room, SPEED, since])
        self.daemon.wait_until(lambda: (self.daemon.runtime / "status.json").exists())
        self.samples = []
        self.refused = []

    def run(self, minutes):
        """Samples until the time is over, and does what people do meanwhile."""
        faults = itertools.cycle(FAULTS)
        looks = itertools.cycle([("status",), ("findings", "--since", "24h"), ("visits", "--limit", "20"), ("visits", "--open")])
        began = time.monotonic()
        keep = self.workshop.here.parent / ".build-bench" / "soak.csv"
        with open(keep, "w", newline="") as file:
            sheet = csv.writer(file)
            for turn in range(int(minutes * 60 / SAMPLE)):
                if turn % 2 == 0:
                    self.business.stdin.write(next(faults) + "\n")
                    self.business.stdin.flush()
                if turn % 6 == 5:
                    self.change(turn)
                if turn % 12 == 11:
                    self.back_up(turn)
                self.command(*next(looks))
                time.sleep(max(0, began + (turn + 1) * SAMPLE - time.monotonic()))
                if self.daemon.process.poll() is not None:
                    raise Unmeasurable(f"the daemon ended: {self.daemon.last_words()}")
                sample = {"seconds": round(time.monotonic() - began, 1), **self.measure()}
                if not self.samples:
                    sheet.writerow(sample)
                sheet.writerow(sample.values())
                file.flush()
                self.samples.append(sample)

    def measure(self):
        pid = self.daemon.process.pid
        log = self.daemon.ledger.with_name(self.daemon.ledger.name + "-wal")
        return {
            "anonymous": processes.anonymous_bytes(pid), "descriptors": processes.descriptors(pid),
            "threads": processes.threads(pid), "log": log.stat().st_size if log.exists() else 0,
            "ledger": self.daemon.ledger.stat().st_size, "cpu": round(processes.cpu_seconds(pid), 2),
        }

    def command(self, *arguments):
        done = self.daemon.command(*arguments, "--config", self.daemon.room)
        if done.returncode > 3 or (done.returncode == 3 and arguments[0] != "status"):
            self.refused.append(f"{arguments[0]}: {done.stderr.strip()[-200:]}")

    def change(self, turn):
        place = self.daemon.room / "probes" / "offers.yaml"
        every = "15m" if turn % 12 == 11 else "20m"
        place.write_text("probe: offers\n" + PROBES["offers"].replace("15m", every))
        self.command("reload")

    def back_up(self, turn):
        copy = self.daemon.room / f"backup-{turn}.sqlite"
        self.command("ledger", "backup", copy)
        copy.unlink(missing_ok=True)

    def stop(self):
        self.workshop.end(self.daemon.process, signal.SIGTERM)
        self.workshop.end(self.business)
        report = self.daemon.command("ledger", "verify", "--config", self.daemon.room)
        return report.returncode == 0, report.stdout.strip()


# What is measured, its unit, by how much it may grow over two thirds of the run, and how it is shown.
FLAT = [
    ("anonymous", "anonymous memory", 1e6, 3, "MB"), ("descriptors", "file descriptors", 1, 3, ""), ("threads", "threads", 1, 1, ""),
    ("log", "the ledger's log (WAL)", 1e6, 1, "MB"), ("ledger", "the ledger", 1e6, 8, "MB"),
]


def rows(workshop):
    minutes = float(workshop.arguments[0]) if workshop.arguments else 3 if workshop.quick else 60
    soak = Soak(workshop)
    soak.run(minutes)
    try:
        seen = status_document(soak.daemon.room)
    finally:
        whole, report = soak.stop()
    late = soak.samples[len(soak.samples) // 3:]
    for key, name, unit, most, shown in FLAT:
        values = [sample[key] / unit for sample in late]
        grown = growth([sample["seconds"] for sample in late], values)
        first = soak.samples[0][key] / unit
        # A few minutes show that it works; caches still fill.
        held = None if minutes < 30 else grown < most
        yield Row(
            f"soak of {minutes:g} min, {minutes * SPEED / 60 / 24:.1f} days of its time: {name}",
            f"grows by {grown:+.1f} {shown} over two thirds ({first:.1f}, then {min(values):.1f}–{max(values):.1f})".replace("  ", " "),
            f"by less than {most} {shown}".strip(), held)
    visits, opened, over, blind = (
        soak.daemon.query(f"SELECT {what}")[0][0]
        for what in ("max(place) FROM visit", "count(*) FROM incident", "count(*) FROM incident WHERE state = 'recovered'",
                     "count(*) FROM blind"))
    cpu = soak.samples[-1]["cpu"] / soak.samples[-1]["seconds"]
    yield Row(
        "soak: what went on", f"{visits:,} visits, {opened} incidents ({over} over), {blind} blind spans, {seen['waiting']} waits open, "
        f"{cpu:.0%} of a core", "", None)
    yield Row("soak: commands refused", f"{len(soak.refused)} {'; '.join(soak.refused[:2])}".strip(), "none", not soak.refused)
    yield Row("soak: the ledger afterwards", "whole" if whole else report[-200:], "whole", whole)
