"""The package in a Debian without Swift: what it brings, what runs, what stays when it goes."""

import shutil


def install(checks, package):
    shutil.copy(package, checks.root.path / "root/undercover.deb")
    checks.does("no Swift is there", "command -v swift; ls -d /usr/lib/swift /opt/swift 2>/dev/null", code=None, silent=True)
    checks.does("it installs with what it says it depends on", "dpkg -i /root/undercover.deb")
    checks.does("nothing of it is broken", "dpkg --audit; dpkg --verify undercover", silent=True)
    checks.does("every library is found", "! ldd /usr/bin/undercover | grep 'not found'", silent=True)


def look(checks, version):
    checks.does("it runs without Swift", "undercover --version", says=version)
    checks.does("its user is there", "getent passwd undercover", says="/var/lib/undercover")
    checks.does("the configuration that it brings can be used", "undercover check --config /etc/undercover")
    checks.does("a usage error is 3", "undercover --nonsense", code=3)
    checks.does("without a daemon the status is not known", "undercover status", code=3)
    commands = checks.value(
        "undercover --help | sed -n '/^SUBCOMMANDS/,/^$/p' | sed -n 's/^  \\([a-z]\\+\\) .*/\\1/p'").split()
    checks.note(f"{len(commands)} commands are listed", len(commands) >= 16, commands)
    names = " ".join(["undercover"] + [f"undercover-{c}" for c in commands])
    checks.does("every command has a manual page, and man finds nothing to warn of in it",
                f"for page in {names}; do man -P cat --warnings $page 2>&1 >/dev/null || echo no $page; done", silent=True)
    checks.does("man shows a command, its exit codes and an example", "MANWIDTH=80 man -P cat undercover-visit",
                says=["EXIT STATUS", "EXAMPLES", "--contact-people"])
    checks.does("man shows the files", "man -P cat undercover.yaml && man -P cat undercover-probe", says="journey")
    checks.does("man finds it by what it is", "mandb -q; apropos -s 1 undercover-visit", says="undercover-visit (1)")
    checks.does(
        "bash completes commands and options",
        ". /usr/share/bash-completion/bash_completion; . /usr/share/bash-completion/completions/undercover;"
        " f=$(complete -p undercover | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p');"
        " COMP_WORDS=(undercover led); COMP_CWORD=1; COMP_LINE='undercover led'; COMP_POINT=14; $f undercover led;"
        " echo \"${COMPREPLY[*]}\"", says="ledger")
    checks.does("zsh and fish have theirs", "ls /usr/share/zsh/vendor-completions/_undercover"
                " /usr/share/fish/vendor_completions.d/undercover.fish")


def walk(checks):
    """The demo business and the demo's daemon, without systemd."""
    checks.does(
        "the demo business is audited, and a visit of it is made by the daemon that is there",
        "undercover demo --directory /srv/demo --page none --for 20s >/srv/demo.log 2>&1 & "
        "for n in $(seq 100); do [ -S /srv/demo/run/socket ] && break; sleep 0.1; done; "
        "undercover visit first-visit --config /srv/demo; [ $? -le 2 ] && echo visited; "
        "undercover status --config /srv/demo; undercover check --config /srv/demo; wait; cat /srv/demo.log",
        says=["visited", "Hotel Lindenhof", "first-visit", "Standing"], limit=120)
    checks.does("a ledger without its daemon is read", "undercover visits --config /srv/demo --limit 3", says="grade")


def remove(checks):
    checks.does("it goes", "dpkg --remove undercover")
    checks.does("its program and units are gone",
                "ls /usr/bin/undercover /usr/lib/systemd/system/undercover* /usr/share/man/man1/undercover* 2>/dev/null",
                code=None, silent=True)
    checks.does("the configuration stays when it goes", "ls /etc/undercover/undercover.yaml")
    checks.does("its configuration goes at a purge", "dpkg --purge undercover && ! ls /etc/undercover/undercover.yaml")
    checks.does("nothing else of it is left", "! find / -xdev -path '*undercover*' -not -path '/etc/undercover*'"
                " -not -path '/var/lib/undercover*' -not -path '/tmp/*' -not -path '/root/*' -not -path '/srv/*'"
                " -not -path '/var/log/*' -not -path '/run/*' -not -path '/proc/*' -not -path '/sys/*'"
                " -not -path '/var/cache/man/*' -not -path '/etc/systemd/system/undercover.service.d*' | grep .", silent=True)
