"""Where a process breaks, told before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from wiki.core.db import wired
from wiki.entries.page import EntryPage
from wiki.processes.evidence_marks import EvidenceMarks
from wiki.processes.wording import SEVERE, SEVERITIES, counted_by_severity, deadline, severity_of
from wiki.web.transaction import db

SHOWN_AT_ONCE = 3


@dataclass(frozen=True)
class Beat:
    """A step in the line that shows at a glance how the process runs. `severity` is empty where nothing breaks."""

    number: int
    key: str
    title: str
    severity: str


@dataclass(frozen=True)
class BreakPoint:
    """What breaks in a step."""

    step: Beat
    text: Markup


@dataclass(frozen=True)
class Overview:
    """How a process runs, in short."""

    beats: tuple[Beat, ...]
    breaks: tuple[BreakPoint, ...]
    """The worst first; equally bad ones in the order of the steps."""
    counted: str
    """What breaks, by severity, in words."""
    asides: tuple[tuple[str, str], ...]
    """What else there is to know: (picture, words)."""

    @property
    def at_once(self) -> tuple[BreakPoint, ...]:
        """The break points that are shown without asking."""
        return self.breaks[:SHOWN_AT_ONCE]

    @property
    def further(self) -> tuple[BreakPoint, ...]:
        """The rest."""
        return self.breaks[SHOWN_AT_ONCE:]

    @property
    def is_severe(self) -> bool:
        """Whether something breaks badly."""
        return any(beat.severity in SEVERE for beat in self.beats)


def overview(page: EntryPage) -> Overview:
    """What the strip above the drawing says."""
    steps = page.payload.get("steps", [])
    beats = [
        Beat(number, step["key"], page.local(step["title"]).text, severity_of(step))
        for number, step in enumerate(steps, start=1)
    ]
    broken = worst_first(beats)
    told = page.told(*(page.local(steps[beat.number - 1]["break_point"]) for beat in broken))
    return Overview(
        beats=tuple(beats),
        breaks=tuple(BreakPoint(beat, text) for beat, text in zip(broken, told, strict=True)),
        counted=counted_by_severity([beat.severity for beat in broken]),
        asides=tuple(_asides(page)),
    )


def worst_first(beats: Sequence[Beat]) -> list[Beat]:
    """The steps where something breaks, the worst first."""
    return sorted((beat for beat in beats if beat.severity), key=lambda beat: SEVERITIES.index(beat.severity))


def _asides(page: EntryPage) -> list[tuple[str, str]]:
    steps = page.payload.get("steps", [])
    waits, promises, drop_outs = (sum(name in step for step in steps) for name in ("wait", "promise", "drop_out"))
    hours = sorted(step["promise_hours"] for step in steps if "promise_hours" in step)
    found = []
    if waits:
        found.append(("clock", ngettext("%(num)s wait", "%(num)s waits", waits)))
    if promises:
        found.append(("calendar-check", _promised(promises, hours)))
    if drop_outs:
        words = ngettext("customers give up at %(num)s step", "customers give up at %(num)s steps", drop_outs)
        found.append(("box-arrow-right", words))
    alone = sum(mark.sorts == ("employees",) for mark in wired(db(), EvidenceMarks).of(page).values())
    if alone:
        words = ngettext(
            "%(num)s step rests on the employees' view alone", "%(num)s steps rest on the employees' view alone", alone
        )
        found.append(("clipboard-data", words))
    return found


def _promised(promises: int, hours: list[int]) -> str:
    words = ngettext("%(num)s promise", "%(num)s promises", promises)
    if not hours:
        return str(words)
    time = deadline(hours[-1])
    if promises == 1:
        return str(_("%(promises)s: %(time)s", promises=words, time=time))
    return str(_("%(promises)s, the longest: %(time)s", promises=words, time=time))
