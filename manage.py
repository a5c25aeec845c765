#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from config.boot import one_clear_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DB_STATEMENT_TIMEOUT_MS", "60000")
    from django.core.management import execute_from_command_line

    with one_clear_line():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
