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


def rows(workshop):
    kills = 20 if workshop.quick else 200
    choice = random.Random(1)
    nginx = Nginx(workshop, {"kill": Nginx.SAME}, page())
    daemon = Undercover(workshop, "kill")
    daemon.configure({f"p{number}": probe(nginx.url("kill")) for number in range(50)})
    seen, unopened, blind = set(), 0, 0
    for _ in range(kills):
        began = time.monotonic()
        daemon.start()
        daemon.wait_until(lambda: (daemon.runtime / "socket").exists() and shown(daemon))
        time.sleep(choice.uniform(0.05, 1.2))
        seen |= shown(daemon)
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait()
        unopened += daemon.command("ledger", "verify", "--config", str(daemon.room)).returncode != 0
        if time.monotonic() - began > 60:
            break
    daemon.start()
    daemon.wait_until(lambda: (daemon.runtime / "socket").exists())
    daemon.stop()
    kept = {row[0] for row in daemon.query("SELECT id FROM visit")}
    blind = daemon.query("SELECT count(*) FROM blind WHERE reason = 'down'")[0][0]
    nginx.stop()
    yield Row(f"visits gone that were shown, {kills} kills", f"{len(seen - kept)} of {len(seen)}", "none", seen <= kept)
    yield Row(f"ledgers that did not open, {kills} kills", f"{unopened}", "none", unopened == 0)
    yield Row(f"blind spans for {kills} kills", f"{blind}", f"{kills}", blind == kills)
