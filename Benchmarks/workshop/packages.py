"""Programs that need the rooms of the house: built from a package of the same sources, with a part of ours at the end of its manifest."""

import os
import pathlib
import subprocess
import sys

from workshop.workshop import Unmeasurable


def built(root, home, part, *, lines="", release=False):
    """Builds it in `home`, which stays, and gives the directory of its programs."""
    package = home / "package"
    package.mkdir(parents=True, exist_ok=True)
    for folder in ("Sources", "Tests", "Fuzz", "Benchmarks"):
        if not (package / folder).is_symlink():
            (package / folder).symlink_to(pathlib.Path(os.path.relpath(root / folder, package)))
    manifest = "\n".join([(root / "Package.swift").read_text(), lines, (root / part).read_text()])
    place = package / "Package.swift"
    # Untouched when it is the same: SwiftPM would work everything out anew.
    if not place.exists() or place.read_text() != manifest:
        place.write_text(manifest)
    print(f"# building in {home.name}; the first time takes some minutes", file=sys.stderr, flush=True)
    build = ["swift", "build", "--package-path", package, "--scratch-path", home / "build"]
    build += ["-c", "release", "--static-swift-stdlib"] if release else []
    done = subprocess.run(build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    (home / "log").write_text(done.stdout)
    if done.returncode:
        errors = sorted({line for line in done.stdout.splitlines() if "error:" in line})
        raise Unmeasurable(f"{part} cannot be built: " + "; ".join(errors[:3]))
    shown = subprocess.run(build + ["--show-bin-path"], stdout=subprocess.PIPE, text=True, check=True)
    return pathlib.Path(shown.stdout.strip())
