"""Seams in words, for pages, files and the drawing of a process."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.seams.models import AIMS, CARRIED, LOST, MEDIA_BREAK, PARTLY, REPEATED, UNKNOWN, WAITING
from wiki.seams.reading import CHANNEL, DEPARTMENT, FUNCTION, Crossing, Step, Unit, Words
from wiki.seams.severity import CRITICAL, MAJOR, MINOR, SMOOTH
from wiki.seams.standing import AGREED, MISSING, NOT_NEEDED, OUTDATED, WAITS, Standing
from wiki.touchpoints.fields import CHANNEL as CHANNELS

CAUSE_LABELS = {
    LOST: _l("Information is lost"),
    AIMS: _l("Aims conflict"),
    MEDIA_BREAK: _l("The medium breaks"),
    WAITING: _l("Somebody waits"),
}
CONTEXT_LABELS = {
    CARRIED: _l("Yes, it is carried over"),
    PARTLY: _l("Partly: some of it has to be said again"),
    REPEATED: _l("No, the customer has to repeat everything"),
    UNKNOWN: _l("Not known"),
}
CONTEXT_SHORT = {
    PARTLY: _l("the customer has to repeat part of it"),
    REPEATED: _l("the customer has to repeat everything"),
}
STATES = {
    AGREED: _l("agreed"),
    WAITS: _l("agreement proposed"),
    OUTDATED: _l("agreement of other departments"),
    MISSING: _l("no agreement"),
    NOT_NEEDED: _l("within one department"),
}
STATE_TONES = {
    AGREED: ("good", "check2"), WAITS: ("warn", "hourglass-split"), OUTDATED: ("warn", "clock-history"),
    MISSING: ("bad", "x-circle"), NOT_NEEDED: ("plain", "building"),
}  # fmt: skip
SEVERITIES = {CRITICAL: _l("critical"), MAJOR: _l("major"), MINOR: _l("minor"), SMOOTH: _l("nothing known")}
ACTS = {
    "seam:told": _l("Said what goes wrong at a seam"),
    "seam:proposed": _l("Agreement at a seam proposed"),
    "seam:accepted": _l("Agreement at a seam accepted by one side"),
    "seam:agreed": _l("Agreement at a seam in force"),
    "seam:declined": _l("Agreement at a seam declined"),
}
"""For the record of who did what."""
CHANGES = {FUNCTION: _l("Function"), DEPARTMENT: _l("Department"), CHANNEL: _l("Channel")}


def _named(unit: Unit | None, language: str) -> str:
    return unit.name.of(language) if unit is not None else str(_("no department"))


def channel_of(step: Step, language: str) -> str:
    """The channel a step uses; the touchpoint where that names none."""
    label = {option.value: option.label for option in CHANNELS.options}.get(step.channel)
    return str(label) if label is not None else step.touchpoint.of(language)


def parties(crossing: Crossing, language: str) -> tuple[str, str]:
    """Who or what meets: departments, where they change, else functions, else channels."""
    if crossing.joins_departments:
        first, second = crossing.units
        return _named(first, language), _named(second, language)
    if crossing.actors is not None:
        before, after = crossing.actors
        return before.of(language), after.of(language)
    assert crossing.channels is not None
    met, meets = crossing.channels
    return channel_of(met, language), channel_of(meets, language)


def changes_of(crossing: Crossing, language: str) -> list[tuple[str, str, str]]:
    """(what, before, after) for everything that changes."""
    found = []
    if crossing.actors is not None:
        found.append((str(CHANGES[FUNCTION]), *(each.of(language) for each in crossing.actors)))
    if crossing.joins_departments:
        found.append((str(CHANGES[DEPARTMENT]), *(_named(each, language) for each in crossing.units)))
    if crossing.channels is not None:
        found.append((str(CHANGES[CHANNEL]), *(channel_of(each, language) for each in crossing.channels)))
    return [(what, before, after) for what, before, after in found]


def marked(crossing: Crossing, language: str) -> tuple[str, ...]:
    """What changes, as the drawing of the process says it."""
    found = []
    if crossing.actors is not None:
        before, after = (each.of(language) for each in crossing.actors)
        found.append(_("Hand-over: %(from_)s → %(to)s", from_=before, to=after))
    elif crossing.joins_departments:
        before, after = (_named(each, language) for each in crossing.units)
        found.append(_("Hand-over: %(from_)s → %(to)s", from_=before, to=after))
    if crossing.channels is not None:
        before, after = (channel_of(each, language) for each in crossing.channels)
        found.append(_("Change of channel: %(from_)s → %(to)s", from_=before, to=after))
    return tuple(found)


def said(causes: Sequence[str], context: str) -> str:
    """What goes wrong, in one line; empty where nothing is known to."""
    words = [str(CAUSE_LABELS[each]) for each in CAUSE_LABELS if each in causes]
    if context in CONTEXT_SHORT:
        words.append(str(CONTEXT_SHORT[context]))
    found = ", ".join(word if number == 0 else word[:1].lower() + word[1:] for number, word in enumerate(words))
    return found[:1].upper() + found[1:]


def in_two(each: Standing, language: str) -> tuple[str, str]:
    """A seam in two lines: who meets; what goes wrong and what is agreed."""
    before, after = parties(each.crossing, language)
    wrong = said(each.said.causes, each.said.context) or str(_("Nothing said yet"))
    return f"{before} → {after}", f"{wrong} · {STATES[each.state]}"


def titles(called: Mapping[str, str] | None, language: str) -> str:
    """What a step was called; empty where nobody knows."""
    return Words(**called).of(language) if called else ""
