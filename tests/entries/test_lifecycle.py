"""Archive, recycle bin, address, links: nothing is lost, everything is known."""

from datetime import timedelta

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import ANYBODY, SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.entries import lifecycle, links, queries
from wiki.entries.impact import ImpactProviders
from wiki.entries.models import Entry, EntryLink, Revision
from wiki.entries.rights import readable
from wiki.entries.service import Intent
from wiki.glossary.models import TermLabel


def test_what_is_deleted_comes_back_as_it_was(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "cx_manager")
    entry = make_term(session, actor=manager)
    begin_write(session)
    lifecycle.delete(session, manager, entry, "doppelt")
    session.commit()
    assert entry.status == "deleted"
    assert session.scalar(select(func.count(TermLabel.id))) == 0
    assert list(session.scalars(select(Entry).where(readable(manager)))) == []
    begin_write(session)
    lifecycle.undelete(session, manager, entry)
    session.commit()
    assert (entry.status, entry.title_de) == ("released", "Kanal")
    assert session.scalar(select(func.count(TermLabel.id))) == 1
    actions = session.scalars(select(Revision.action).order_by(Revision.number)).all()
    assert actions == ["edit", "delete", "undelete"]


def test_a_deleted_label_is_free_and_coming_back_says_when_it_was_taken(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "cx_manager")
    entry = make_term(session, actor=manager)
    begin_write(session)
    lifecycle.delete(session, manager, entry)
    session.commit()
    make_term(session, "Kanal", actor=manager)
    begin_write(session)
    with pytest.raises(Invalid):
        lifecycle.undelete(session, manager, entry)
    session.rollback()
    assert entry.status == "deleted"


def test_the_recycle_bin_is_emptied_after_its_time(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "cx_manager")
    entry = make_term(session, actor=manager)
    begin_write(session)
    lifecycle.delete(session, manager, entry)
    session.commit()
    later = clock.now() + timedelta(days=91)
    with clock.frozen(later):
        begin_write(session)
        assert lifecycle.purge_expired(session, SYSTEM) == 1
        session.commit()
    assert session.scalar(select(func.count(Entry.id))) == 0
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_the_number_of_a_purged_entry_is_never_given_again(session: Session) -> None:
    newest = make_term(session, "Kanal")
    number = newest.id
    begin_write(session)
    lifecycle.delete(session, SYSTEM, newest)
    lifecycle.purge(session, SYSTEM, newest)
    session.commit()
    assert make_term(session, "Sender").id > number


def test_who_may_not_delete_cannot(session: Session, stock: Stock) -> None:
    editor, employee = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_term(session, actor=editor)
    begin_write(session)
    with pytest.raises(Forbidden):
        lifecycle.delete(session, employee, entry)


def test_an_archived_entry_names_its_successor(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "cx_manager")
    old, new = make_term(session, "CEM", actor=manager), make_term(session, "CXM", actor=manager)
    begin_write(session)
    lifecycle.archive(session, manager, old, new, "veraltet")
    session.commit()
    assert (old.status, old.successor_id) == ("archived", new.id)
    begin_write(session)
    with pytest.raises(Conflict):
        lifecycle.archive(session, manager, old)


def test_a_renamed_entry_is_found_under_both_addresses(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry, other = make_term(session, actor=editor), make_term(session, "Medium", actor=editor)
    begin_write(session)
    lifecycle.rename(session, editor, entry, "vertriebskanal")
    session.commit()
    for slug in ("kanal", "vertriebskanal"):
        assert queries.find_by_slug(session, "term", slug).id == entry.id
    begin_write(session)
    with pytest.raises(Invalid):
        lifecycle.rename(session, editor, other, "kanal")
    with pytest.raises(Invalid):
        lifecycle.rename(session, editor, other, "new")
    lifecycle.rename(session, editor, entry, "kanal")
    session.commit()
    assert entry.slug == "kanal"


def test_an_old_version_can_be_restored_and_is_a_new_version(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition="Medium"), 1, actor=editor, intent=Intent.RELEASE)
    begin_write(session)
    first = queries.revision(session, entry.id, 1)
    saved = lifecycle.restore(session, editor, entry, first, 2, Intent.RELEASE)
    session.commit()
    assert (saved.revision.number, saved.revision.action, entry.summary_de) == (3, "restore", "Weg zum Kunden")


class TestLinks:
    """Links are records: where something is used is always known."""

    def test_links_out_of_texts_and_references_are_recorded_at_release(self, session: Session, stock: Stock) -> None:
        editor = stock.actor(session, "editor")
        target = make_term(session, "Kontaktpunkt", actor=editor)
        source = make_term(
            session, actor=editor, definition="Weg zu [[kontaktpunkt|Kontaktpunkten]]", related=["kontaktpunkt"]
        )
        rows = session.scalars(select(EntryLink).where(EntryLink.source_id == source.id)).all()
        assert {(row.role, row.target_id) for row in rows} == {("text", target.id), ("related", target.id)}
        assert [entry.id for entry in session.scalars(queries.used_in(ANYBODY, target.id))] == [source.id]

    def test_a_link_to_nothing_is_known_and_leads_there_once_it_exists(self, session: Session, stock: Stock) -> None:
        editor = stock.actor(session, "editor")
        make_term(session, actor=editor, definition="Weg zu [[persona]]")
        assert [row.target_slug for row in links.broken(session)] == ["persona"]
        make_term(session, "Persona", actor=editor)
        assert links.broken(session) == []

    def test_use_in_a_draft_is_told_to_nobody(self, session: Session, stock: Stock) -> None:
        editor = stock.actor(session, "editor")
        target = make_term(session, "Persona", actor=editor)
        make_term(session, actor=editor, definition="Weg zu [[persona]]", intent=Intent.DRAFT)
        assert list(session.scalars(queries.used_in(editor, target.id))) == []

    def test_deleting_says_where_the_entry_is_used(self, session: Session, stock: Stock) -> None:
        editor = stock.actor(session, "editor")
        target = make_term(session, "Persona", actor=editor)
        for title in ("Eins", "Zwei"):
            make_term(session, title, actor=editor, definition="siehe [[persona]]")
        (line,) = wired(session, ImpactProviders).of(session, editor, target)
        assert line.count == 2
