"""The list of everything that should rest on something; also as a file for spreadsheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.evidence import listing
from wiki.evidence.blueprint import blueprint
from wiki.evidence.listing import ALL, ALONE, COMPLETE, NOTHING, OLD, SHOWS, SORTS_OF_PLACES, UNASKED, Asked
from wiki.evidence.models import SORTS, Evidence
from wiki.evidence.reading import old_before, state_of
from wiki.evidence.views import ENDPOINT, anchor_of
from wiki.evidence.wording import SORTS as SORT_LABELS
from wiki.evidence.wording import STRENGTHS
from wiki.people.models import Department
from wiki.people.queries import subtree_ids
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of_known
from wiki.web.redirects import same_view
from wiki.web.shell import Item
from wiki.web.transaction import db

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A step or a touchpoint in the list."""

    url: str
    """Its evidence."""
    title: str
    step: str
    step_number: int
    kind: str
    department: str
    sorts: tuple[str, ...]
    severity: str
    moment: bool
    pieces: Sequence[Evidence]

    @property
    def state(self) -> str:
        """What its evidence says together."""
        return state_of(self.sorts)


def navigation() -> list[Item]:
    """The line of the navigation."""
    if not current_actor().signed_in:
        return []
    is_here = (request.endpoint or "").startswith("evidence.")
    return [Item(_("Evidence"), url_for("evidence.index"), "clipboard-data", current=is_here, place=5)]


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """What rests on the employees' view alone first; `format=csv` for a spreadsheet."""
    session, language = db(), reader_language()
    departments = list(session.scalars(select(Department).order_by(Department.sort_key)))
    asked, old = _asked(session, departments), old_before(company_day(session))
    query = listing.rows(asked, old, language)
    names = {each.slug: each.name(language) for each in departments}
    if request.args.get("format") == "csv":
        return csv_file("evidence", _table(_lines(session, session.execute(query).all(), names, language)))
    counted = listing.numbers(session, asked, old)
    page = page_of_known(
        counted[asked.show], A_PAGE, lambda before: session.execute(query.limit(A_PAGE).offset(before)).all()
    )
    return render_template(
        "evidence/index.html",
        lines=_lines(session, page.rows, names, language), page=page, asked=asked, old_before=old, sorts=SORTS,
        chips=_chips(asked, counted), sort_labels=SORT_LABELS, strengths=STRENGTHS,
        department=request.args.get("department", ""), departments=list(names.items()),
        csv_url=same_view(format="csv", page=None),
    )  # fmt: skip


def _asked(session: Session, departments: Sequence[Department]) -> Asked:
    """What the address asks for; what is not known is not asked."""
    show, of = request.args.get("show", ALONE), request.args.get("of", "")
    asked = Asked(show if show in SHOWS else ALONE, of if of in SORTS_OF_PLACES else "")
    asked = replace(asked, decisive=request.args.get("decisive") == "1")
    slug = request.args.get("department", "")
    found = next((each.id for each in departments if each.slug == slug), None)
    if found is None:
        return asked
    below = subtree_ids(session, found)
    return replace(asked, departments=frozenset(each.slug for each in departments if each.id in below))


def _chips(asked: Asked, counted: Mapping[str, int]) -> list[tuple[str, str, bool, int]]:
    labels = {
        ALONE: _("Employees' view alone"), NOTHING: _("Nothing yet"), UNASKED: _("Without customer research"),
        OLD: _("Older than two years"), COMPLETE: _("All three"), ALL: _("All"),
    }  # fmt: skip
    return [(labels[show], same_view(show=show, page=None), show == asked.show, counted[show]) for show in SHOWS]


def _lines(session: Session, found: Sequence[Any], names: Mapping[str, str], language: str) -> list[Line]:
    pieces, kinds = listing.pieces_of(session, found), wired(session, Kinds)
    other = "en" if language == "de" else "de"

    def text(row: Any, name: str) -> str:
        return str(getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}"))

    return [
        Line(
            url_for(f"{row.kind}.{ENDPOINT}", slug=row.slug, _anchor=anchor_of(row.step_key)),
            text(row, "title") or row.slug, text(row, "step"), row.position + 1, str(kinds.get(row.kind).label),
            names.get(row.department, ""), tuple(sort for sort in SORTS if getattr(row, sort)), row.severity,
            bool(row.moment), pieces.get((row.entry_id, row.step_key), ()),
        )
        for row in found
    ]  # fmt: skip


def _table(lines: Sequence[Line]) -> Iterator[Sequence[Any]]:
    yield [_("Kind"), _("Entry"), _("Step"), _("Department"), *SORT_LABELS.values(), _("Newest"), _("Address")]
    for line in lines:
        told = [_told(each for each in line.pieces if each.sort == sort) for sort in SORTS]
        newest = day(line.pieces[0].day) if line.pieces else ""
        yield [line.kind, line.title, line.step, line.department, *told, newest, line.url]


def _told(pieces: Iterable[Evidence]) -> str:
    return "; ".join(f"{each.source} ({day(each.day)}, {STRENGTHS[each.strength]})" for each in pieces)
