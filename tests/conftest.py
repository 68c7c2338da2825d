"""How many examples hypothesis tries: few by default, more and always the same ones under `CI`.

For a long search: `pytest --hypothesis-profile thorough`.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "quick", max_examples=40, deadline=None, phases=_PHASES, suppress_health_check=_SLOW
)
settings.register_profile(
    "CI",
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=_PHASES,
    suppress_health_check=_SLOW,
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1500)
settings.load_profile("CI" if os.environ.get("CI") else "quick")
