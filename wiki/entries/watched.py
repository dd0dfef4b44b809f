"""Everything a person watches, for the page about it and its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Watch
from wiki.entries.rights import readable
from wiki.entries.watching import DEPARTMENT, KIND
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.people.models import Department

REASONS = {"chosen": _l("chosen"), "author": _l("you wrote there"), "commented": _l("you commented there")}


@dataclass(frozen=True)
class Wide:
    """A kind or a department that is watched. `target` is how it is named when something is done to it."""

    target: str
    sort: Any
    name: str
    watch: KindWatch | DepartmentWatch


def entries_of(actor: Actor, *, muted: bool = False) -> Select[tuple[Watch]]:
    """The entries the actor watches, or no longer wants to hear of, by title."""
    return (
        select(Watch)
        .join(Watch.entry)
        .where(Watch.person_id == actor.person_id, Watch.muted.is_(muted), readable(actor))
        .options(contains_eager(Watch.entry))
        .order_by(Entry.sort_de, Entry.id)
    )


def wide_of(session: Session, actor: Actor, language: str) -> list[Wide]:
    """The kinds and departments the actor watches."""
    kinds = {each.name: each for each in wired(session, Kinds)}
    of_kinds = session.scalars(select(KindWatch).where(KindWatch.person_id == actor.person_id).order_by(KindWatch.kind))
    of_departments = session.scalars(
        select(DepartmentWatch)
        .where(DepartmentWatch.person_id == actor.person_id)
        .options(joinedload(DepartmentWatch.department))
        .join(DepartmentWatch.department)
        .order_by(Department.sort_key)
    )
    return [
        *(
            Wide(f"{KIND}:{each.kind}", _("Kind"), str(kinds[each.kind].plural), each)
            for each in of_kinds
            if each.kind in kinds
        ),
        *(
            Wide(f"{DEPARTMENT}:{each.department.slug}", _("Department"), each.department.name(language), each)
            for each in of_departments
        ),
    ]


def lines_of(session: Session, actor: Actor, language: str) -> Iterator[list[Any]]:
    """Everything as lines of a file, heads first."""
    kinds = wired(session, Kinds)
    yield [_("What"), _("Kind"), _("Why"), _("Minor changes, too"), _("Since")]
    for each in wide_of(session, actor, language):
        yield [each.name, each.sort, REASONS["chosen"], _said(each.watch.minor), each.watch.since.date()]
    for watch in session.scalars(entries_of(actor)):
        why = REASONS.get(watch.reason, "")
        title, kind = watch.entry.title(language), kinds.of(watch.entry).label
        yield [title, kind, why, _said(watch.minor), watch.since.date()]


def _said(minor: bool) -> str:
    return str(_("yes") if minor else _("no"))
