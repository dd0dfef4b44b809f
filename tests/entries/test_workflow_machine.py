"""Whatever people do in whatever order, what must always hold holds."""

from itertools import pairwise
from typing import Any

import pytest
from arranging import make_term, term_content
from conftest import Stock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import begin_write
from wiki.core.errors import WikiError
from wiki.core.outbox import Event
from wiki.entries import lifecycle, queries
from wiki.entries.models import Entry, Release, Revision
from wiki.entries.release import reject, release
from wiki.entries.service import Edit, Intent, save

ROLES = ("employee", "editor", "cx_manager")
ACTS = st.one_of(
    st.tuples(
        st.just("save"),
        st.sampled_from(ROLES),
        st.sampled_from(["Weg", "Pfad", "Medium und Weg"]),
        st.sampled_from(["", "Anmerkung", "Andere Anmerkung"]),
        st.integers(0, 6),
        st.sampled_from(list(Intent)),
    ),
    st.tuples(st.sampled_from(["release", "reject"]), st.sampled_from(ROLES), st.integers(1, 8)),
    st.tuples(st.sampled_from(["archive", "unarchive", "delete", "undelete"]), st.sampled_from(ROLES)),
    st.tuples(st.just("restore"), st.sampled_from(ROLES), st.integers(1, 8)),
    st.tuples(st.just("rename"), st.sampled_from(ROLES), st.sampled_from(["kanal", "weg", "pfad"])),
)


def _do(session: Session, actors: dict[str, Actor], entry: Entry, act: tuple[Any, ...]) -> None:
    name, actor, *rest = act[0], actors[act[1]], *act[2:]
    if name == "save":
        definition, note, back, intent = rest
        content = term_content(definition=definition, **({"note": {"de": note}} if note else {}))
        save(session, actor, entry, Edit(content, max(1, entry.latest_number - back), intent=intent))
    elif name == "rename":
        lifecycle.rename(session, actor, entry, rest[0])
    elif name in ("archive", "unarchive", "delete", "undelete"):
        getattr(lifecycle, name)(session, actor, entry)
    else:
        found = queries.revision(session, entry.id, rest[0])
        if found is None:
            return
        if name == "restore":
            lifecycle.restore(session, actor, entry, found, entry.latest_number, Intent.DRAFT)
        elif name == "release":
            release(session, actor, found)
        else:
            reject(session, actor, found, "nein")


def _check(session: Session, entry: Entry, payloads: dict[int, Any]) -> None:
    revisions = session.scalars(select(Revision).where(Revision.entry_id == entry.id).order_by(Revision.number)).all()
    assert [each.number for each in revisions] == list(range(1, entry.latest_number + 1))
    for each in revisions:
        assert payloads.setdefault(each.number, each.payload) == each.payload, "a revision was changed"
    released = [each.id for each in revisions if each.state == "released"]
    assert released == ([entry.released_id] if entry.released_id else [])
    drafts = [each for each in revisions if each.state in ("working", "in_review") and not each.is_proposal]
    assert len(drafts) <= 1, "two drafts in the editors' line"
    intervals = session.scalars(select(Release).where(Release.entry_id == entry.id).order_by(Release.id)).all()
    assert [each.ended_at is None for each in intervals] == [False] * (len(intervals) - 1) + [True]
    for one, other in pairwise(intervals):
        assert one.released_at <= one.ended_at <= other.released_at
    assert intervals[-1].revision_id == entry.released_id
    assert entry.summary_de == entry.released.payload["definition"]["de"]
    told = [each.data["revision"] for each in session.scalars(select(Event).where(Event.name == "entry.released"))]
    assert len(told) == len(intervals), "each release is told once"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=3, max_size=12))
def test_any_sequence_of_acts_keeps_the_rules(session: Session, stock: Stock, acts: list[tuple[Any, ...]]) -> None:
    actors = {role: stock.actor(session, role) for role in ROLES}
    begin_write(session)
    for table in (Event, Entry):
        for row in session.scalars(select(table)).all():
            if isinstance(row, Entry):
                row.released = None
                session.flush()
            session.delete(row)
            session.flush()
    session.commit()
    entry = make_term(session, actor=actors["editor"], definition="Weg")
    payloads: dict[int, Any] = {}
    for act in acts:
        begin_write(session)
        try:
            _do(session, actors, entry, act)
            session.commit()
        except WikiError:
            session.rollback()
        _check(session, entry, payloads)
        session.rollback()
