"""The map of processes, with filters in the address."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.entries.kinds import Kind
from wiki.entries.list_asked import Asked, asked_of, conditions
from wiki.entries.list_filters import Filter, filters_of
from wiki.entries.list_page import chips_of, shown_at
from wiki.entries.options import PHASES
from wiki.entries.rights import may_propose, may_write
from wiki.people.queries import departments_by_slug
from wiki.processes.process_map import BY_DEPARTMENT, BY_TYPE, bar_of, grouped
from wiki.processes.queries import has_break_point, severities_of, shown_on_map
from wiki.processes.wording import SEVERE, SEVERITIES
from wiki.web.front import front
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

MOST = 400
"""Processes that a map holds before it asks to be narrowed."""


@dataclass(frozen=True)
class Choice:
    """A way to look at the map, with the address that leads to it."""

    label: str
    url: str
    current: bool


def show_map(kind: Kind) -> ResponseReturnValue:
    """Released processes by phase, grouped by their type or by department; the same few queries for any number."""
    session, actor, language = db(), current_actor(), reader_language()
    number = front.newest_number()
    filters = _filters(session, actor, kind, language)
    asked = asked_of(request.args, filters, {})
    by = BY_DEPARTMENT if request.args.get("by") == BY_DEPARTMENT else BY_TYPE
    query = shown_on_map(actor, language, *conditions(kind, asked, filters))
    found = list(session.scalars(query.limit(MOST + 1)))
    severities = severities_of(session, [process.id for process in found[:MOST]])
    bars = [(process, bar_of(process, severities.get(process.id, {}), language)) for process in found[:MOST]]
    departments = departments_by_slug(session, {process.department for process in found})
    names = {slug: each.name(language) for slug, each in departments.items()}
    answer = front.render(
        front.begin_list(number),
        "processes/map.html",
        kind=kind,
        groups=grouped(bars, by, names),
        phases=_phases(asked, by, [bar for _process, bar in bars]),
        asked=asked,
        by=by,
        ways=_ways(asked, by),
        filters_of_map=filters,
        chips=chips_of("process.map", asked, filters, **_kept(by)),
        too_many=len(found) > MOST,
        most=MOST,
        total=len(bars),
        may_create=may_write(actor) or may_propose(actor),
    )
    return shown_at(answer, "process.map", asked, **_kept(by))


def _filters(session: Session, actor: Actor, kind: Kind, language: str) -> list[Filter]:
    """Those of the list that say something of released processes, and whether something breaks."""
    today = clock.today(settings().timezone)
    found = filters_of(session, actor, kind, language, today, drafts=False)
    kept = [each for each in found if each.name not in ("status", "upkeep")]
    options = (("any", _("With break points")), ("severe", _("With severe break points")))
    return [*kept, Filter("breaks", _("Break points"), options, _breaks)]


def _breaks(value: str) -> ColumnElement[bool]:
    return has_break_point(SEVERE if value == "severe" else ("", *SEVERITIES))


def _kept(by: str) -> dict[str, str]:
    return {} if by == BY_TYPE else {"by": by}


def _address(asked: Asked, by: str, **changes: Any) -> str:
    return url_for("process.map", **asked.address(**changes, **_kept(by)))


def _ways(asked: Asked, by: str) -> list[Choice]:
    labels = {BY_TYPE: _("By type of process"), BY_DEPARTMENT: _("By department")}
    return [Choice(label, _address(asked, way), way == by) for way, label in labels.items()]


def _phases(asked: Asked, by: str, bars: list[Any]) -> list[tuple[Choice, int]]:
    """The columns: a phase, where a click on it leads, and how many processes say they belong to it."""
    chosen = asked.chosen.get("phases", ())
    found = []
    for column, option in enumerate(PHASES.options, start=1):
        current = chosen == (option.value,)
        url = _address(asked, by, phases="" if current else (option.value,))
        count = sum(bar.first <= column <= bar.last and bar.reached[column - bar.first] for bar in bars if bar.first)
        found.append((Choice(str(option.label), url, current), count))
    return found
