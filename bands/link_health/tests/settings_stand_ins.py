"""Settings of a process of its own whose link checks are led to a test's server."""

import json
import os

from config.settings_test import *

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
LINK_CHECK_STAND_INS = {
    host: tuple(endpoint) for host, endpoint in json.loads(os.environ["STAND_INS"]).items()
}
