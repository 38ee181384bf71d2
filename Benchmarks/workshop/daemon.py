"""The daemon that is measured: its configuration, its run, and what it left in the ledger."""

import json
import pathlib
import signal
import sqlite3
import subprocess
import time

from workshop import processes
from workshop.workshop import Unmeasurable

UNKNOWN_GRADE = 4


class Undercover:
    def __init__(self, workshop, name="undercover"):
        self.workshop = workshop
        self.room = workshop.room(name)
        (self.room / "probes").mkdir()
        self.ledger = self.room / "ledger.sqlite"
        self.runtime = self.room / "run"
        self.log = self.room / "log"
        self.process = None

    def configure(self, probes, visits_at_once=512, locations=0, more=""):
        """Probes by name, as YAML below `probe:`."""
        (self.room / "undercover.yaml").write_text(
            f"business: {{name: Benchmark, hosts: [127.0.0.1]}}\n"
            f"ledger: {self.ledger}\nruntime: {self.runtime}\n"
            f"politeness: {{at-once: 1000, per-second: 10000, visits-at-once: {visits_at_once}}}\n{more}")
        for name, text in probes.items():
            (self.room / "probes" / f"{name}.yaml").write_text(f"probe: {name}\n{text}")
        if locations:
            shops = "".join(f"  s{number:05}: {{name: Shop {number}}}\n" for number in range(locations))
            (self.room / "locations.yaml").write_text(f"locations:\n{shops}")

    def command(self, *arguments, **options):
        return subprocess.run(
            [self.workshop.undercover, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
            **options)

    def timed(self, *arguments, codes=(0,)):
        """Seconds that a command takes, from its start to its end."""
        began = time.monotonic()
        done = self.command(*arguments)
        took = time.monotonic() - began
        if done.returncode not in codes:
            raise Unmeasurable(
                f"`undercover {' '.join(map(str, arguments))}` ended with {done.returncode}: {done.stderr[-400:]}")
        return took

    def start(self, environment=None, line=None):
        """As `undercover run`, or by another line."""
        with open(self.log, "ab") as log:
            self.process = self.workshop.start(
                line or [self.workshop.undercover, "run", "--config", self.room], stdout=subprocess.DEVNULL, stderr=log,
                env=environment)
        self.started, self.started_at = time.monotonic(), time.time()

    def wait_until(self, condition, patience=60):
        deadline = time.monotonic() + patience
        while not condition():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Unmeasurable(f"the daemon does not do its work: {self.last_words()}")
            time.sleep(0.005)

    def last_words(self):
        return self.log.read_text(errors="replace")[-600:].strip() or "it said nothing"

    def stop(self):
        """In good order, so that the ledger is complete."""
        code = self.workshop.end(self.process, signal.SIGTERM)
        if code != 0:
            raise Unmeasurable(f"the daemon ended with {code}: {self.last_words()}")

    def cpu_seconds(self):
        return processes.cpu_seconds(self.process.pid)

    def anonymous_bytes(self):
        return processes.anonymous_bytes(self.process.pid)

    # The ledger, once the daemon has stopped

    def query(self, sql, *arguments):
        with sqlite3.connect(f"file:{self.ledger}?mode=ro&immutable=1", uri=True) as ledger:
            return ledger.execute(sql, arguments).fetchall()

    def visits(self):
        return self.query("SELECT count(*) FROM visit")[0][0]

    def grades(self):
        return dict(self.query("SELECT grade, count(*) FROM visit GROUP BY grade"))

    def first_touchpoints(self):
        """Of each visit: id, probe, due and start as microseconds, what was measured, and whether it is excused or late."""
        names = ("id", "probe", "grade", "behind", "after", "took", "wait", "total", "flags", "late", "started")
        rows = self.query(
            """
            SELECT visit.id, subject.probe, visit.grade, visit.behind, touchpoint.after, touchpoint.took, hop.wait, hop.total,
                touchpoint.flags, visit.late, visit.started
            FROM visit JOIN subject ON subject.id = visit.subject
            JOIN touchpoint ON touchpoint.visit = visit.place AND touchpoint.position = 0
            LEFT JOIN hop ON hop.visit = visit.place AND hop.touchpoint = 0 AND hop.position = 0
            """)
        return [dict(zip(names, row)) for row in rows]

    def remarks(self, limit=3):
        """Why visits were not satisfactory."""
        return self.query(
            """
            SELECT coalesce(text.body, ''), count(*) FROM visit LEFT JOIN text ON text.id = visit.remark
            WHERE visit.grade <> 2 GROUP BY 1 ORDER BY 2 DESC LIMIT ?
            """, limit)


def probe(url, every="1s", expect="status: 200", examine="nothing", more="", for_each="", cron=None, exchange=""):
    schedule = f'cron: "{cron}"' if cron else f"every: {every}"
    return (
        (f"for-each: {for_each}\n" if for_each else "")
        + f"schedule: {{{schedule}}}\njourney:\n  - touchpoint: Page\n    get: \"{url}\"\n    examine: {examine}\n"
        + f"    expect: {{{expect}}}\n"
        + "".join(f"    {line}\n" for line in ([exchange] if exchange else []))
        + more)


def status_document(room):
    return json.loads((pathlib.Path(room) / "run" / "status.json").read_text())
