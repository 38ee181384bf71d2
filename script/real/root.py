"""A Debian without Swift, as a directory: debootstrapped once, copied for each run, entered with systemd-nspawn."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

# What an administrator's machine has, and what the package says that it depends on; nothing else, above all no Swift.
MACHINE = ["systemd", "systemd-sysv", "dbus", "man-db", "bash-completion", "procps"]
DEPENDENCIES = [
    "ca-certificates", "libcurl4", "libjemalloc2", "libpcre2-8-0", "libsqlite3-0", "libssl3", "libstdc++6", "libxml2", "tzdata",
    "zlib1g",
]
RELEASE = "bookworm"
MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")


class Skipped(Exception):
    """This cannot be tried here, and why."""


class Root:
    def __init__(self, folder):
        # Another list, another root.
        packages = hashlib.sha256(" ".join(MACHINE + DEPENDENCIES).encode()).hexdigest()[:8]
        self.base = folder / f"base-{RELEASE}-{packages}"
        self.path = folder / "root"
        self.machine = None
        self.leader = None

    def make(self):
        if os.geteuid() != 0:
            raise Skipped("a root is needed to make a root; run it as root")
        for tool in ("debootstrap", "systemd-nspawn", "nsenter"):
            if shutil.which(tool) is None:
                raise Skipped(f"there is no {tool}; script/real-servers installs it")
        if not self.base.exists():
            self.bootstrap()
        self.remove()
        subprocess.run(["cp", "-a", "--reflink=auto", self.base, self.path], check=True)

    def bootstrap(self):
        print(f"Making a {RELEASE} root with debootstrap; the next run finds it.", file=sys.stderr)
        half = self.base.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        half.parent.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", f"--include={','.join(MACHINE + DEPENDENCIES)}", RELEASE, half, MIRROR],
            capture_output=True, text=True, timeout=900, check=False)
        if made.returncode != 0:
            raise Skipped(f"debootstrap could not make a root: {(made.stdout + made.stderr)[-400:]}")
        shutil.rmtree(half / "var/cache/apt/archives", ignore_errors=True)
        half.rename(self.base)

    def remove(self):
        if self.path.exists():
            subprocess.run(["rm", "-rf", "--one-file-system", self.path], check=True)

    # A private network: the loopback inside is not the machine's.
    def nspawn(self, *more):
        return [
            "systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--private-network",
            f"--machine=undercover-{os.getpid()}", f"--directory={self.path}", *more,
        ]

    def run(self, command, user=None, limit=120):
        """(exit code, what it said), of a line of shell inside."""
        words = ["bash", "-c", command]
        if self.leader is None:
            words = self.nspawn("--pipe", *words)
        else:
            words = ["nsenter", "--target", str(self.leader), "--all", "env", "-i", "HOME=/root", "LANG=C.UTF-8",
                     "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                     *(["runuser", "-u", user, "--"] if user else []), *words]
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit,
                check=False, start_new_session=True)
        except subprocess.TimeoutExpired as late:
            return 124, (late.stdout or b"").decode(errors="replace") + f"\nnot done after {limit} s"
        # A remark of systemd-nspawn's own about a directory of the machine's.
        lines = done.stdout.decode(errors="replace").split("\n")
        return done.returncode, "\n".join(line for line in lines if not line.startswith("Attempted to remove disk"))

    # -- systemd ------------------------------------------------------------------------------------------------------

    def boot(self):
        """Boots it by one of several ways, as machines allow different ones."""
        tried = []
        for unified in ("1", "0", None):
            environment = dict(os.environ)
            if unified is not None:
                environment["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY"] = unified
            with open(self.path.parent / "boot.log", "wb") as log:
                self.machine = subprocess.Popen(
                    self.nspawn("--boot", "--console=pipe"), stdin=subprocess.DEVNULL, stdout=log,
                    stderr=subprocess.STDOUT, env=environment, start_new_session=True)
            if self.has_booted():
                return
            self.halt()
            said = (self.path.parent / "boot.log").read_text(errors="replace").strip()[-300:]
            tried.append(f"unified={unified}: {said or 'it never came up'}")
        raise Skipped("systemd does not boot here in systemd-nspawn (" + "; ".join(tried) + ")")

    def has_booted(self):
        for _ in range(120):
            if self.machine.poll() is not None:
                return False
            children = Path(f"/proc/{self.machine.pid}/task/{self.machine.pid}/children").read_text().split()
            if children:
                self.leader = int(children[0])
                code, said = self.run("systemctl is-system-running", limit=20)
                if said.strip() in ("running", "degraded"):
                    return True
                self.leader = None
            time.sleep(0.5)
        return False

    def halt(self):
        if self.machine is not None and self.machine.poll() is None:
            # nspawn hands it on to the init inside, as a wish to power off.
            self.machine.send_signal(signal.SIGTERM)
            try:
                self.machine.wait(30)
            except subprocess.TimeoutExpired:
                self.machine.kill()
                self.machine.wait()
        self.machine = None
        self.leader = None
