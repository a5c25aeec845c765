"""`python -m config.embedded`: the site on one machine, with everything it needs."""

import argparse
import os
import sys

from config.boot import one_clear_line
from config.embedded import keys, plan, site
from config.embedded.layout import ROOT, Layout
from config.embedded.service import CannotStart

WORDS = {
    "run": "the whole site, until Ctrl-C",
    "services": "PostgreSQL and Valkey alone, until Ctrl-C",
    "prepare": "secrets, tables, administrator and starter catalogue, once",
    "admin-password": "the administrator's first password",
}


def main() -> None:
    word = _word()
    os.umask(0o022)  # PostgreSQL's user must reach what root makes; secrets are closed one by one
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with one_clear_line():
            _obey(word)
    except CannotStart as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


def _word() -> str:
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    for word, meaning in WORDS.items():
        words.add_parser(word, help=meaning, description=meaning)
    return parser.parse_args().word


def _obey(word: str) -> None:
    if word == "run":
        site.run(plan.read())
    elif word == "services":
        site.run_services(plan.read())
    elif word == "prepare":
        keys.make_missing(Layout())
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "manage.py", "prepare"])
    else:
        print(keys.admin_password(Layout()) or "There is none yet; `make run` makes one.")


if __name__ == "__main__":
    main()
