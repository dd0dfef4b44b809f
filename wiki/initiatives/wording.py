"""What stages, lights, parts, values and acts of initiatives are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from wiki.entries.numbers import shown_number
from wiki.initiatives.figures import MISSED, REACHED, Interval
from wiki.initiatives.kind import LIGHT, STAGE
from wiki.initiatives.models import (
    AMBER,
    GREEN,
    LEAD,
    MEMBER,
    RED,
    SPONSOR,
)

STAGES = {option.value: option.label for option in STAGE.options}
LIGHTS = {GREEN: _l("Green: as planned"), AMBER: _l("Amber: at risk"), RED: _l("Red: needs help")}
LIGHT_TONES = {GREEN: ("good", "check-circle"), AMBER: ("warn", "exclamation-triangle"), RED: ("bad", "x-circle")}
SHORT_LIGHTS = {option.value: option.label for option in LIGHT.options}
PARTS = {SPONSOR: _l("Sponsor"), LEAD: _l("Lead"), MEMBER: _l("Team")}
VERDICTS = {REACHED: _l("Target reached"), MISSED: _l("Target missed")}
SORTS = {
    "interim": _l("On the way"),
    "effect": _l("At closing"),
    "recheck": _l("Re-check"),
    "baseline": _l("Baseline"),
}
OUTCOMES = {"": _l("Waits"), "held": _l("Has held"), "missed": _l("Target missed"), "void": _l("Dropped")}
DUE = {"milestone": _l("Milestone"), "recheck": _l("Re-check"), "target": _l("Day of the target")}
ACTS = {
    "initiative:reported": _l("Reported how an initiative goes"),
    "initiative:reopened": _l("Initiative opened again"),
    "initiative:closed": _l("Initiative closed"),
    "initiative:ended": _l("Initiative has had its effect"),
    "initiative:measured": _l("Value of an initiative measured"),
    "initiative:checked": _l("Effect of an initiative checked again"),
    "initiative:joined": _l("Joined an initiative"),
    "initiative:left": _l("Left an initiative"),
    "initiative:handed_over": _l("Part in an initiative handed over"),
    "initiative:planned": _l("Milestone, risk or decision written down"),
    "initiative:tied": _l("Seam or version tied to an initiative"),
    "initiative:untied": _l("Seam or version taken off an initiative"),
}
"""For the record of who did what."""


def value_text(value: float | None, unit: str) -> str:
    """A value with its unit: `12,5 %`, `3 days`."""
    if value is None:
        return ""
    number, plural = shown_number(value), 1 if value == 1 else 2
    signs = {"share": "%", "euro": "€"}
    words = {
        "points": ngettext("%(value)s point", "%(value)s points", plural, value=number),
        "minutes": ngettext("%(value)s minute", "%(value)s minutes", plural, value=number),
        "hours": ngettext("%(value)s hour", "%(value)s hours", plural, value=number),
        "days": ngettext("%(value)s day", "%(value)s days", plural, value=number),
    }
    if unit in signs:
        return f"{number}\N{NO-BREAK SPACE}{signs[unit]}"
    return str(words.get(unit, number))


def interval_text(interval: Interval) -> str:
    """`12.3 % to 20.1 %`."""
    low, high = (shown_number(round(each, 1)) for each in (interval.low, interval.high))
    return str(_("%(low)s %% to %(high)s %%", low=low, high=high)).replace(" %", "\N{NO-BREAK SPACE}%")
