"""Feeds mutated inputs to everything that reads what comes from outside (libFuzzer).

    script/bench fuzz [MINUTES [TARGET…]]     each target for so many minutes (10; with --quick 0.1), from Fuzz/corpus/TARGET
    script/bench fuzz shrink [TARGET…]        brings what was learnt down to what is worth keeping, into Fuzz/corpus

A target is one function in Fuzz/Sources: any bytes go in, and it must come back without a crash, within 10 s and 2 GB. The rooms it
calls are built with counters at every edge. What is learnt, and the inputs that failed, are kept in .build-fuzz.
"""

import os
import pathlib
import re
import shutil
import subprocess
import time

from workshop import packages
from workshop.figures import Row
from workshop.workshop import Unmeasurable

NEEDS = []
ONLY_WHEN_NAMED = True
TAKES_ARGUMENTS = True


class Fuzzer:
    def __init__(self, workshop):
        self.root = workshop.here.parent
        self.home = self.root / ".build-fuzz"
        self.scratch = workshop.room("fuzz")
        for name in ("learnt", "failed"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        self.program = packages.built(
            self.root, self.home, "Fuzz/package-part.swift", lines=f'let fuzzerRuntime = "{self._runtime()}"') / "Fuzz"

    def _runtime(self):
        """libFuzzer without a main of its own, as this Swift brings it."""
        swift = pathlib.Path(shutil.which("swift") or "/none").resolve()
        found = sorted((swift.parent.parent / "lib" / "clang").glob(
            f"**/libclang_rt.fuzzer_no_main-{os.uname().machine}.a"))
        if not found:
            raise Unmeasurable("this Swift comes without libFuzzer's runtime")
        return found[0]

    def targets(self):
        return subprocess.run([self.program], stdout=subprocess.PIPE, text=True, check=True).stdout.split()

    def learnt(self, target):
        place = self.home / "learnt" / target
        place.mkdir(exist_ok=True)
        return place

    def kept(self, target):
        place = self.root / "Fuzz" / "corpus" / target
        place.mkdir(parents=True, exist_ok=True)
        return place

    def run(self, target, *arguments):
        """Its exit code and what it said."""
        log = self.home / f"{target}.log"
        # libFuzzer keeps the input that failed only if the signal comes to it.
        environment = dict(
            os.environ, FUZZ_TARGET=target, SWIFT_BACKTRACE="enable=no", TMPDIR=f"{self.scratch}/")
        with open(log, "wb") as out:
            done = subprocess.run([self.program, *arguments], env=environment, stdout=out, stderr=out, check=False)
        return done.returncode, log.read_text(errors="replace")


def fuzz(fuzzer, target, minutes):
    """Rounds until the time is over. An input that took too long and does not when it is tried alone was held up by the machine."""
    end, runs, held_up, edges = time.monotonic() + minutes * 60, 0, 0, 0
    while (left := end - time.monotonic()) > 1 or runs == 0:
        code, said = fuzzer.run(
            target, f"-max_total_time={max(1, int(left))}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096",
            f"-artifact_prefix={fuzzer.home}/failed/{target}-", fuzzer.learnt(target), fuzzer.kept(target))
        steps = re.findall(r"^#(\d+)\t", said, re.MULTILINE) + re.findall(r"^Done (\d+) runs", said, re.MULTILINE)
        runs += int(steps[-1]) if steps else 0
        edges = max([edges, *map(int, re.findall(r"cov: (\d+)", said))])
        if code == 0:
            break
        failed = re.findall(r"Test unit written to (\S+)", said)
        if "libFuzzer: timeout" in said and failed and fuzzer.run(target, "-timeout=10", failed[-1])[0] == 0:
            held_up += 1
            pathlib.Path(failed[-1]).unlink()
            continue
        what = re.findall(r"Precondition failed.*|Fatal error.*|ERROR: libFuzzer.*", said) or [f"it ended with {code}"]
        return Row(f"fuzzed for {minutes:g} min: {target}", f"{what[0][:100]} {' '.join(failed)}", "nothing found", False)
    more = f", held up by the machine {held_up} times" if held_up else ""
    return Row(
        f"fuzzed for {minutes:g} min: {target}", f"{runs:,} runs, {edges} edges reached{more}", "nothing found", True)


def rows(workshop):
    fuzzer = Fuzzer(workshop)
    first, *targets = workshop.arguments or ["0.1" if workshop.quick else "10"]
    targets = targets or fuzzer.targets()
    strange = set(targets) - set(fuzzer.targets())
    if strange:
        raise Unmeasurable(f"there is no target {', '.join(sorted(strange))}; there are {', '.join(fuzzer.targets())}")
    if first == "shrink":
        for target in targets:
            code, said = fuzzer.run(target, "-merge=1", "-max_len=2048", fuzzer.kept(target), fuzzer.learnt(target))
            count = len(list(fuzzer.kept(target).iterdir()))
            size = sum(place.stat().st_size for place in fuzzer.kept(target).iterdir())
            yield Row(f"kept: {target}", f"{count} inputs, {size:,} bytes", "", None if code == 0 else False)
        return
    try:
        minutes = float(first)
    except ValueError as error:
        raise Unmeasurable(f"`{first}` is not a number of minutes") from error
    for target in targets:
        yield fuzz(fuzzer, target, minutes)
