"""Become another program that ends when its parent does, even when that one is killed.

Called as `python -m config.embedded.lifeline PARENT_PID COMMAND...`. The wish survives exec; it
is made here and not between fork and exec because the parent has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("The supervisor is gone.")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
