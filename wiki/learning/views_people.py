"""Heads and their people: who follows and has finished what; the company in numbers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.clock import company_day
from wiki.core.errors import Invalid
from wiki.learning import assigning, counting, oversight
from wiki.learning.blueprint import blueprint
from wiki.learning.models import LearningPath
from wiki.learning.oversight import DONE, NOTHING, OPEN, STATES, Asked, Learner
from wiki.ownership.groups import FEWEST
from wiki.ownership.staff import Staff
from wiki.people.models import Department, Person
from wiki.people.queries import departments_by_slug
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import same_view
from wiki.web.shell import Item
from wiki.web.transaction import db, writing

A_PAGE = 50
MOST_DIGITS = 9


def people_items() -> list[Item]:
    """A line in the navigation, for heads and for those who look after learning."""
    actor = current_actor()
    current = request.endpoint in ("learning.people", "learning.person", "learning.company", "learning.give")
    if oversight.is_head(actor):
        return [Item(_("Learning of my people"), url_for("learning.people"), "people", current=current, place=4)]
    if actor.may(Permission.LEARNING_OVERSEE):
        url = url_for("learning.company")
        return [Item(_("Learning in numbers"), url, "bar-chart-steps", current=current, place=4)]
    return []


@blueprint.get("/people")
@rule(SIGNED_IN)
def people() -> ResponseReturnValue:
    """The own people with what is open and what they have finished; `format=csv` for a spreadsheet."""
    session, actor, language = db(), current_actor(), reader_language()
    if not oversight.is_head(actor) and actor.may(Permission.LEARNING_OVERSEE):
        return redirect(url_for("learning.company"), 303)
    oversight.demand_head(actor)
    asked = _asked(session)
    query = oversight.matching(session, actor, asked)
    if request.args.get("format") == "csv":
        found = oversight.learners(session, session.scalars(query).all(), asked.path_id)
        return csv_file("learning", _lines(found, language))
    page = page_of(session, query, A_PAGE)
    return render_template(
        "learning/people.html",
        page=page,
        learners=oversight.learners(session, page.rows, asked.path_id),
        asked=asked,
        chips_of_state=_chips(asked),
        paths=(released := oversight.paths(session, language)),
        path_choices=[(each.slug, each.title(language)) for each in released],
        asked_department=request.args.get("department", ""),
        departments=_own_departments(session, actor, language),
        csv_url=same_view(format="csv", page=None),
        company_url=_company_url(actor),
    )


@blueprint.get("/people/<int:person_id>")
@rule(SIGNED_IN)
def person(person_id: int) -> str:
    """One of the own people."""
    oversight.demand_head(current_actor())
    return _person_page(person_id)


@blueprint.post("/given/<int:enrolment_id>/take-back")
@rule(SIGNED_IN)
def take_back(enrolment_id: int) -> Response:
    """End a path of one of the own people."""
    enrolment = assigning.take_back(writing(), current_actor(), enrolment_id, _number("edits"))
    flash(_("Taken back. %(name)s is told.", name=enrolment.person.name), "success")
    return redirect(url_for("learning.person", person_id=enrolment.person_id), 303)


@blueprint.post("/given/<int:enrolment_id>/mentor")
@rule(SIGNED_IN)
def appoint_mentor(enrolment_id: int) -> ResponseReturnValue:
    """Say who accompanies one of the own people."""
    session, mentor = writing(), _number("mentor") or None
    try:
        enrolment = assigning.appoint_mentor(session, current_actor(), enrolment_id, mentor, _number("edits"))
    except Invalid as error:
        problem = error.problems[0]
        learner_id = _number("learner")
        return _person_page(learner_id, enrolment_id, str(problem.for_form)), 422
    flash(_("Saved."), "success")
    return redirect(url_for("learning.person", person_id=enrolment.person_id), 303)


@blueprint.get("/people/company")
@rule(needs(Permission.LEARNING_OVERSEE))
def company() -> ResponseReturnValue:
    """How many follow and have finished which path, by department; groups of five and more."""
    session, language = db(), reader_language()
    numbers = counting.numbers(session, Staff(session, company_day(session)))
    titles = {each.id: each for each in oversight.paths(session, language)}
    lines = sorted(
        (each for each in numbers.lines if each.path_id in titles), key=lambda each: -(each.whole.following or 0)
    )
    if request.args.get("format") == "csv":
        return csv_file("learning-numbers", _number_lines(numbers, lines, titles, language))
    return render_template(
        "learning/company.html",
        numbers=numbers,
        lines=lines,
        titles=titles,
        fewest=FEWEST,
        csv_url=same_view(format="csv"),
        is_head=oversight.is_head(current_actor()),
    )


def _person_page(person_id: int, wrong_id: int = 0, problem: str = "") -> str:
    session = db()
    learner = oversight.learner(session, current_actor(), person_id)
    everybody = select(Person.id, Person.name).where(Person.active, Person.id != person_id).order_by(Person.sort_key)
    mentors = session.execute(everybody).tuples().all() if learner.open else ()
    return render_template("learning/person.html", learner=learner, mentors=mentors, wrong_id=wrong_id, problem=problem)


def _asked(session: Session) -> Asked:
    state, path, department = (request.args.get(name, "") for name in ("state", "path", "department"))
    query = select(LearningPath.id).where(LearningPath.slug == path[:120])
    unit = select(Department.id).where(Department.slug == department[:80])
    return Asked(
        request.args.get("name", "").strip()[:200],
        session.scalar(unit) if department else None,
        session.scalar(query) if path else None,
        state if state in STATES else "",
    )


def _chips(asked: Asked) -> list[tuple[Any, str, bool, None]]:
    words = {"": _("Everybody"), OPEN: _("Something is open"), DONE: _("Something is completed")}
    words[NOTHING] = _("Nothing yet")
    return [(words[each], same_view(state=each or None, page=None), each == asked.state, None) for each in words]


def _own_departments(session: Session, actor: Actor, language: str) -> list[tuple[str, str]]:
    found = departments_by_slug(session, actor.areas).values()
    return [(each.slug, each.name(language)) for each in sorted(found, key=lambda each: each.sort_key)]


def _company_url(actor: Actor) -> str:
    return url_for("learning.company") if actor.may(Permission.LEARNING_OVERSEE) else ""


def _lines(learners: Iterable[Learner], language: str) -> Iterator[Sequence[Any]]:
    yield [_("Name"), _("Department"), _("Learning path"), _("State"), _("Finished on"), _("Version")]
    for learner in learners:
        unit = learner.person.department
        who = [learner.person.name, unit.name(language) if unit is not None else ""]
        for each in learner.open:
            yield [*who, each.title(language), _("still open"), "", ""]
        for each in learner.done:
            yield [*who, each.title(language), _("finished"), day(each.completed_at), each.completed_number or ""]


def _number_lines(
    numbers: counting.Numbers, lines: Iterable[counting.Line], titles: dict[int, LearningPath], language: str
) -> Iterator[Sequence[Any]]:
    few = _("fewer than %(number)s", number=FEWEST)
    yield [_("Learning path"), _("Department"), _("Follow it or have finished it"), _("Have finished it")]
    for line in lines:
        title = titles[line.path_id].title(language)
        for group, count in zip(numbers.groups, line.counts, strict=True):
            shown = [few, ""] if count.following is None else [count.following, count.done]
            yield [title, group.unit.name(language), *shown]


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
