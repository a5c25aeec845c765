"""Settings of the test suite: the real ones with known secrets and fast hashing."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("JWT_SECRET_KEY", "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy4u")
os.environ.setdefault("EMBEDDING_PROVIDER", "local")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("DB_STATEMENT_TIMEOUT_MS", "60000")  # dropping a database takes its time

from config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
API_RATES = dict.fromkeys(API_RATES, "100000/minute")
