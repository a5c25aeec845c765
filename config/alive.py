"""The container's health check: exit status 0 when `/health` answers."""

import http.client
import sys

from config import env

PORT = 8000


def host() -> str:
    """A name that the site answers to, whatever `ALLOWED_HOSTS` says."""
    named = env.words("ALLOWED_HOSTS")
    return (named[0].lstrip("*.") if named else "") or "127.0.0.1"


def main() -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=4)
    try:
        connection.request("GET", "/health", headers={"Host": host()})
        return 0 if connection.getresponse().status == http.HTTPStatus.OK else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
