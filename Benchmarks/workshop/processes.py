"""What /proc says of a process."""

import os
import pathlib

TICK = 1 / os.sysconf("SC_CLK_TCK")


def _stat(pid):
    # The name, in parentheses, may itself hold spaces and parentheses.
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def cpu_seconds(pid):
    """utime and stime of a process and of all its children, those that have ended included."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents.setdefault(int(_stat(entry)[1]), []).append(int(entry))
            except (OSError, IndexError):
                continue
    total, left = 0, [pid]
    while left:
        one = left.pop()
        left += parents.get(one, [])
        try:
            total += sum(int(ticks) for ticks in _stat(one)[11:15])
        except OSError:
            continue
    return total * TICK


def anonymous_bytes(pid):
    """RssAnon: what the process itself holds in memory, files it maps left out."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))
