"""The words and colours that every page about signals needs."""

from typing import Any

from wiki.signals.wording import SEVERITIES, SEVERITY_TONES, SORTS, SOURCES, STATE_TONES, STATES
from wiki.tasks.wording import STATES as TASK_STATES
from wiki.web.redirects import same_view


def words() -> dict[str, Any]:
    """For `render_template`."""
    return {
        "states": STATES,
        "state_tones": STATE_TONES,
        "severities": SEVERITIES,
        "severity_tones": SEVERITY_TONES,
        "sorts": SORTS,
        "sources": SOURCES,
        "task_states": TASK_STATES,
        "same_view": same_view,
    }
