"""What waits for a person on the home page: decisions, what they began, what became of it, reviews that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.currency.matters import REVIEWS_DUE
from wiki.currency.reviews import MINE, of_scope
from wiki.dashboards.coverage import answered, by_kind
from wiki.dashboards.numbers import requests_of
from wiki.entries.kinds import Kinds
from wiki.entries.models import DRAFT, EditDraft, Entry, Revision
from wiki.entries.queries import heads, waiting_for_review
from wiki.entries.rights import readable
from wiki.learning.matters import STANDING_ABOVE as STATIONS_ABOVE
from wiki.notify import queries as inbox
from wiki.notify.models import SUBMITTED, InboxItem
from wiki.notify.wording import ShownItem, Wording
from wiki.ownership.matters import ASKING
from wiki.ownership.request_pages import heading
from wiki.ownership.request_queries import by_state, packages, to_me
from wiki.ownership.shared_staff import shared_staff
from wiki.people.switch_news import STANDING_ABOVE as NOTICES_ABOVE
from wiki.tasks.due_sources import DECISION, REQUEST, REVIEW, TASK, own_tasks, tasks_due
from wiki.tasks.matters import STANDING_ABOVE
from wiki.tasks.piles import MOST, Pile, PileRow, Piles, Place, row_of

SOON = timedelta(days=14)
"""So long before the day of its review an entry is put before whoever is asked."""
TOLD_ABOVE = (
    REVIEWS_DUE.name, *STANDING_ABOVE, *STATIONS_ABOVE, *NOTICES_ABOVE, "reading_asked", "reading_due", "unclear_asked",
)  # fmt: skip
"""Matters that are no news on the home page: what they tell of stands above as it is today."""


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for one person."""

    piles: Sequence[Pile]
    news: Sequence[ShownItem]

    def __bool__(self) -> bool:
        return bool(self.piles or self.news)


def waiting_for(session: Session, actor: Actor, language: str, today: date) -> Waiting:
    """What waits for `actor`, in a number of queries that does not depend on how much it is."""
    if actor.person_id is None:
        return Waiting((), ())
    piles = wired(session, Piles).of(session, actor, language, today)
    return Waiting(piles, _news(session, actor, language))


def _tasks(session: Session, actor: Actor, language: str, today: date) -> Pile:
    """What the person has to do: what is due first. Everything else that waits stands in "My tasks", too."""
    matters = [row_of(each, today) for each in tasks_due(session, actor, language, MOST)]
    total = _count(session, own_tasks(actor)) if len(matters) == MOST else len(matters)
    return Pile(_("Your tasks"), matters, total, url_for("tasks.mine"))


def _requests(session: Session, actor: Actor, language: str, today: date) -> Pile:
    """What the person is asked to answer for, and has not answered."""
    condition = to_me(actor, today) & by_state(answered=False)
    matters = [
        PileRow(
            heading(each, actor, language),
            url_for("ownership.request_page", package_id=each.id),
            "person-check",
            each.effort,
            day=each.due,
            overdue=each.due is None or each.due < today,
        )
        for each in session.scalars(packages(condition).limit(MOST)).unique()
    ]
    return Pile(_("You are asked"), matters, _count(session, packages(condition)), url_for("ownership.requests"))


def _own_area(session: Session, actor: Actor, _language: str, today: date) -> Pile:
    """For who leads a department: of which kinds somebody is missing who answers."""
    title = _("Your area")
    if not (actor.areas and actor.may(Permission.DUTY_ASSIGN_AREA)):
        return Pile(title, (), 0)
    found = by_kind(answered(session, shared_staff(session, today), Entry.department.in_(actor.areas)))
    kinds = wired(session, Kinds)
    matters = [
        PileRow(
            _("%(kind)s: %(covered)s of %(total)s answered for", kind=kinds.get(kind).plural, covered=each.covered,
              total=each.total),
            url_for("dashboards.area"),
            kinds.get(kind).icon,
            ngettext("%(num)s without anybody accountable", "%(num)s without anybody accountable", each.missing),
        )
        for kind, each in found.items()
        if each.missing
    ]  # fmt: skip
    waiting = requests_of(session, actor.areas, today)
    if waiting.waiting:
        late = ngettext("%(num)s of them late", "%(num)s of them late", waiting.escalated) if waiting.escalated else ""
        asked = ngettext("%(num)s request waits for an answer", "%(num)s requests wait for an answer", waiting.waiting)
        matters.append(PileRow(asked, url_for("ownership.requests", show="area"), "person-check", late))
    return Pile(title, matters, len(matters))


def _in_review(session: Session, actor: Actor, language: str, _today: date) -> Pile:
    decides = actor.may(Permission.ENTRY_RELEASE)
    query = waiting_for_review().options(defer(Revision.payload), defer(Revision.touched))
    if not decides:
        query = query.where(Revision.author_id == actor.person_id)
    matters = [_decision(each, language, decides) for each in session.scalars(query.limit(MOST))]
    title = _("Waits for your decision") if decides else _("You suggested")
    return Pile(title, matters, _count(session, query), url_for("entries.review_queue") if decides else "")


def _decision(revision: Revision, language: str, decides: bool) -> PileRow:
    entry, title = revision.entry, revision.title(language) or revision.entry.slug
    if not decides:
        url = url_for(f"{entry.kind}.revision", slug=entry.slug, number=revision.number)
        return PileRow(title, url, "send", _("nobody has decided yet"), revision.created_at)
    url = url_for(f"{entry.kind}.show_release", slug=entry.slug, number=revision.number)
    name = revision.author.name if revision.author else _("Somebody")
    sort = _("suggestion by %(name)s", name=name) if revision.is_proposal else _("version by %(name)s", name=name)
    return PileRow(title, url, "hourglass-split", sort, revision.created_at)


def _unsaved(session: Session, actor: Actor, language: str, _today: date) -> Pile:
    kinds = wired(session, Kinds)
    query = select(EditDraft).where(EditDraft.person_id == actor.person_id).order_by(EditDraft.saved_at.desc())
    drafts = [each for each in session.scalars(query) if each.kind in kinds]
    ids = [int(each.entry_key) for each in drafts if each.entry_key.isdigit()]
    entries = {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(ids), readable(actor)))}
    unreleased = [each.id for each in entries.values() if each.status == DRAFT]
    titles = {each.entry_id: each.title(language) for each in heads(session, actor, unreleased)}
    matters = []
    for draft in drafts:
        kind = kinds.get(draft.kind)
        if not draft.entry_key.isdigit():
            matters.append(PileRow(str(kind.new_label), url_for(f"{kind.name}.new"), "pencil", when=draft.saved_at))
        elif entry := entries.get(int(draft.entry_key)):
            title = titles.get(entry.id) or entry.title(language)
            url = url_for(f"{kind.name}.edit", slug=entry.slug)
            matters.append(PileRow(title, url, "pencil", when=draft.saved_at))
    return Pile(_("You began and did not save"), matters[:MOST], len(matters))


def _reviews(session: Session, actor: Actor, language: str, today: date) -> Pile:
    """What this person is asked about: as accountable, as a deputy, as a head; editors what nobody else is."""
    found = of_scope(session, actor, today, MINE, today + SOON)
    kinds = wired(session, Kinds)
    matters = [
        PileRow(
            each.title(language),
            url_for(f"{each.kind}.page", slug=each.slug),
            "calendar-check",
            str(kinds.get(each.kind).label),
            day=each.next_review,
            overdue=each.is_overdue,
        )
        for each in found[:MOST]
    ]
    return Pile(_("To be looked at again"), matters, len(found), url_for("currency.reviews"))


def _news(session: Session, actor: Actor, language: str) -> list[ShownItem]:
    query = inbox.items(actor.person_id or 0, only_unread=True).where(InboxItem.matter.not_in(ASKING))
    query = query.where(InboxItem.matter.not_in(TOLD_ABOVE))
    if actor.may(Permission.ENTRY_RELEASE):  # what they are asked to decide on stands above
        query = query.where(InboxItem.matter != SUBMITTED)
    found = list(session.scalars(query.limit(MOST)))
    wording = Wording(session, actor, language, found)
    return [wording.show(item) for item in found]


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


PILES = (
    (Place.TASKS, _tasks, TASK),
    (Place.ASKED, _requests, REQUEST),
    (Place.DECISIONS, _in_review, DECISION),
    (Place.AREA, _own_area, ""),
    (Place.OWN, _unsaved, ""),
    (Place.OWN, _reviews, REVIEW),
)
"""What rooms below say that know nothing of the home page: place, pile, the sort of `DueSource` it stands for."""
