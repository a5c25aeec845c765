"""How hard hypothesis looks: the same 500 examples each time, more by HYPOTHESIS_EXAMPLES."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "algorithms",
    derandomize=True,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "500")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("algorithms")
