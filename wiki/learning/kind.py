"""The kind *learning path*."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from wiki.entries.fields import Payload
from wiki.entries.kinds import Column, Kind, Ordering, Passage, per_language
from wiki.entries.options import plain_passages, shown_summary
from wiki.learning.checking import check, hints
from wiki.learning.fields import FIELDS
from wiki.learning.models import LearningPath
from wiki.learning.prerequisites import advice, order_of_rows
from wiki.learning.stations import minutes_of


def project(_session: Session, entry: LearningPath, payload: Payload) -> None:
    """Write the columns that say whom it is for, and how long it is."""
    entry.minutes = minutes_of(payload)
    entry.stations = len(payload.get("stations", ()))
    entry.for_newcomers = bool(payload.get("for_newcomers", False))
    entry.functions = list(payload.get("functions", ()))
    entry.departments = list(payload.get("departments", ()))
    entry.roles = list(payload.get("roles", ()))


def passages(payload: Payload) -> list[Passage]:
    """Title, summary, the stations by their titles, text."""
    found = [Passage("title", payload["title"], "label")]
    if "summary" in payload:
        found.append(Passage("summary", payload["summary"]))
    for station in payload.get("stations", ()):
        found += [Passage("stations", station[name]) for name in ("title", "text") if name in station]
    return found + plain_passages(payload, "body")


def _stations(entry: Any, _language: str) -> int:
    return int(entry.stations)


def _minutes(entry: Any, _language: str) -> Any:
    return entry.minutes or ""


def _by_minutes(_language: str) -> SQLColumnExpression[Any]:
    return LearningPath.minutes


KIND = Kind(
    name="learning_path",
    path="learn",
    folder="learning",
    model=LearningPath,
    icon="mortarboard",
    label=_l("Learning path"),
    plural=_l("Learning paths"),
    new_label=_l("New learning path"),
    fields=FIELDS,
    titles=per_language("title"),
    summaries=per_language("summary"),
    project=project,
    passages=passages,
    check=check,
    hints=hints,
    advice=advice,
    orderings={
        "stations": Ordering(
            _l("Put in order"), _l("Broader terms move before narrower ones; nothing else moves."), order_of_rows
        )
    },
    columns=(
        Column("summary", _l("What you will know"), shown_summary, shape="text"),
        Column("stations", _l("Stations"), _stations, shape="number"),
        Column("minutes", _l("Minutes"), _minutes, _by_minutes, shape="number"),
    ),
    filters=("field_of_action",),
)
