"""Files between being sent and being confirmed: packed, for the person who sent them alone, for an hour."""

import json
import zlib
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import NotFound
from wiki.core.sheets import Row, Sheet
from wiki.people.models import StagedImport

KEPT = timedelta(hours=1)


def stage(session: Session, actor: Actor, sheets: list[Sheet]) -> StagedImport:
    """Keep the tables of a person; what they staged before is forgotten."""
    session.execute(delete(StagedImport).where(StagedImport.person_id == actor.person_id))
    told = [[each.file, each.name, [[row.line, *row.cells] for row in each.rows]] for each in sheets]
    content = zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 6)
    assert actor.person_id is not None
    row = StagedImport(person_id=actor.person_id, staged_at=clock.now(), content=content)
    session.add(row)
    session.flush()
    return row


def staged(session: Session, actor: Actor, number: int) -> list[Sheet]:
    """The tables that this person staged. Raises NotFound for those of others and when the hour is over."""
    row = session.get(StagedImport, number)
    if row is None or row.person_id != actor.person_id or row.staged_at < clock.now() - KEPT:
        raise NotFound(_("These files are not kept any more: they wait for an hour. Please send them again."))
    told = json.loads(zlib.decompress(row.content))
    return [Sheet(file, name, tuple(Row(line, tuple(cells)) for line, *cells in rows)) for file, name, rows in told]


def forget(session: Session, number: int) -> None:
    """The files are done with."""
    session.execute(delete(StagedImport).where(StagedImport.id == number))


def forget_old(session: Session) -> None:
    """Those nobody confirmed within the hour. The session must be writing."""
    session.execute(delete(StagedImport).where(StagedImport.staged_at < clock.now() - KEPT))
