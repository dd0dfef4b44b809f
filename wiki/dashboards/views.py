"""Dashboards: a head's own area, the whole for the CX team, what waits for editors; every number leads to its list."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.currency.reviews import SOON, reviews
from wiki.dashboards import numbers
from wiki.dashboards.chart import drawn
from wiki.dashboards.coverage import answered, by_kind, of
from wiki.dashboards.kept import overview
from wiki.dashboards.lines import by_department, by_phase, lines_of, within
from wiki.entries.as_of import asked_day
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.options import PHASES
from wiki.ownership.findings import Findings
from wiki.ownership.groups import groups
from wiki.ownership.linter import findings
from wiki.ownership.staff import Staff, Unit
from wiki.ownership.views_findings import subject_url
from wiki.seams.blueprint import url_of
from wiki.seams.open_seams import worst_seams
from wiki.seams.standing import Standing
from wiki.seams.wording import in_two
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

blueprint = Blueprint("dashboards", __name__, url_prefix="/dashboard")
MOST_SHOWN = 6


def tabs(actor: Actor, current: str) -> list[tuple[str, str, bool, int | None]]:
    """The dashboards this person has: (label, address, whether this is it, nothing to count)."""
    found: list[tuple[str, str, bool, int | None]] = []
    if actor.areas and actor.may(Permission.DUTY_ASSIGN_AREA):
        found.append((_("My area"), url_for("dashboards.area"), current == "area", None))
    if actor.may(Permission.OWNERSHIP_OVERSEE):
        found.append((_("The whole company"), url_for("dashboards.whole"), current == "whole", None))
    if actor.may(Permission.ENTRY_RELEASE):
        found.append((_("Editors"), url_for("dashboards.editors"), current == "editors", None))
    return found


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """The first dashboard this person has; without one, what there would be and who has it."""
    found = tabs(current_actor(), "")
    if found:
        return redirect(found[0][1], 303)
    return render_template("dashboards/none.html")


@blueprint.get("/area")
@rule(SIGNED_IN)
def area() -> ResponseReturnValue:
    """A department with everything below it: coverage, gaps, requests, what is overdue, who leaves."""
    session, actor = db(), current_actor()
    day, problem = asked_day(request.args.get("as_of", ""), settings())
    staff = Staff(session, day)
    chosen = _chosen_units(actor, staff, request.args.get("department", ""))
    slugs = frozenset(staff.departments[each].slug for unit in chosen for each in staff.below(unit.id))
    condition = Entry.department.in_(slugs)
    found = answered(session, staff, condition)
    kinds = list(by_kind(found))
    gaps = findings(session, day, condition, staff)
    due = reviews(session, day, day + SOON, condition)
    seams, seam_numbers = worst_seams(
        session, {each.id for each in staff.departments.values() if each.slug in slugs}, MOST_SHOWN
    )
    answer = render_template(
        "dashboards/area.html",
        tabs=tabs(actor, "area"),
        day=day,
        problem=problem,
        is_past=day != _today(),
        units=chosen,
        name=", ".join(each.name(reader_language()) for each in chosen),
        choices=_choices(actor, staff),
        staff=staff,
        coverage=by_kind(found),
        kinds=wired(session, Kinds),
        lines=lines_of(found, groups(staff, slugs), kinds),
        line_kinds=kinds,
        gaps=gaps,
        most=MOST_SHOWN,
        requests=numbers.requests_of(session, slugs, day),
        packages=numbers.next_packages(session, slugs),
        reviews=due,
        unclear=numbers.unclear_to_newcomers(session, actor, slugs),
        leaving=numbers.leaving(session, actor, slugs, day),
        seams=_seam_lines(session, seams),
        seam_numbers=seam_numbers,
        subject_url=subject_url,
    )
    return answer, 422 if problem else 200


@blueprint.get("/company")
@rule(needs(Permission.OWNERSHIP_OVERSEE))
def whole() -> ResponseReturnValue:
    """Coverage of the whole company by phase and department, its trend, the worst seams, what waits."""
    session, actor = db(), current_actor()
    day, problem = asked_day(request.args.get("as_of", ""), settings())
    staff = Staff(session, day)
    found = answered(session, staff)
    lines, by_slug = groups(staff), by_department(found)
    known = overview(session, staff, found)
    seams, seam_numbers = worst_seams(session, (), MOST_SHOWN)
    answer = render_template(
        "dashboards/company.html",
        tabs=tabs(actor, "whole"),
        day=day,
        problem=problem,
        is_past=day != _today(),
        coverage=by_kind(found),
        whole=of(found),
        kinds=wired(session, Kinds),
        phases=[(option.value, option.label) for option in PHASES.options],
        by_phase=by_phase(found),
        rows=[(group, by_phase(within(group, by_slug))) for group in lines],
        homeless=[each for each in found if each.department not in staff.by_slug],
        points=known.points,
        chart=drawn(known.points),
        seams=_seam_lines(session, seams),
        seam_numbers=seam_numbers,
        requests=numbers.requests_of(session, None, day),
        packages=numbers.next_packages(session, None),
        overdue=sum(each.is_overdue for each in reviews(session, day, day)),
        unclear=numbers.unclear_to_newcomers(session, actor),
        rules=_rules(session, known.by_rule),
    )
    return answer, 422 if problem else 200


@blueprint.get("/editors")
@rule(needs(Permission.ENTRY_RELEASE))
def editors() -> str:
    """What waits for those who write and release: reviews, proposals, what readers find unclear."""
    session, actor, today = db(), current_actor(), _today()
    due = reviews(session, today, today + SOON)
    open_remarks = numbers.unclear(actor)
    return render_template(
        "dashboards/editors.html",
        tabs=tabs(actor, "editors"),
        kinds=wired(session, Kinds),
        reviews=due,
        overdue=sum(each.is_overdue for each in due),
        proposals=numbers.proposals(session, actor),
        unclear=session.execute(open_remarks.limit(MOST_SHOWN)).all(),
        unclear_count=session.scalar(select(func.count()).select_from(open_remarks.order_by(None).subquery())) or 0,
        most=MOST_SHOWN,
    )


def _today() -> date:
    return clock.today(settings().timezone)


def _choices(actor: Actor, staff: Staff) -> list[tuple[str, str]]:
    """The departments whose dashboard this person may open."""
    everywhere = actor.may(Permission.OWNERSHIP_OVERSEE)
    found = [each for each in staff.departments.values() if everywhere or each.slug in actor.areas]
    return [(each.slug, each.name(reader_language())) for each in found]


def _chosen_units(actor: Actor, staff: Staff, slug: str) -> list[Unit]:
    """The department asked for, else those the person heads; NotFound where the person may see none such."""
    allowed = {each for each, _name in _choices(actor, staff)}
    if slug:
        if slug not in allowed:
            raise NotFound(_("There is no such department in your area."))
        return [staff.by_slug[slug]]
    own = [each for each in staff.departments.values() if each.slug in actor.areas]
    if not own:
        raise NotFound(_("You head no department. Please choose one."))
    inside = {each.id for each in own}
    return [each for each in own if each.parent_id not in inside]


def _seam_lines(session: Session, seams: Sequence[Standing]) -> list[tuple[str, str, str]]:
    """(who meets, what goes wrong and is agreed, address) of each seam; one query."""
    wanted = {each.crossing.process_id for each in seams}
    query = select(Entry.id, Entry.slug).where(Entry.id.in_(wanted))
    slugs = dict(session.execute(query).tuples().all())
    language = reader_language()
    return [(*in_two(each, language), url_of(slugs[each.crossing.process_id], each.crossing)) for each in seams]


def _rules(session: Session, counted: Mapping[str, int]) -> list[tuple[object, int, str]]:
    """(label, number, address of the list) of each rule by which something was found."""
    known = wired(session, Findings).rules
    return [
        (known[name].label, number, url_for("ownership.findings_page", rule=name)) for name, number in counted.items()
    ]
