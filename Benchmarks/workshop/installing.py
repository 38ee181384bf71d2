"""Servers and drivers that are measured against, from Debian, installed without being started."""

import os
import pathlib
import shutil
import subprocess

PROGRAMS = {
    "nginx-light": "/usr/sbin/nginx",
    "prometheus-blackbox-exporter": "/usr/bin/prometheus-blackbox-exporter",
    "wrk": "/usr/bin/wrk",
}
SERVICES = {"nginx-light": "nginx", "prometheus-blackbox-exporter": "prometheus-blackbox-exporter"}
# Debian's way of saying that no service may be started: invoke-rc.d asks this program, and 101 forbids.
POLICY = pathlib.Path("/usr/sbin/policy-rc.d")


def missing(packages):
    return [package for package in packages if not os.access(PROGRAMS[package], os.X_OK)]


def install(packages):
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    ours = not POLICY.exists()
    if ours:
        subprocess.run(sudo + ["tee", str(POLICY)], input=b"#!/bin/sh\nexit 101\n", stdout=subprocess.DEVNULL, check=True)
        subprocess.run(sudo + ["chmod", "755", str(POLICY)], check=True)
    try:
        subprocess.run(sudo + ["apt-get", "update", "-qq"], check=True)
        subprocess.run(
            sudo + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", *packages],
            stdout=subprocess.DEVNULL,
            check=True,
        )
    finally:
        if ours:
            subprocess.run(sudo + ["rm", "-f", str(POLICY)], check=True)
    services = [SERVICES[package] for package in packages if package in SERVICES]
    if services and shutil.which("systemctl"):
        # Nor at the next boot. Without a running systemd there is none.
        subprocess.run(sudo + ["systemctl", "disable", *services], stderr=subprocess.DEVNULL, check=False)
