"""The report for an audit, as a page to print and as a file."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.clock import company_day, now
from wiki.core.errors import Forbidden
from wiki.entries.as_of import asked_day
from wiki.entries.kinds import Kind, Kinds
from wiki.ownership.blueprint import blueprint
from wiki.ownership.models import Accountability
from wiki.ownership.naming import Names
from wiki.ownership.report import Report, report_of
from wiki.ownership.rights import oversees_anything
from wiki.ownership.views_register import csv_row
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day as shown_day
from wiki.web.i18n import reader_language
from wiki.web.runtime import runtime, settings
from wiki.web.transaction import db

ALL = "all"
MAIN_KINDS = ("touchpoint", "process")
OVERSEER = needs(Permission.OWNERSHIP_OVERSEE, Permission.DUTY_ASSIGN_AREA)


def _report() -> tuple[Report, str, str]:
    """The report the address asks for, the chosen kind, and why its day cannot be shown."""
    if not oversees_anything(current_actor()):
        raise Forbidden(_("The report is for those who keep an eye on the duties of others."))
    day, problem = asked_day(request.args.get("as_of", ""), settings())
    chosen = request.args.get("kind", "")
    kinds = _kinds(chosen)
    report = report_of(db(), current_actor(), kinds, day, reader_language())
    return report, chosen if chosen == ALL or len(kinds) == 1 else "", problem


def _kinds(chosen: str) -> list[Kind]:
    kinds = runtime().wiring.get(Kinds)
    if chosen == ALL:
        return list(kinds)
    return [kinds.get(chosen)] if chosen in kinds else [kinds.get(each) for each in MAIN_KINDS if each in kinds]


@blueprint.get("/report")
@rule(OVERSEER)
def report() -> ResponseReturnValue:
    """Who answered for what on a day, to be printed."""
    found, chosen, problem = _report()
    today, day = company_day(db()), found.register.day
    as_of = "" if day == today else day.isoformat()

    def url(endpoint: str = "ownership.report", **changes: Any) -> str:
        return url_for(endpoint, **{name: value for name, value in {"as_of": as_of, **changes}.items() if value})

    main = " · ".join(str(each.plural) for each in _kinds(""))
    chips = [(main, url(), not chosen, None)]
    chips += [(each.plural, url(kind=each.name), chosen == each.name, None) for each in runtime().wiring.get(Kinds)]
    chips.append((_("Everything"), url(kind=ALL), chosen == ALL, None))
    names = Names(found.register.staff, reader_language())
    html = render_template(
        "ownership/report.html",
        report=found, names=names, day=day, today=today, problem=problem, typed=request.args.get("as_of", "")[:40],
        chosen=chosen, chips=chips, csv_url=url("ownership.report_csv", kind=chosen), kinds=runtime().wiring.get(Kinds),
        made_at=now(),
    )  # fmt: skip
    return html, 422 if problem else 200


@blueprint.get("/report.csv")
@rule(OVERSEER)
def report_csv() -> ResponseReturnValue:
    """The same as a file for spreadsheets; steps with somebody of their own have a line each."""
    found, _chosen, _problem = _report()
    register, language = found.register, reader_language()
    names = Names(register.staff, language)
    head = [_("Kind"), _("Title"), _("Department"), _("Accountable"), _("Answered on this day"), _("Since"),
            _("Responsible (does it)"), _("Gap"), _("Address"), _("Step"), _("How it came about"),
            _("Written down on"), _("Written down by")]  # fmt: skip
    rows = [head]
    kinds = runtime().wiring.get(Kinds)
    for line in register.lines:
        cells = [str(kinds.get(line.kind).label), *csv_row(line, register, names, language)]
        rows.append([*cells, "", *_origin(found, line.row)])
        for step in found.steps.get(line.entry_id, ()):
            answers = step.found.person.name if step.found.person else ""
            own = [names.holder(step.holder).name if step.holder else "", answers, shown_day(step.row.since)]
            rows.append([*cells[:3], *own, "", "", line.slug, step.title, *_origin(found, step.row)])
    return csv_file(f"{_('ownership')}-{register.day.isoformat()}", rows)


def _origin(found: Report, row: Accountability | None) -> list[str]:
    if row is None:
        return ["", "", ""]
    return [found.how(row), shown_day(row.recorded_at), found.writers.get(row.recorded_by or "", "")]
