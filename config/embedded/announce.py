"""What the person at the terminal is told while the site comes up."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request

import psycopg

from config import env
from config.embedded import keys, progress
from config.embedded.plan import Plan
from config.embedded.service import say

ANSWER_EVERY = 0.2
PROGRESS_EVERY = 3.0
QUIET_EVERY = 15.0


def answers(plan: Plan) -> bool:
    """Any answer counts: with production's ALLOWED_HOSTS a local one is a refusal."""
    try:
        with urllib.request.urlopen(f"{plan.address}/health", timeout=2):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def site(plan: Plan, ending: threading.Event) -> None:
    """Wait for the first answer, say where everything is, then follow the embeddings."""
    while not answers(plan):
        if ending.wait(ANSWER_EVERY):
            return
    say(f"DiggIndie   {plan.address}")
    say(f"Admin       {plan.address}/{env.text('ADMIN_PATH', 'admin').strip('/')}/")
    if password := keys.admin_password(plan.layout):
        say(f"            user admin, password {password} (again: make admin-password)")
    say("Ctrl-C stops the site.")
    _follow_embeddings(plan, ending)


def services(plan: Plan) -> None:
    if plan.embeds_postgres:
        say(f"PostgreSQL  {plan.layout.database_url}")
    if plan.embeds_valkey:
        say(f"Valkey      {plan.layout.redis_url}")
    say("Ctrl-C stops them.")


def _follow_embeddings(plan: Plan, ending: threading.Event) -> None:
    said, pause = None, 0.0
    while not ending.wait(pause):
        now = _embedded(plan)
        if now and now != said and (said or now.done < now.wanted):
            say(str(now))
            said = now
        pause = PROGRESS_EVERY if now and now.done < now.wanted else QUIET_EVERY


def _embedded(plan: Plan) -> progress.Embedded | None:
    try:
        return progress.embedded(plan.database_url)
    except psycopg.Error:
        return None
