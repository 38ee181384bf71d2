"""What a large ledger costs: questions asked of 10 million visits, 100,000 open waits, and what the sums of a year take.

    script/bench ledger [visits [LEDGER]|waits|sums]     all without it; LEDGER was filled before with `Bench fill` and is not changed
                                                         but by the daemon's own visits

The visits are stored by the ledger's own doors (Benchmarks/Programs): 1,000 probes, each visited once a minute for a week up to now, one
in five with five defects that stand, and 20,000 defects that came and went. The file is in the page cache afterwards. Commands are timed
whole, from start to exit.

Waits are begun by the daemon itself, asking at an nginx that never answers the question; then it is started anew.

Sums are made by the daemon's own roll-up from a visit a minute, for every day of a year, and pruned as the daemon prunes them (grades by
hour for four weeks, times by hour for two, days for ever). A probe's sums do not depend on other probes: those of 100 are made, and the figure is for ten times as many.
"""

import json
import pathlib
import sqlite3
import subprocess
import time
import urllib.request

from workshop.daemon import Undercover, probe, status_document
from workshop.figures import Row, Spread
from workshop.pages import page
from workshop.servers import Nginx
from workshop.workshop import Unmeasurable, free_port

NEEDS = ["nginx-light"]
ONLY_WHEN_NAMED = True
TAKES_ARGUMENTS = True


def program(workshop, *arguments):
    done = subprocess.run(
        [workshop.program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Unmeasurable(f"`Bench {arguments[0]}` ended with {done.returncode}: {done.stderr[-400:]}")
    return json.loads(done.stdout)


def many_visits(workshop, nginx, filled=None):
    visits = 200_000 if workshop.quick else 10_000_000
    named = f"{visits / 1e6:g} million visits"
    daemon = Undercover(workshop, "visits")
    if filled:
        daemon.ledger = filled
    port = free_port()
    text = probe(nginx.url("page"), every="1m")
    daemon.configure({f"probe-{number}": text for number in range(1_000)}, more=f"addresses: {{page: \"127.0.0.1:{port}\"}}\n")
    seconds = None if filled else program(workshop, "fill", daemon.ledger, visits, 1_000)["seconds"]
    size = daemon.ledger.stat().st_size
    rate = f", {visits / seconds:,.0f} a second" if seconds else ""
    yield Row(f"{named} stored", f"{size / 1e9:.2f} GB, {size / visits:.0f} bytes each{rate}", "", None)

    questions = [
        (("findings", "--since", "24h"), (0,)), (("visits", "--since", "24h"), (0,)), (("visits", "--grade", "bad"), (0,)),
        (("visits", "--probe", "probe-7", "--since", "7d"), (0,)), (("status",), (0, 1, 2, 3)),
    ]
    yield from asked(daemon, named, "no daemon", [question for question in questions if question[0][0] != "status"])
    daemon.start()
    daemon.wait_until(lambda: nginx.visits("page") > 0)
    yield Row(f"{named}: from start to the first visit", f"{time.monotonic() - daemon.started:.2f} s", "under 5 s",
              time.monotonic() - daemon.started < 5)
    # Until the first status file is written, there is nothing to show.
    daemon.wait_until(lambda: (daemon.runtime / "status.json").exists())
    time.sleep(5)
    yield from asked(daemon, named, "the daemon at work", questions)
    for name, address in (("front page", ""), ("findings page", "findings?since=24h"), ("a probe's page", "probes/probe-7")):
        times = []
        for _ in range(20):
            began = time.monotonic()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=60) as answer:
                answer.read()
            times.append((time.monotonic() - began) * 1000)
        took = Spread(times)
        yield Row(f"{named}: {name}", took.text(0, " ms"), "under 100 ms", took.median < 100)
    before, began = daemon.cpu_seconds(), time.monotonic()
    time.sleep(20)
    share = (daemon.cpu_seconds() - before) / (time.monotonic() - began)
    yield Row(f"{named}: the daemon at 17 visits a second", f"{daemon.anonymous_bytes() / 1e6:.0f} MB, {share:.0%} of a core", "", None)
    daemon.stop()


def asked(daemon, named, how, questions):
    for arguments, codes in questions:
        took = Spread(daemon.timed(*arguments, "--config", daemon.room, codes=codes) * 1000 for _ in range(11))
        yield Row(
            f"{named}, {how}: {' '.join(arguments)}", took.text(0, " ms"), "under 100 ms", took.median < 100)


WAIT = """
for-each: locations
persona: [{personas}]
schedule: {{every: 1s}}
journey:
  - touchpoint: Ask
    post: "{ask}"
    json: {{subject: "Question {{{{visit.mark}}}}", text: "May my dog come?"}}
    expect: {{status: 201}}
    capture: {{ticket: {{jsonpath: $.id}}}}
  - touchpoint: Answer
    get: "{answer}?id={{{{ticket}}}}"
    until: {{jsonpath: {{$.status: answered}}}}
    check-every: 1h
    promise: 1d
    patience: 7d
"""


def waits(workshop, nginx):
    """A thousand series with a hundred personas each: there is one wait at a time for each of them."""
    probes, locations, personas = (10, 10, 100) if workshop.quick else (100, 10, 100)
    count = probes * locations * personas
    daemon = Undercover(workshop, "waits")
    names = [f"guest{number}" for number in range(personas)]
    people = "".join(f"  {name}: {{name: Guest, email: {name}@customer.example}}\n" for name in names)
    text = WAIT.format(personas=", ".join(names), ask=nginx.url("ask"), answer=nginx.url("answer"))
    daemon.configure(
        {f"p{number}": text for number in range(probes)}, visits_at_once=2000, locations=locations,
        more=f"personas:\n{people}addresses: {{page: none}}\n")
    daemon.start()
    daemon.wait_until(lambda: waiting(daemon) >= count, patience=900)
    daemon.stop()
    daemon.start()
    daemon.wait_until(lambda: waiting(daemon, since=daemon.started_at) >= count, patience=120)
    took = time.monotonic() - daemon.started
    yield Row(f"{count:,} open waits: from start to the status that shows them", f"{took:.2f} s", "under 5 s", took < 5)
    looks, before, began = nginx.visits("answer"), daemon.cpu_seconds(), time.monotonic()
    time.sleep(60 if workshop.quick else 600)
    passed = time.monotonic() - began
    share = (daemon.cpu_seconds() - before) / passed
    held = daemon.anonymous_bytes() / 1e6
    rate = (nginx.visits("answer") - looks) / passed
    daemon.stop()
    yield Row(
        f"{count:,} open waits: anonymous memory", f"{held:.0f} MB after {passed / 60:.0f} min, {rate:.0f} looks/s, {share:.0%} of a core",
        "under 300 MB", held < 300)


def waiting(daemon, since=0.0):
    """Waits in the status file, once it has been written after an instant of the wall clock."""
    place = daemon.runtime / "status.json"
    try:
        return status_document(daemon.room)["waiting"] if place.stat().st_mtime > since else -1
    except OSError:
        return -1


def sums(workshop):
    probes, days = (10, 40) if workshop.quick else (100, 365)
    path = workshop.room("sums") / "ledger.sqlite"
    made = program(workshop, "sums", path, probes, days)
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as ledger:
        size = dict(ledger.execute("SELECT name, sum(pgsize) FROM dbstat WHERE name IN ('tally', 'times') GROUP BY name"))
    total = {name: part * 1000 / probes / 1e6 for name, part in size.items()}
    yield Row(
        f"sums of {days} days of a visit a minute, 1,000 probes",
        f"{sum(total.values()):.0f} MB: grades {total['tally']:.0f}, times {total['times']:.0f} (of {probes} probes, × {1000 // probes})",
        "at most 100 MB a year", sum(total.values()) <= 100)
    yield Row("sums: how far percentiles are off, at most", f"{made['worst']:.2%} (times are whole microseconds)", "at most 2 %", round(made["worst"], 4) <= 0.02)


def rows(workshop):
    body = "default_type application/json; return 200 '{\"status\": \"open\"}';"
    nginx = Nginx(workshop, {
        "page": Nginx.SAME, "answer": body, "ask": "default_type application/json; return 201 '{\"id\": 7}';"}, page())
    part, *filled = workshop.arguments or [None]
    if part in (None, "visits"):
        yield from many_visits(workshop, nginx, *map(pathlib.Path, filled))
    if part in (None, "waits"):
        yield from waits(workshop, nginx)
    nginx.stop()
    if part in (None, "sums"):
        yield from sums(workshop)
