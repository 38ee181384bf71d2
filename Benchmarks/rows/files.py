"""Many probes: how soon the first visit is made, and how long `check` and `status` take."""

import time

from workshop.daemon import Undercover, probe
from workshop.figures import Row, Spread
from workshop.pages import page
from workshop.servers import Nginx

NEEDS = ["nginx-light"]


def thousand_files(workshop, nginx):
    daemon = Undercover(workshop, "thousand")
    text = probe(nginx.url("first"), every="1s", expect='status: 200, contains: ["Kettles for life"]', examine="page")
    daemon.configure({f"p{number}": text for number in range(1_000)})
    times = 3 if workshop.quick else 9
    checks = Spread(daemon.timed("check", "--config", daemon.room) for _ in range(times))
    yield Row("1,000 probe files: check", checks.text(2, " s"), "under 3 s", checks.median < 3)
    starts = []
    for _ in range(times):
        before = nginx.visits("first")
        daemon.start()
        daemon.wait_until(lambda: nginx.visits("first") > before)
        starts.append(time.monotonic() - daemon.started)
        daemon.stop()
    starts = Spread(starts)
    yield Row("1,000 probe files: from start to the first visit", starts.text(2, " s"), "under 1 s", starts.median < 1)


def many(workshop, nginx, count, every, milliseconds):
    name = f"many{count}"
    daemon = Undercover(workshop, name)
    text = probe(nginx.url(name), every=every, expect='status: 200, contains: ["Kettles for life"]', examine="page")
    daemon.configure({f"p{number}": text for number in range(count)})
    daemon.start()
    daemon.wait_until(lambda: nginx.visits(name) > 0, patience=120)
    time.sleep(20 if workshop.quick else 120)
    # From the status file alone; its exit code is the standing's.
    statuses = Spread(daemon.timed("status", "--config", daemon.room, codes=(0, 1, 2, 3)) * 1000 for _ in range(20))
    daemon.stop()
    yield Row(
        f"status with {count:,} probes, the daemon at work", statuses.text(0, " ms"), f"under {milliseconds} ms",
        statuses.median < milliseconds)


def rows(workshop):
    places = {name: Nginx.SAME for name in ("first", "many100", "many10000")}
    nginx = Nginx(workshop, places, page())
    yield from thousand_files(workshop, nginx)
    yield from many(workshop, nginx, 100, "1s", 30)
    yield from many(workshop, nginx, 10_000, "1m", 300)
    nginx.stop()
