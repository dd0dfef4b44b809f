"""All initiatives by how they go: stage, light, lead, target, effect, what is due next; also for spreadsheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.rights import readable
from wiki.initiatives.models import LIGHTS, STAGES
from wiki.initiatives.queries import ALL, OPEN, Asked, InitiativeRow, counts, matching, rows_of
from wiki.initiatives.wording import DUE, LIGHT_TONES, SHORT_LIGHTS, VERDICTS, value_text
from wiki.initiatives.wording import STAGES as STAGE_LABELS
from wiki.people.models import Department
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import same_view
from wiki.web.transaction import db

A_PAGE = 50


def table(kind: Kind) -> ResponseReturnValue:
    """How all initiatives go; `format=csv` for a spreadsheet."""
    session, actor, language = db(), current_actor(), reader_language()
    asked = _asked()
    query = matching(actor, asked, language)
    if request.args.get("format") == "csv":
        return csv_file("initiatives", _lines(rows_of(session, session.scalars(query).all()), language))
    page = page_of(session, query, A_PAGE)
    return render_template(
        "initiatives/table.html", kind=kind, page=page, rows=rows_of(session, page.rows), asked=asked,
        chips=_chips(asked, counts(session, actor, asked)), fields=[(each.value, each.label)
        for each in FIELD_OF_ACTION.options], departments=_departments(session, actor, language),
        lights=[(name, SHORT_LIGHTS[name]) for name in LIGHTS], stages=STAGE_LABELS, tones=LIGHT_TONES,
        short_lights=SHORT_LIGHTS, verdicts=VERDICTS, due_words=DUE, value_text=value_text,
        everything=same_view(light=None, field=None, department=None, page=None),
        csv_url=same_view(format="csv", page=None), may_create=actor.may(Permission.ENTRY_WRITE),
    )  # fmt: skip


def _asked() -> Asked:
    """What the address asks for; what is not known is not asked."""
    stage, light = request.args.get("stage", OPEN), request.args.get("light", "")
    field = request.args.get("field", "")
    return Asked(
        stage if stage in (*STAGES, ALL) else OPEN,
        light if light in LIGHTS else "",
        field if field in FIELD_OF_ACTION.values else "",
        request.args.get("department", "")[:80],
    )


def _chips(asked: Asked, counted: dict[str, int]) -> list[tuple[Any, str, bool, int]]:
    choices = [(OPEN, _("Not over yet")), *((each, STAGE_LABELS[each]) for each in STAGES), (ALL, _("All"))]
    return [
        (label, same_view(stage=name, page=None), name == asked.stage, counted.get(name, 0)) for name, label in choices
    ]


def _departments(session: Session, actor: Actor, language: str) -> list[tuple[str, str]]:
    used = select(Entry.department).where(Entry.kind == "initiative", readable(actor))
    query = select(Department).where(Department.slug.in_(used)).order_by(Department.sort_key)
    return [(each.slug, each.name(language)) for each in session.scalars(query)]


def _lines(rows: Sequence[InitiativeRow], language: str) -> Iterator[Sequence[Any]]:
    yield [
        _("Initiative"), _("Stage"), _("Since"), _("Traffic light"), _("Lead"), _("Figure"), _("Baseline"),
        _("Target"), _("To be reached by"), _("Effect"), _("Measured on"), _("Number of cases (n)"),
        _("Target reached?"), _("Due next"), _("What is due"),
    ]  # fmt: skip
    for row in rows:
        each, figure = row.initiative, row.figure
        name = figure.names[language] or next((text for text in figure.names.values() if text), "")
        baseline = figure.baseline.value if figure.baseline else None
        yield [
            each.title(language), STAGE_LABELS[each.stage], day(each.stage_since), SHORT_LIGHTS.get(each.light, ""),
            row.lead.name if row.lead else "", name, value_text(baseline, figure.unit),
            value_text(figure.target, figure.unit), day(figure.target_on), value_text(each.effect, figure.unit),
            day(each.effect_on), each.effect_cases or "", VERDICTS.get(row.verdict, ""),
            day(row.due.on) if row.due else "", DUE[row.due.what] if row.due else "",
        ]  # fmt: skip
