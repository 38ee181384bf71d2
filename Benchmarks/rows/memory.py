"""Anonymous memory after an hour's load: 100 probes visited every second, and beside them 10,000 visited every minute.

    script/bench memory [MINUTES]     60 without it; with --quick 1.2

Each is a daemon of its own that visits nginx and examines its page; RssAnon from /proc, once a minute. Told are the last and the most.
"""

import time

from workshop.daemon import Undercover, probe
from workshop.figures import Row
from workshop.pages import page
from workshop.servers import Nginx

NEEDS = ["nginx-light"]
ONLY_WHEN_NAMED = True
TAKES_ARGUMENTS = True
SIZES = ((100, "1s", 40), (10_000, "1m", 200))


def rows(workshop):
    minutes = float(workshop.arguments[0]) if workshop.arguments else 1.2 if workshop.quick else 60
    nginx = Nginx(workshop, {f"many{count}": Nginx.SAME for count, _, _ in SIZES}, page())
    daemons, held = {}, {}
    for count, every, _ in SIZES:
        daemon = daemons[count] = Undercover(workshop, f"many{count}")
        text = probe(nginx.url(f"many{count}"), every=every, expect='status: 200, contains: ["Kettles for life"]', examine="page")
        daemon.configure({f"p{number}": text for number in range(count)}, more="addresses: {page: none}\n")
        daemon.start()
        daemon.wait_until(lambda: nginx.visits(f"many{count}") > 0, patience=120)
        held[count] = []
    began = time.monotonic()
    while (left := began + minutes * 60 - time.monotonic()) > 0:
        time.sleep(min(left, 60))
        for count, daemon in daemons.items():
            held[count].append(daemon.anonymous_bytes() / 1e6)
    for count, _, most in SIZES:
        visits = nginx.visits(f"many{count}")
        cpu = daemons[count].cpu_seconds() / (time.monotonic() - daemons[count].started)
        daemons[count].stop()
        yield Row(
            f"anonymous memory, {count:,} probes, after {minutes:g} min and {visits:,} visits",
            f"{held[count][-1]:.0f} MB, at most {max(held[count]):.0f}; {cpu:.0%} of a core", f"under {most} MB after an hour",
            held[count][-1] < most)
    nginx.stop()
