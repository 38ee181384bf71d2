"""The units on a real systemd, booted in systemd-nspawn: started, fed, stuck, reloaded, stopped, backed up, upgraded."""

import time

UNIT = "undercover.service"
HOTEL = "/srv/hotel"
SECRET = "s3cr3t-of-the-desk-71"


def prop(checks, name, unit=UNIT):
    return checks.value(f"systemctl show {unit} --property={name} --value")


def drop_in(checks, name, text):
    checks.root.run(
        f"mkdir -p /etc/systemd/system/{UNIT}.d && cat > /etc/systemd/system/{UNIT}.d/{name}.conf <<'END'\n{text}\nEND\n"
        "systemctl daemon-reload")


def lift(checks, name):
    checks.root.run(f"rm -f /etc/systemd/system/{UNIT}.d/{name}.conf; systemctl daemon-reload")


def write(checks, path, text):
    checks.root.run(f"mkdir -p $(dirname {path}) && cat > {path} <<'END'\n{text}\nEND\n")


def units(checks):
    for unit in ("undercover.service", "undercover-backup.service"):
        checks.does(f"systemd-analyze verify finds nothing in {unit}", f"systemd-analyze verify {unit}", silent=True)
        said = checks.does(f"{unit} is exposed to 1.5 at most", f"systemd-analyze security --offline=true --threshold=15"
                           f" --no-pager /usr/lib/systemd/system/{unit}")
        print("        " + next((line for line in said.split("\n") if "exposure level" in line), "").strip("→ "))
    checks.does("the timer is in order", "systemd-analyze verify undercover-backup.timer", silent=True)
    checks.does("the service is not enabled by the package", "systemctl is-enabled undercover.service", code=None,
                says="disabled")
    checks.does("the timer is not enabled by the package", "systemctl is-enabled undercover-backup.timer", code=None,
                says="disabled")
    checks.does("nothing was started by the package", "systemctl is-active undercover.service", code=None, says="inactive")


def configure(checks):
    """A hotel on the loopback inside, and two probes of it."""
    checks.root.run(f"systemd-run --unit=hotel --collect undercover demo --directory {HOTEL} --page none --speed 1")
    checks.comes("the demo business is open", f"ls -S {HOTEL}/run/socket")
    site = checks.value(f"sed -n 's/^ *site: //p' {HOTEL}/undercover.yaml")
    write(checks, "/etc/undercover/undercover.yaml", f"""business: {{name: Hotel Lindenhof, hosts: [127.0.0.1]}}
values: {{site: {site}}}
defaults: {{promise: 5s, patience: 10s}}
secrets: {{desk_token: {{credential: desk-token}}}}""")
    write(checks, "/etc/undercover/probes/home.yaml", """probe: home
schedule: {every: 2s}
journey:
  - {touchpoint: Home, get: "{{site}}/", headers: {X-Desk: "{{secret.desk_token}}"}, expect: {contains: [Lindenhof]}}""")
    write(checks, "/etc/undercover/probes/rooms.yaml", """probe: rooms
schedule: {every: 3s}
journey:
  - {touchpoint: Rooms, get: "{{site}}/rooms"}""")


def starts(checks):
    checks.does("a secret that nobody gives is a start that fails", "systemctl start undercover", code=None)
    checks.does("and the journal says what to do", "journalctl -u undercover --no-pager",
                says="LoadCredential=desk-token")
    checks.root.run("systemctl stop undercover; systemctl reset-failed undercover")
    write(checks, "/etc/undercover.d/desk-token", SECRET)
    checks.root.run("chmod 0700 /etc/undercover.d; chmod 0600 /etc/undercover.d/desk-token")
    drop_in(checks, "secrets", "[Service]\nLoadCredential=desk-token:/etc/undercover.d/desk-token")
    checks.does("it starts, with a credential that only root can read", "systemctl enable --now undercover.service"
                " && systemctl is-active undercover", says="active")
    checks.note("it said itself that it is ready (Type=notify)", "series under way" in prop(checks, "StatusText"),
                prop(checks, "StatusText"))
    checks.does("it runs as its own user", "ps -o user= -p $(systemctl show undercover -p MainPID --value)", says="underco")
    checks.comes("visits are made, with the secret", "undercover visits --probe home", says="satisfactory")
    checks.comes("everybody may read the status", "runuser -u nobody -- undercover status --format nagios",
                 says="UNDERCOVER OK")
    checks.does("not everybody may read evidence", "undercover visits", user="nobody", code=3)
    checks.does("a visit is asked for and made in the daemon", "undercover visit rooms", says="ooms")
    checks.does("the page answers on loopback", "exec 3<>/dev/tcp/127.0.0.1/8046; printf 'GET /readyz HTTP/1.1\\r\\nHost: 127.0.0.1:8046\\r\\n"
                "Connection: close\\r\\n\\r\\n' >&3; head -1 <&3", says="200")
    checks.does("the secret is in no file and no line of the journal",
                f"grep -rlF {SECRET} /var/lib/undercover /run/undercover /var/log; journalctl --no-pager | grep -F {SECRET}",
                code=None, silent=True)


def watchdog(checks):
    drop_in(checks, "watchdog", "[Service]\nWatchdogSec=4\nRestartSec=1")
    checks.root.run("systemctl restart undercover")
    before = prop(checks, "WatchdogTimestampMonotonic")
    time.sleep(9)
    after = prop(checks, "WatchdogTimestampMonotonic")
    checks.note("the watchdog is fed", before != after and prop(checks, "NRestarts") == "0", f"{before} {after}")
    drop_in(checks, "stuck", "[Service]\nExecStart=\n"
            "ExecStart=/usr/bin/undercover run --config /etc/undercover --stuck-after 2s")
    checks.root.run("systemctl restart undercover")
    checks.comes("a scheduler that is stuck trips the watchdog", "journalctl -u undercover --no-pager",
                 says="Watchdog timeout")
    lift(checks, "stuck")
    checks.comes("systemd starts it again", "[ $(systemctl show undercover -p NRestarts --value) -ge 1 ]")
    checks.comes("and it is well then", "systemctl is-active undercover && undercover status", within=90)
    process = prop(checks, "MainPID")
    checks.root.run("systemctl kill --kill-who=main -s KILL undercover")
    checks.comes("what is killed is started again", f"systemctl is-active undercover && [ $(systemctl show undercover -p"
                 f" MainPID --value) != {process} ]")
    checks.comes("the ledger goes on after it", "undercover visits --since 5s --probe home", says="home")
    lift(checks, "watchdog")
    checks.root.run("systemctl restart undercover")


def reloading(checks):
    process = prop(checks, "MainPID")
    checks.does("a right configuration is taken", "systemctl reload undercover")
    write(checks, "/etc/undercover/probes/wrong.yaml", "probe: wrong\njourney:\n  - {touchpoint: X, gte: nowhere}")
    checks.does("a wrong configuration: systemctl reload fails", "systemctl reload undercover", code=None)
    checks.note("STATUS= says that it was refused", "refused" in prop(checks, "StatusText"), prop(checks, "StatusText"))
    checks.comes("the status file says so", "tr -d ' \\n' < /run/undercover/status.json", says='"taken":false', within=15)
    checks.does("the status says so", "undercover status; true", says="refused")
    checks.does("the journal says where and what", "journalctl -u undercover --no-pager -n 40", says=["wrong.yaml", "gte"])
    checks.note("the old one goes on", prop(checks, "ActiveState") == "active" and prop(checks, "MainPID") == process,
                prop(checks, "ActiveState"))
    checks.root.run("rm /etc/undercover/probes/wrong.yaml; systemctl kill -s HUP undercover")
    checks.comes("HUP takes the mended one", "systemctl show undercover -p StatusText --value", says="series under way",
                 within=20)


def backups(checks):
    checks.does("a copy is made while it runs", "systemctl start undercover-backup.service")
    copy = checks.value("ls /var/lib/undercover/backups/ledger-*.sqlite | tail -1")
    checks.does("the copy is whole", f"runuser -u undercover -- undercover ledger verify {copy}", says="visits")
    checks.does("the copy is the daemon's, and not everybody's", f"stat -c '%U %a' {copy}", says="undercover 6")
    checks.does("the timer has a next time", "systemctl enable --now undercover-backup.timer"
                " && systemctl list-timers undercover-backup.timer --no-pager", says="undercover-backup.service")
    checks.does("it is restored as docs/operations.md says",
                f"systemctl stop undercover && runuser -u undercover -- undercover ledger restore {copy}"
                " && runuser -u undercover -- undercover adopt && systemctl start undercover")
    checks.comes("and goes on", "undercover visits --since 5s --probe home", says="home")


def stopping(checks):
    began = time.monotonic()
    checks.does("it stops cleanly", "systemctl stop undercover")
    took = time.monotonic() - began
    checks.note("in good time, without being killed", took < 20 and prop(checks, "Result") == "success"
                and prop(checks, "ExecMainStatus") == "0", f"{took:.1f} s, {prop(checks, 'Result')}")
    checks.does("the status file stays, and says that it is stopped", "undercover status", code=3, says="stopped")
    drop_in(checks, "once", "[Service]\nRestart=no")
    checks.root.run("systemctl start undercover")
    checks.comes("(it runs again)", "undercover status")
    checks.root.run("systemctl kill --kill-who=main -s KILL undercover")
    checks.comes("a status file that nobody writes any more is seen to be stale",
                 "undercover status; [ $? = 3 ] && undercover status | grep -i stale", within=30)
    lift(checks, "once")
    checks.root.run("systemctl reset-failed undercover")
    checks.does("it starts after that", "systemctl start undercover")


def upgrade(checks, version):
    process = prop(checks, "MainPID")
    checks.does("a later package", "cd /root && dpkg-deb -R undercover.deb later && sed -i "
                f"'s/^Version: .*/Version: {version}+later/' later/DEBIAN/control && dpkg-deb -Zgzip -z1 -b later later.deb"
                " && rm -r later", limit=300)
    checks.does("installs over the first while the daemon runs", "dpkg -i /root/later.deb </dev/null")
    checks.comes("the daemon runs, from the new one", f"systemctl is-active undercover && [ $(systemctl show undercover -p"
                 f" MainPID --value) != {process} ]")
    checks.does("what the administrator wrote is kept", "cat /etc/undercover/undercover.yaml", says="Lindenhof")
    checks.comes("visits go on", "undercover visits --since 5s --probe home", says="home")


def leaves(checks):
    checks.does("removing stops it", "dpkg --remove undercover; systemctl is-active undercover.service", code=None,
                says="inactive")


def after(checks):
    checks.does("the ledger stays, even at a purge", "ls /var/lib/undercover/ledger.sqlite /etc/undercover/probes/home.yaml")
    checks.does("nothing of it is enabled any more", "find /etc/systemd/system -name 'undercover*' -not -path '*.d/*'"
                " -not -name '*.d' | grep .", code=None, silent=True)
