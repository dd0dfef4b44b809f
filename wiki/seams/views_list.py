"""The list of seams: the worst first, narrowed by what the address says; also as a file for spreadsheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.entries.as_of import asked_day
from wiki.people.models import Department
from wiki.people.queries import subtree_ids
from wiki.processes.models import Process
from wiki.seams.blueprint import blueprint, url_of
from wiki.seams.kept import all_on
from wiki.seams.listing import (
    A_PAGE,
    ALL,
    OPEN,
    REPEATING,
    SETTLED,
    SHOWS,
    WITHOUT,
    Asked,
    Numbers,
    narrowed,
    numbers,
    shown,
)
from wiki.seams.models import CAUSES
from wiki.seams.standing import Standing
from wiki.seams.wording import (
    CAUSE_LABELS,
    CONTEXT_LABELS,
    SEVERITIES,
    STATE_TONES,
    STATES,
    changes_of,
    marked,
    parties,
    said,
)
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.runtime import settings
from wiki.web.transaction import db


@dataclass(frozen=True)
class Row:
    """A seam in the list."""

    url: str
    parties: tuple[str, str]
    said: str
    changes: tuple[str, ...]
    process: str
    process_url: str
    standing: Standing


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Open seams, the worst first; `format=csv` for a spreadsheet."""
    session, language = db(), reader_language()
    departments = list(session.scalars(select(Department).order_by(Department.sort_key)))
    asked, problem = _asked(session, departments)
    within = narrowed(all_on(session, asked.day), asked)
    found = shown(within, asked)
    if request.args.get("format") == "csv":
        return csv_file("seams", _table(session, found, language))
    page = page_of_rows(found, A_PAGE)
    answer = render_template(
        "seams/index.html",
        rows=_rows(session, page.rows, language),
        page=page,
        total=len(within),
        chips=_chips(asked, numbers(within)),
        asked=asked,
        problem=problem,
        typed_day=request.args.get("as_of", "")[:40],
        today=clock.today(settings().timezone).isoformat(),
        department=request.args.get("department", ""),
        departments=[(each.slug, each.name(language)) for each in departments],
        causes=[(name, CAUSE_LABELS[name]) for name in CAUSES],
        process=session.get(Process, asked.process_id) if asked.process_id else None,
        severities=SEVERITIES,
        states=STATES,
        tones=STATE_TONES,
        without_process=same_view(process=None, page=None),
        everything=same_view(department=None, cause=None, process=None, as_of=None, show=None, page=None),
        csv_url=same_view(format="csv", page=None),
    )
    return (answer, 422) if problem else answer


def _asked(session: Session, departments: Sequence[Department]) -> tuple[Asked, str]:
    """What the address asks for, and what is wrong with its day; what is not known is not asked."""
    show = request.args.get("show", OPEN)
    asked = Asked(show if show in SHOWS else OPEN, cause=request.args.get("cause", ""))
    slug = request.args.get("department", "")
    found = next((each.id for each in departments if each.slug == slug), None)
    if found is not None:
        asked = replace(asked, departments=frozenset(subtree_ids(session, found)))
    if request.args.get("process"):
        query = select(Process.id).where(Process.slug == request.args["process"])
        asked = replace(asked, process_id=session.scalar(query) or 0)
    wanted, problem = asked_day(request.args.get("as_of", ""), settings())
    return replace(asked, day=wanted if wanted != clock.today(settings().timezone) else None), problem


def _chips(asked: Asked, counted: Numbers) -> list[tuple[str, str, bool, int]]:
    choices = [
        (OPEN, _("Open seams"), counted.open), (WITHOUT, _("Without agreement"), counted.without),
        (REPEATING, _("Customers repeat everything"), counted.repeating),
        (SETTLED, _("With agreement"), counted.agreed), (ALL, _("All"), counted.total),
    ]  # fmt: skip
    return [(label, same_view(show=name, page=None), name == asked.show, number) for name, label, number in choices]


def _processes(session: Session, found: Sequence[Standing]) -> dict[int, Any]:
    """Address and titles of the processes; one query for each portion."""
    wanted = sorted({each.crossing.process_id for each in found})
    columns = select(Process.id, Process.slug, Process.title_de, Process.title_en)
    query = columns if len(wanted) > A_PAGE else columns.where(Process.id.in_(wanted))
    return {row.id: row for row in session.execute(query)}


def _title(row: Any, language: str) -> str:
    pair = (row.title_de, row.title_en) if language == "de" else (row.title_en, row.title_de)
    return str(pair[0] or pair[1] or row.slug)


def _rows(session: Session, found: Sequence[Standing], language: str) -> list[Row]:
    processes = _processes(session, found)
    rows = []
    for each in found:
        crossing, process = each.crossing, processes[each.crossing.process_id]
        url = url_of(process.slug, crossing)
        rows.append(
            Row(
                url, parties(crossing, language), said(each.said.causes, each.said.context),
                marked(crossing, language), _title(process, language),
                url_for("process.page", slug=process.slug, _anchor=f"step-{crossing.after.key}"), each,
            )
        )  # fmt: skip
    return rows


def _table(session: Session, found: Sequence[Standing], language: str) -> Iterator[Sequence[Any]]:
    processes = _processes(session, found)
    yield [
        _("Process"), _("From step"), _("To step"), _("From"), _("To"), _("What changes"), _("What goes wrong"),
        _("Carried over"), _("Severity"), _("Agreement"), _("Agreed since"),
    ]  # fmt: skip
    for each in found:
        crossing = each.crossing
        yield [
            _title(processes[crossing.process_id], language),
            crossing.before.title.of(language), crossing.after.title.of(language), *parties(crossing, language),
            ", ".join(what for what, _before, _after in changes_of(crossing, language)),
            ", ".join(str(CAUSE_LABELS[cause]) for cause in each.said.causes),
            CONTEXT_LABELS[each.said.context], SEVERITIES[each.severity], STATES[each.state],
            day(each.accord.since) if each.accord else "",
        ]  # fmt: skip
