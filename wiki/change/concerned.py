"""Which groups a change of entries concerns: those of the initiatives under way that are about them."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.change.models import ChangeGroup
from wiki.entries.impact import ImpactLine
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import Initiative
from wiki.initiatives.releasing import about, under_way
from wiki.web.i18n import reader_language


def groups_touched(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """The groups with their size, for those signed in."""
    if not actor.signed_in:
        return []
    query = (
        select(ChangeGroup)
        .join(Initiative, Initiative.id == ChangeGroup.initiative_id)
        .where(under_way(), readable(actor), about([each.id for each in entries]))
        .options(joinedload(ChangeGroup.department), joinedload(ChangeGroup.function))
    )
    language = reader_language()
    named = {each.name(language): each.people for each in session.scalars(query)}
    names = tuple(_("%(group)s, %(number)s people", group=name, number=named[name]) for name in sorted(named))
    text = ngettext("%(num)s group has to work differently", "%(num)s groups have to work differently", len(names))
    return [ImpactLine(text, len(names), names=names)]


def departments(session: Session, entries: Sequence[Entry]) -> Iterable[int]:
    """The departments of these groups."""
    query = select(ChangeGroup.department_id).join(Initiative, Initiative.id == ChangeGroup.initiative_id)
    found = query.where(under_way(), about([each.id for each in entries]), ChangeGroup.department_id.is_not(None))
    return (each for each in session.scalars(found) if each is not None)
