"""A path on the page of its content: its stations as a way, how long it takes, whom it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.entries.kinds import Kinds
from wiki.entries.links import Target
from wiki.entries.page import EntryPage, Shown
from wiki.learning.models import CHECK, QUESTION
from wiki.learning.stations import Station, minutes_of, stations_of
from wiki.learning.wording import SORTS
from wiki.web.runtime import runtime


@dataclass(frozen=True)
class Along:
    """A station as readers of the path see it. `by` says when it is due where that differs from the one before."""

    number: int
    station: Station
    label: str
    icon: str
    title: Shown
    """Empty where the entry's own title stands."""
    text: Shown
    target: Target | None
    kind: str
    by: str

    @property
    def is_missing(self) -> bool:
        """Whether it names an entry that is not there for this reader."""
        return bool(self.station.slug) and self.target is None


@dataclass(frozen=True)
class Way:
    """The whole path."""

    stations: tuple[Along, ...]
    minutes: int
    audience: tuple[tuple[str, tuple[str, ...]], ...]
    """(what they are, their names): functions, departments, access roles."""
    for_newcomers: bool
    days: int | None
    """The day by which the last station is due, counted from the first; None where no station has one."""

    @property
    def duration(self) -> str:
        """About how long it takes, in words."""
        if self.minutes < 90:
            return str(ngettext("about %(num)s minute", "about %(num)s minutes", self.minutes))
        hours = round(self.minutes / 60)
        return str(ngettext("about %(num)s hour", "about %(num)s hours", hours))

    @property
    def asked(self) -> int:
        """At how many stations something is asked."""
        return sum(each.station.asks for each in self.stations)


def learning_way(page: EntryPage) -> Way:
    """What the page of a path shows beside its texts."""
    stations = stations_of(page.payload)
    days = [each.within_days for each in stations if each.within_days is not None]
    return Way(
        stations=tuple(_along(page, stations)),
        minutes=minutes_of(page.payload),
        audience=tuple(_audience(page)),
        for_newcomers=bool(page.payload.get("for_newcomers")),
        days=max(days, default=None),
    )


def _along(page: EntryPage, stations: tuple[Station, ...]) -> Iterator[Along]:
    kinds = runtime().wiring.get(Kinds)
    before: int | None = None
    for number, each in enumerate(stations, 1):
        label, icon = SORTS[each.sort]
        target = page.target(*each.address) if each.slug else None
        kind = kinds.get(target.kind) if target else None
        days = each.within_days
        yield Along(
            number=number,
            station=each,
            label=str(label),
            icon=kind.icon if kind and not each.asks else icon,
            title=page.local(each.titles),
            # What a question asks is not told before somebody has read what it is about.
            text=Shown() if each.sort in (QUESTION, CHECK) else page.local(each.texts),
            target=target,
            kind=str(kind.label) if kind else "",
            by=_by(days) if days is not None and days != before else "",
        )
        before = before if days is None else days


def _by(days: int) -> str:
    if days == 0:
        return str(_("on the first day"))
    return str(ngettext("within %(num)s day", "within %(num)s days", days))


def _audience(page: EntryPage) -> Iterator[tuple[str, tuple[str, ...]]]:
    called: dict[str, Any] = {
        "functions": page.function_name, "departments": page.department, "roles": page.role_name,
    }  # fmt: skip
    for name, of in called.items():
        slugs = page.payload.get(name, ())
        if slugs:
            yield str(page.kind.field(name).label), tuple(of(slug) or slug for slug in slugs)
