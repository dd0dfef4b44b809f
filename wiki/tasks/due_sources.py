"""What waits for a person in this room and those below: tasks, reviews, requests, agreements at seams."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.currency.reviews import MINE, SOON, of_scope
from wiki.entries.kinds import Kinds
from wiki.entries.models import DELETED, Entry
from wiki.entries.queries import waiting_for_review
from wiki.ownership.request_pages import heading
from wiki.ownership.request_queries import by_state, packages, to_me
from wiki.ownership.shared_staff import shared_staff
from wiki.seams.blueprint import url_of
from wiki.seams.kept import all_now
from wiki.seams.rights import answerers
from wiki.seams.standing import Accord
from wiki.seams.wording import in_two
from wiki.tasks.addresses import task_url
from wiki.tasks.due_dates import DueDate, DueSource
from wiki.tasks.models import UNFINISHED, WAITING, Task
from wiki.tasks.named import names_of

TASK, REVIEW, REQUEST, DECISION, AGREEMENT = "task", "review", "request", "decision", "agreement"
MOST_TASKS = 2000
"""So many tasks of one person are read, those due first."""


def own_tasks(actor: Actor) -> Select[Any]:
    """What the actor has to do, due first what is due first; nothing of initiatives in the recycle bin."""
    alive = or_(Task.initiative_id.is_(None), Entry.status != DELETED)
    columns = (Task.id, Task.title, Task.due, Task.starts, Task.state, Task.initiative_id, Task.changed_at)
    return (
        select(*columns).outerjoin(Entry, Entry.id == Task.initiative_id)
        .where(Task.assignee_id == actor.person_id, Task.state.in_(UNFINISHED), alive)
        .order_by(Task.due.is_(None), Task.due, Task.id)
    )  # fmt: skip


def tasks_due(session: Session, actor: Actor, language: str, most: int = MOST_TASKS) -> Iterator[DueDate]:
    """The first `most` tasks of the actor, with the initiatives they belong to."""
    rows = session.execute(own_tasks(actor).limit(most)).all()
    names = names_of(session, actor, language, {each.initiative_id for each in rows})
    for each in rows:
        about = names.get(each.initiative_id or 0)
        icon = "hourglass-split" if each.state == WAITING else "check-circle"
        yield DueDate(
            f"task-{each.id}", TASK, each.title, task_url(each.id), icon, each.due, about.title if about else "",
            each.starts, each.changed_at, each.id, each.state,
        )  # fmt: skip


def _tasks(session: Session, actor: Actor, _today: date, language: str) -> Iterator[DueDate]:
    return tasks_due(session, actor, language)


def _reviews(session: Session, actor: Actor, today: date, language: str) -> Iterator[DueDate]:
    """Reviews the person is asked about, one by one; those that are for all editors together, as one row."""
    found = of_scope(session, actor, today, MINE, today + SOON)
    kinds = wired(session, Kinds)
    for each in found:
        if each.asked.person is None:
            continue
        url = url_for(f"{each.kind}.page", slug=each.slug)
        note = _("%(kind)s: is it still true?", kind=kinds.get(each.kind).label)
        yield DueDate(
            f"review-{each.entry_id}", REVIEW, each.title(language), url, "calendar-check", each.next_review, note
        )
    shared = [each for each in found if each.asked.person is None]
    if shared:
        title = ngettext("%(num)s entry for the editors to look at again",
                         "%(num)s entries for the editors to look at again", len(shared))  # fmt: skip
        url, note = url_for("currency.reviews"), _("Nobody in particular is asked.")
        yield DueDate("reviews", REVIEW, title, url, "calendar-check", shared[0].next_review, note)


def _decisions(session: Session, actor: Actor, _today: date, _language: str) -> Iterator[DueDate]:
    """What waits for a release, together: whoever releases decides on any of it."""
    if not actor.may(Permission.ENTRY_RELEASE):
        return
    number = session.scalar(select(func.count()).select_from(waiting_for_review().order_by(None).subquery())) or 0
    if number:
        title = ngettext("%(num)s version waits for a decision", "%(num)s versions wait for a decision", number)
        note = _("Whoever releases can decide.")
        yield DueDate("decisions", DECISION, title, url_for("entries.review_queue"), "hourglass-split", note=note)


def _requests(session: Session, actor: Actor, today: date, language: str) -> Iterator[DueDate]:
    found = session.scalars(packages(to_me(actor, today) & by_state(answered=False))).unique()
    for each in found:
        url = url_for("ownership.request_page", package_id=each.id)
        yield DueDate(
            f"request-{each.id}", REQUEST, heading(each, actor, language), url, "person-check", each.due, each.effort
        )


def _agreements(session: Session, actor: Actor, today: date, language: str) -> Iterator[DueDate]:
    """Agreements at seams that wait for a department the actor answers for."""
    proposed = [each for each in all_now(session) if each.proposal is not None]
    if not proposed:
        return
    staff = shared_staff(session, today)
    own = {each for each in staff.departments if actor.person_id in answerers(staff, each)}
    mine = [each for each in proposed if each.proposal and own & _open_units(each.proposal)]
    ids = {each.crossing.process_id for each in mine}
    slugs = {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(ids)))} if ids else {}
    for each in mine:
        process = slugs[each.crossing.process_id]
        number = each.proposal.number if each.proposal else 0
        yield DueDate(
            f"agreement-{each.said.id}-{number}", AGREEMENT, _("Agreement: %(seam)s", seam=in_two(each, language)[0]),
            url_of(process.slug, each.crossing) + "#agreement", "arrow-left-right", note=process.title(language),
        )  # fmt: skip


def _open_units(proposal: Accord) -> set[int | None]:
    """The departments that have not accepted."""
    return {unit for unit, done in zip(proposal.units, proposal.accepted, strict=True) if not done}


SOURCES = (
    DueSource(TASK, _l("Tasks"), _tasks),
    DueSource(REVIEW, _l("Reviews"), _reviews),
    DueSource(REQUEST, _l("Requests"), _requests),
    DueSource(DECISION, _l("Decisions"), _decisions),
    DueSource(AGREEMENT, _l("Agreements"), _agreements),
)
