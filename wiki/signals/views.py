"""The list of signals, the most pressing first; by place; also as a file for spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.entries.options import FIELD_OF_ACTION
from wiki.people.models import Department
from wiki.signals.asked import NOT_JUDGED, asked_entry, asked_list
from wiki.signals.blueprint import blueprint
from wiki.signals.found import may_decide_somewhere
from wiki.signals.frequency import Figures, figures_of
from wiki.signals.listing import A_PAGE, SHOWS, WEIGHTS, Asked, AtEntry, by_entry, loaded, numbers, ranked
from wiki.signals.models import SEVERITIES, Signal
from wiki.signals.place import Spot, readable_entries, spot_at, spots_of
from wiki.signals.rights import may_report
from wiki.signals.wording import ORDERS, SORTS, SOURCES, STATES
from wiki.signals.wording import SEVERITIES as SEVERITY_LABELS
from wiki.signals.wording import SHOWS as SHOW_LABELS
from wiki.signals.words_in_templates import words
from wiki.tasks.named import Named, names_of
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import Page, page_of_rows
from wiki.web.redirects import same_view
from wiki.web.runtime import settings
from wiki.web.transaction import db


@dataclass(frozen=True)
class Row:
    """A signal in the list."""

    signal: Signal
    figures: Figures
    spot: Spot | None


@dataclass(frozen=True)
class PlaceRow:
    """A place in the list by places. `spot` is empty where none is named, or none the reader may see."""

    spot: Spot | None
    at: AtEntry
    severity: str
    url: str


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Signals that wait for a decision, the most pressing first; `by=place` by place, `format=csv` for a
    spreadsheet."""
    session, actor, language = db(), current_actor(), reader_language()
    departments = list(session.scalars(select(Department).order_by(Department.sort_key)))
    at = asked_entry(session, actor, *_place())
    asked = asked_list(session, actor, departments, at)
    today = clock.today(settings().timezone)
    if request.args.get("format") == "csv":
        found = loaded(session, ranked(session, asked, today))
        initiatives = names_of(session, actor, language, (each.initiative_id for each in found))
        return csv_file("signals", _table(_rows(session, found), initiatives))
    by_place = request.args.get("by") == "place"
    page: Page[Any] = _places(session, asked) if by_place else page_of_rows(ranked(session, asked, today), A_PAGE)
    return render_template(
        "signals/index.html",
        page=page,
        rows=page.rows if by_place else _rows(session, loaded(session, page.rows)),
        by_place=by_place,
        asked=asked,
        at=spot_at(session, at, asked.step_key, "", language) if at is not None else None,
        chips=_chips(asked, numbers(session, asked)),
        choices=_choices(departments, language),
        typed={name: request.args.get(name, "")[:100] for name in ("department", "words", "own", "at")},
        may_report=may_report(actor),
        may_find=may_decide_somewhere(actor),
        narrowed=any(request.args.get(name) for name in _FILTERS),
        everything=url_for("signals.index", show=asked.show, by="place" if by_place else None),
        csv_url=same_view(format="csv", page=None, by=None),
        **words(),
    )


_FILTERS = ("department", "field", "words", "own", "sort", "source", "severity", "at", "step")


def _place() -> tuple[str, str]:
    kind, _colon, slug = request.args.get("at", "").partition(":")
    return kind, slug


def _chips(asked: Asked, counted: Mapping[str, int]) -> list[tuple[Any, str, bool, int]]:
    return [(SHOW_LABELS[show], same_view(show=show, page=None), show == asked.show, counted[show]) for show in SHOWS]


def _choices(departments: Sequence[Department], language: str) -> dict[str, list[tuple[str, Any]]]:
    everything = ("", _("All"))
    severities = [(each or NOT_JUDGED, SEVERITY_LABELS[each]) for each in SEVERITIES]
    return {
        "order": list(ORDERS.items()),
        "sort": [everything, *SORTS.items()],
        "source": [everything, *SOURCES.items()],
        "severity": [everything, *severities],
        "field": [everything, *((each.value, each.label) for each in FIELD_OF_ACTION.options)],
        "department": [everything, *((each.slug, each.name(language)) for each in departments)],
    }


def _rows(session: Session, found: Sequence[Signal]) -> list[Row]:
    today = clock.today(settings().timezone)
    figures = figures_of(session, [each.id for each in found], today)
    spots = spots_of(session, current_actor(), found, reader_language())
    return [Row(each, figures.get(each.id, Figures()), spots.get(each.id)) for each in found]


def _places(session: Session, asked: Asked) -> Page[PlaceRow]:
    page = page_of_rows(by_entry(session, asked, clock.today(settings().timezone)), A_PAGE)
    ids = [each.entry_id for each in page.rows if each.entry_id is not None]
    entries = readable_entries(session, current_actor(), ids)
    severity_of = {weight: name for name, weight in WEIGHTS.items()}
    language = reader_language()
    rows = []
    for each in page.rows:
        entry = entries.get(each.entry_id or 0)
        spot = spot_at(session, entry, "", "", language) if entry is not None else None
        url = same_view(at=f"{entry.kind}:{entry.slug}", by=None, page=None) if entry is not None else ""
        rows.append(PlaceRow(spot, each, severity_of[each.worst], url))
    return Page(rows, page.number, page.pages, page.total, page.first)


def _table(rows: Sequence[Row], initiatives: Mapping[int, Named]) -> Iterator[Sequence[Any]]:
    yield [
        _("Number"), _("Signal"), _("Sort"), _("State"), _("Severity"), _("Where"), _("Step"), _("Department"),
        _("Source"), _("More about the source"), _("In the last 90 days"), _("In all"), _("Last seen"), _("Reported"),
        _("Root cause"), _("Initiative"), _("Answer given"),
    ]  # fmt: skip
    for row in rows:
        each, spot, figures = row.signal, row.spot, row.figures
        initiative = initiatives.get(each.initiative_id or 0)
        yield [
            each.id, each.title, SORTS[each.sort], STATES[each.state], SEVERITY_LABELS[each.severity],
            spot.title if spot else "", spot.step if spot else "", spot.department if spot else "",
            SOURCES[each.source], each.source_note, figures.recent, figures.total, day(figures.last),
            day(each.reported_at), each.root_cause, initiative.title if initiative else "",
            each.answer,
        ]  # fmt: skip
