"""One line for each check: `held` or `missed`, and at a miss what was seen."""

import time


class Checks:
    def __init__(self, root):
        self.root = root
        self.held = 0
        self.missed = 0

    def note(self, what, holds, seen=""):
        if holds:
            self.held += 1
            print(f"held    {what}", flush=True)
        else:
            self.missed += 1
            print(f"missed  {what}", flush=True)
            for line in str(seen).strip().split("\n")[-25:]:
                print(f"        | {line[:300]}", flush=True)
        return holds

    def does(self, what, command, code=0, says=None, silent=False, user=None, limit=120):
        """The command ends with that code (None: with any but 0), and says that."""
        got, said = self.root.run(command, user=user, limit=limit)
        right = got == code if code is not None else got != 0
        if says is not None:
            right = right and all(word in said for word in ([says] if isinstance(says, str) else says))
        if silent:
            right = right and not said.strip()
        self.note(what, right, f"$ {command}\nexit {got}\n{said}")
        return said

    def comes(self, what, command, within=60, says=None):
        """The command succeeds (and says that) before so many seconds are over."""
        end = time.monotonic() + within
        while True:
            code, said = self.root.run(command, limit=30)
            if code == 0 and (says is None or says in said):
                return self.note(what, True)
            if time.monotonic() > end:
                return self.note(what, False, f"$ {command}\nafter {within} s: exit {code}\n{said}")
            time.sleep(0.3)

    def value(self, command):
        return self.root.run(command)[1].strip()
