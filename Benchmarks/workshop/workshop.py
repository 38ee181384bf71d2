"""What every row works with: the binaries, a directory that goes when it is left, and processes that end with it."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


class Unmeasurable(Exception):
    """Why no figure can be given."""


class Workshop:
    def __init__(self, here, quick):
        self.here = here
        self.quick = quick
        # What stands after the name of the family that is being measured.
        self.arguments = []
        self.processes = []
        self.built = {}
        self.serial = 0

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="undercover-bench-"))
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            self.end(process)
        shutil.rmtree(self.directory, ignore_errors=True)

    def room(self, name):
        """A new directory."""
        self.serial += 1
        path = self.directory / f"{self.serial}-{name}"
        path.mkdir()
        return path

    # Building

    @property
    def undercover(self):
        """The release binary, as it is shipped."""
        if "undercover" not in self.built:
            binary = os.environ.get("UNDERCOVER_BINARY")
            if not binary:
                print("# building the release binary; the first time takes some minutes", file=sys.stderr, flush=True)
                build = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "undercover"]
                subprocess.run(build, cwd=self.here.parent, stdout=sys.stderr, check=True)
                shown = subprocess.run(
                    build + ["--show-bin-path"], cwd=self.here.parent, stdout=subprocess.PIPE, text=True, check=True)
                binary = os.path.join(shown.stdout.strip(), "undercover")
            self.built["undercover"] = binary
        return self.built["undercover"]

    @property
    def program(self):
        """Benchmarks/Programs, which work with the rooms themselves."""
        if "program" not in self.built:
            from workshop import packages

            root = self.here.parent
            self.built["program"] = os.environ.get("UNDERCOVER_BENCH_PROGRAM") or str(packages.built(
                root, root / ".build-bench", "Benchmarks/Programs/package-part.swift", release=True) / "Bench")
        return self.built["program"]

    def helper(self, name, *flags):
        """A program of ours in C, built when it is first needed."""
        if name not in self.built:
            compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
            if not compiler:
                raise Unmeasurable("no C compiler (cc, gcc or clang) is installed")
            program = self.directory / name
            line = [compiler, "-O2", "-o", str(program), str(self.here / f"{name}.c"), *flags]
            done = subprocess.run(line, stderr=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                raise Unmeasurable(f"{name}.c cannot be built: {done.stderr.strip()}")
            self.built[name] = str(program)
        return self.built[name]

    @property
    def bare_loop(self):
        return self.helper("bare_loop", "-lcurl")

    @property
    def hold_server(self):
        return self.helper("hold_server", "-DWITH_TLS", "-lssl", "-lcrypto")

    @property
    def hanging_names(self):
        return self.helper("hanging_names", "-shared", "-fPIC", "-ldl")

    @property
    def slow_disk(self):
        return self.helper("slow_disk", "-shared", "-fPIC", "-ldl")

    # Processes

    def start(self, line, **options):
        """Starts a process that ends with the workshop."""
        process = subprocess.Popen([str(part) for part in line], **options)
        self.processes.append(process)
        return process

    def end(self, process, signal_number=signal.SIGTERM, patience=60):
        """By its id, and by no other name."""
        if process.poll() is None:
            process.send_signal(signal_number)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process in self.processes:
            self.processes.remove(process)
        return process.returncode


def free_port(host="127.0.0.1"):
    with socket.socket() as listener:
        listener.bind((host, 0))
        return listener.getsockname()[1]


def wait_for_port(port, process, host="127.0.0.1", patience=20):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            socket.create_connection((host, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise Unmeasurable(f"{process.args[0]} does not listen on port {port}")
