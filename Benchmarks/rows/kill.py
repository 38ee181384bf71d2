"""The daemon is killed at random moments under load: no visit that any of its faces had shown may be gone.

Its faces are looked at all along: the status file, the socket, and the command `visits`. The moments are counted from the start of
the process, so that some fall before the daemon is at work.
"""

import http.client
import json
import random
import signal
import socket
import threading
import time

from workshop.daemon import Undercover, probe, status_document
from workshop.figures import Row
from workshop.pages import page
from workshop.servers import Nginx

NEEDS = ["nginx-light"]


class Faces:
    """Whoever looks at a daemon until it is gone, and remembers which visits it has shown."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.shown = {"status file": set(), "socket": set(), "command": set()}

    def look(self, until):
        threads = [
            threading.Thread(target=self._look, args=(name, look, until))
            for name, look in (("status file", self._file), ("socket", self._socket), ("command", self._command))]
        for thread in threads:
            thread.start()
        return threads

    def _look(self, name, look, until):
        while not until.is_set():
            try:
                self.shown[name].update(look())
            except (OSError, ValueError, http.client.HTTPException):
                pass  # it is away, or was killed while it spoke
            time.sleep(0.01)

    def _file(self):
        last = (series["last"] for series in status_document(self.daemon.room)["probes"])
        return [visit["id"] for visit in last if visit]

    def _socket(self):
        connection = http.client.HTTPConnection("undercover", timeout=10)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(10)
        connection.sock.connect(str(self.daemon.runtime / "socket"))
        connection.request("GET", "/api/v1/visits?limit=500")
        visits = json.loads(connection.getresponse().read())
        connection.close()
        return [visit["id"] for visit in visits]

    def _command(self):
        said = self.daemon.command("visits", "--config", str(self.daemon.room), "--limit", "500", "--format", "json")
        return [json.loads(line)["id"] for line in said.stdout.splitlines() if line.endswith("}")]


def uncovered(gaps, spans):
    """Gaps, in microseconds, that no blind span covers; spans that meet are one."""
    joined = []
    for since, until in sorted(spans):
        if joined and since <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], until)
        else:
            joined.append([since, until])
    return [gap for gap in gaps if not any(since <= gap[0] and gap[1] <= until for since, until in joined)]


def rows(workshop):
    kills = 20 if workshop.quick else 200
    choice = random.Random(1)
    nginx = Nginx(workshop, {"kill": Nginx.SAME}, page())
    daemon = Undercover(workshop, "kill")
    daemon.configure({f"p{number}": probe(nginx.url("kill")) for number in range(50)})
    faces = Faces(daemon)
    gaps, unopened = [], 0
    daemon.start()
    daemon.wait_until((daemon.runtime / "status.json").exists)
    began = time.monotonic()
    for _ in range(kills):
        gone = threading.Event()
        looking = faces.look(gone)
        time.sleep(choice.uniform(0.02, 1.2))
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait()
        killed = time.time_ns() // 1000
        gone.set()
        for thread in looking:
            thread.join()
        unopened += daemon.command("ledger", "verify", "--config", str(daemon.room)).returncode != 0
        gaps.append((killed, time.time_ns() // 1000))
        daemon.start()
    took = time.monotonic() - began
    daemon.wait_until(lambda: status_document(daemon.room)["daemon"]["pid"] == daemon.process.pid)
    daemon.stop()
    kept = {row[0] for row in daemon.query("SELECT id FROM visit")}
    spans = daemon.query("SELECT since, until FROM blind WHERE reason = 'down'")
    nginx.stop()
    seen = set().union(*faces.shown.values())
    by_face = ", ".join(f"{name} {len(shown)}" for name, shown in faces.shown.items())
    yield Row(f"visits shown, {kills} kills in {took:.0f} s", by_face, "", None)
    yield Row(f"visits gone that were shown, {kills} kills", f"{len(seen - kept)} of {len(seen)}", "none", seen <= kept)
    yield Row(f"ledgers that did not open, {kills} kills", f"{unopened}", "none", unopened == 0)
    bare = uncovered(gaps, spans)
    yield Row(f"times away that are not blind, {kills} kills", f"{len(bare)} of {len(gaps)}", "none", not bare)
