"""CPU per durable visit and visits per second, beside Debian's blackbox_exporter and beside the least that libcurl can do.

On 127.0.0.1: nginx serves 20 kB without keep-alive, everybody expects status 200 and one text and has 32 exchanges in flight, each
on a connection of its own and without TLS sessions. Five alternating rounds of 20 s after 5 s of warm-up. CPU is utime and stime
from /proc with children; visits are counted by nginx. Driving blackbox_exporter (wrk) is not counted. Afterwards the ledger must
hold exactly as many visits as nginx has seen.
"""

import contextlib
import os
import subprocess
import time
import urllib.request

from workshop import processes
from workshop.certificates import Certificates
from workshop.daemon import Undercover, probe
from workshop.figures import Row, Spread
from workshop.pages import page
from workshop.servers import Nginx
from workshop.workshop import Unmeasurable, free_port, wait_for_port

NEEDS = ["nginx-light", "prometheus-blackbox-exporter", "wrk"]
IN_FLIGHT = 32
TEXT = "Kettles for life"
# Enough that visits are always due: as many series as visits may be made in a second.
PROBES, SHOPS = 60, 300


class Visitor:
    """One of those compared. A round gives CPU seconds a visit and visits a second."""

    def __init__(self, bench, name, secure):
        self.bench, self.name, self.secure = bench, name, secure
        self.url = bench.nginx.url(name, secure)
        self.cpu, self.rate = [], []

    def round(self, warm, seconds):
        with self.running(warm + seconds + 2) as pid:
            time.sleep(warm)
            before = (processes.cpu_seconds(pid), self.bench.nginx.visits(self.name), time.monotonic())
            time.sleep(seconds)
            after = (processes.cpu_seconds(pid), self.bench.nginx.visits(self.name), time.monotonic())
        visits = after[1] - before[1]
        if not visits:
            raise Unmeasurable(f"{self.name} makes no visits: {self.words()}")
        self.cpu.append((after[0] - before[0]) / visits * 1000)
        self.rate.append(visits / (after[2] - before[2]))

    def words(self):
        return ""

    def check(self):
        strange = self.bench.nginx.statuses(self.name) - {"200"}
        if strange:
            raise Unmeasurable(f"nginx answered {self.name} with {', '.join(sorted(strange))}")


class Shopper(Visitor):
    def __init__(self, bench, name, secure, examine="nothing", expect=""):
        super().__init__(bench, name, secure)
        self.daemon = Undercover(bench.workshop, name)
        tls = f"tls: {{ca: {bench.certificates.bundle}}}" if secure else ""
        text = probe(
            self.url, expect=f'status: 200, contains: ["{TEXT}"]{expect}', examine=examine, for_each="locations", exchange=tls)
        self.daemon.configure(
            {f"p{number:03}": text for number in range(PROBES)}, visits_at_once=IN_FLIGHT, locations=SHOPS)

    @contextlib.contextmanager
    def running(self, _):
        self.daemon.start()
        self.daemon.wait_until(lambda: self.bench.nginx.visits(self.name) > 0)
        yield self.daemon.process.pid
        self.daemon.stop()

    def words(self):
        return self.daemon.last_words()

    def check(self):
        super().check()
        seen, stored = self.bench.nginx.visits(self.name), self.daemon.visits()
        if seen != stored:
            raise Unmeasurable(f"nginx has seen {seen} visits of {self.name}, the ledger holds {stored}")
        grades = self.daemon.grades()
        if set(grades) != {2}:
            raise Unmeasurable(f"visits of {self.name} were not satisfactory: {grades} {self.daemon.remarks()}")
        if max(self.rate) > PROBES * SHOPS * 0.9:
            raise Unmeasurable("visits were not always due: more series are needed")


class Blackbox(Visitor):
    @contextlib.contextmanager
    def running(self, seconds):
        room = self.bench.workshop.room("blackbox")
        (room / "blackbox.yml").write_text(
            "modules:\n  page:\n    prober: http\n    timeout: 10s\n    http:\n      valid_status_codes: [200]\n"
            f"      fail_if_body_not_matches_regexp: ['{TEXT}']\n      preferred_ip_protocol: ip4\n")
        port = free_port()
        # The bundle as the system's store, which Go reads once; as `ca_file` it would be read for every probe.
        environment = dict(os.environ, SSL_CERT_FILE=str(self.bench.certificates.bundle), SSL_CERT_DIR=str(room))
        exporter = self.bench.workshop.start(
            ["/usr/bin/prometheus-blackbox-exporter", f"--config.file={room}/blackbox.yml",
             f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"],
            env=environment, stderr=subprocess.DEVNULL)
        wait_for_port(port, exporter)
        address = f"http://127.0.0.1:{port}/probe?module=page&target={self.url}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            if b"probe_success 1" not in answer.read():
                raise Unmeasurable(f"blackbox_exporter cannot probe {self.url}")
        driver = self.bench.workshop.start(
            ["/usr/bin/wrk", "-t1", f"-c{IN_FLIGHT}", f"-d{int(seconds)}s", address], stdout=subprocess.DEVNULL)
        yield exporter.pid
        self.bench.workshop.end(driver)
        self.bench.workshop.end(exporter)


class BareLoop(Visitor):
    @contextlib.contextmanager
    def running(self, seconds):
        line = [self.bench.workshop.bare_loop, self.url, IN_FLIGHT, seconds, TEXT]
        if self.secure:
            line.append(self.bench.certificates.bundle)
        loop = self.bench.workshop.start(line, stdout=subprocess.PIPE, text=True)
        yield loop.pid
        said = loop.communicate()[0].split()
        self.bench.workshop.end(loop)
        if not said or said[1] != "0":
            raise Unmeasurable(f"the bare loop failed {said[1] if said else 'altogether'} times")


class Bench:
    def __init__(self, workshop):
        self.workshop = workshop
        self.certificates = Certificates(workshop.room("certificates"))
        places = {}
        for scheme in ("http", "https"):
            for name in ("undercover", "blackbox", "bare"):
                places[f"{name}-{scheme}"] = Nginx.SAME
        places["identical"] = Nginx.SAME
        places["tokens"] = places["parsed"] = Nginx.CHANGING
        self.nginx = Nginx(workshop, places, page(), self.certificates)

    def compare(self, visitors):
        rounds, warm, seconds = (2, 2, 5) if self.workshop.quick else (5, 5, 20)
        for number in range(rounds):
            # None is always the one that comes after a certain other.
            turn = number % len(visitors)
            for visitor in visitors[turn:] + visitors[:turn]:
                visitor.round(warm, seconds)
        for visitor in visitors:
            visitor.check()


def ratio(name, one, other, limit, unit="ms", value="cpu", at_most=True):
    ours, theirs = Spread(getattr(one, value)), Spread(getattr(other, value))
    times = ours.median / theirs.median
    digits = 3 if unit == "ms" else 0
    held = times <= limit if at_most else times >= limit
    figure = f"{times:.2f} ×: {ours.text(digits)} beside {theirs.text(digits)} {unit}"
    return Row(name, figure, f"at {'most' if at_most else 'least'} {limit} ×", held)


def rows(workshop):
    bench = Bench(workshop)
    for scheme, to_blackbox, to_libcurl in (("http", 0.5, 2), ("https", 0.7, 1.4)):
        secure = scheme == "https"
        ours = Shopper(bench, f"undercover-{scheme}", secure)
        blackbox = Blackbox(bench, f"blackbox-{scheme}", secure)
        bare = BareLoop(bench, f"bare-{scheme}", secure)
        bench.compare([ours, blackbox, bare])
        upper = scheme.upper()
        yield ratio(f"CPU per durable visit, {upper}, beside blackbox_exporter", ours, blackbox, to_blackbox)
        yield ratio(f"CPU per durable visit, {upper}, beside a bare libcurl loop", ours, bare, to_libcurl)
        yield ratio(
            f"visits per second, {upper}, beside blackbox_exporter", ours, blackbox, 2.5, "a second", "rate", at_most=False)
        if not secure:
            identical = Shopper(bench, "identical", False, examine="page")
            tokens = Shopper(bench, "tokens", False, examine="page")
            # The tree is built, and nothing else is done with it.
            parsed = Shopper(bench, "parsed", False, expect=', xpath: ["/html"]')
            plain = Shopper(bench, "undercover-http", False)
            plain.daemon = ours.daemon
            bench.compare([plain, identical, tokens, parsed])
            yield ratio("page examined, body identical, beside not examined", identical, plain, 1.2)
            yield ratio("page examined, only tokens changed, beside parsed", tokens, parsed, 1.1)
    bench.nginx.stop()
