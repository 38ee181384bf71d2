"""The daemon is killed at random moments under load: no visit that it had shown may be gone."""

import json
import random
import signal
import time

from workshop.daemon import Undercover, probe
from workshop.figures import Row
from workshop.pages import page
from workshop.servers import Nginx

NEEDS = ["nginx-light"]


def shown(daemon):
    done = daemon.command("visits", "--config", str(daemon.room), "--limit", "10000", "--format", "json")
    return {json.loads(line)["id"] for line in done.stdout.splitlines() if line}


def begin(daemon):
    """The socket of a daemon that was killed is still there: its own word says when it is at work."""
    before = daemon.log.read_text().count("is at work") if daemon.log.exists() else 0
    daemon.start()
    daemon.wait_until(lambda: daemon.log.exists() and daemon.log.read_text().count("is at work") > before)


def rows(workshop):
    kills = 20 if workshop.quick else 200
    choice = random.Random(1)
    nginx = Nginx(workshop, {"kill": Nginx.SAME}, page())
    daemon = Undercover(workshop, "kill")
    daemon.configure({f"p{number}": probe(nginx.url("kill")) for number in range(50)})
    seen, unopened = set(), 0
    for _ in range(kills):
        begin(daemon)
        time.sleep(choice.uniform(0.05, 1.2))
        seen |= shown(daemon)
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait()
        unopened += daemon.command("ledger", "verify", "--config", str(daemon.room)).returncode != 0
    begin(daemon)
    daemon.stop()
    kept = {row[0] for row in daemon.query("SELECT id FROM visit")}
    blind = daemon.query("SELECT count(*) FROM blind WHERE reason = 'down'")[0][0]
    nginx.stop()
    yield Row(f"visits gone that were shown, {kills} kills", f"{len(seen - kept)} of {len(seen)}", "none", seen <= kept)
    yield Row(f"ledgers that did not open, {kills} kills", f"{unopened}", "none", unopened == 0)
    yield Row(f"blind spans for {kills} kills", f"{blind}", f"{kills}", blind == kills)
