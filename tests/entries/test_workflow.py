"""Draft, review, release: who may, what readers see, what is recorded."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from arranging import change, make_term, term_content, term_kind
from conftest import Stock
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.outbox import Event
from wiki.entries import queries
from wiki.entries.models import Release, Revision
from wiki.entries.release import EditConflict, reject, release
from wiki.entries.release_several import release_all
from wiki.entries.service import Edit, Intent, create
from wiki.glossary.models import TermLabel


def _events(session: Session) -> list[str]:
    return list(session.scalars(select(Event.name).order_by(Event.id)))


def test_a_draft_changes_nothing_for_readers_until_it_is_released(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    saved = change(session, entry, term_content(definition="Medium"), 1, actor=editor)
    assert saved.revision is not None
    assert (entry.summary_de, saved.revision.state, entry.released.number) == ("Weg zum Kunden", "working", 1)
    begin_write(session)
    release(session, editor, saved.revision)
    session.commit()
    assert (entry.summary_de, entry.released.number) == ("Medium", 2)
    assert queries.revision(session, entry.id, 1).state == "superseded"
    intervals = session.scalars(select(Release).order_by(Release.id)).all()
    assert intervals[0].ended_at == intervals[1].released_at
    assert intervals[1].ended_at is None


def test_every_act_leaves_its_event_and_its_audit_row(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition="Medium"), 1, actor=editor)
    assert _events(session) == ["entry.released", "entry.saved"]
    actions = session.execute(select(AuditRow.action, AuditRow.actor).order_by(AuditRow.id)).all()
    assert [row.action for row in actions] == ["wiki:entry:created", "wiki:entry:released", "wiki:entry:saved"]
    assert {row.actor for row in actions} == {editor.pseudonym}


def test_saving_without_a_change_makes_no_revision(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    assert change(session, entry, term_content(), 1, actor=editor).revision is None
    assert session.scalar(select(func.count(Revision.id))) == 1


def test_an_employee_proposes_and_an_editor_releases(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    saved = change(session, entry, term_content(definition="Medium"), 1, actor=employee, intent=Intent.RELEASE)
    assert saved.revision is not None
    assert (saved.revision.state, saved.revision.is_proposal, saved.released) == ("in_review", True, False)
    begin_write(session)
    with pytest.raises(Forbidden):
        release(session, employee, saved.revision)
    release(session, editor, saved.revision)
    session.commit()
    assert entry.summary_de == "Medium"
    event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event.data["author_ids"] == [employee.person_id]


def test_a_rejected_proposal_keeps_its_reason(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    proposal = change(session, entry, term_content(definition="Medium"), 1, actor=employee).revision
    begin_write(session)
    reject(session, editor, proposal, "Ein Kanal ist kein Medium.")
    session.commit()
    assert (proposal.state, proposal.decision_note) == ("rejected", "Ein Kanal ist kein Medium.")
    begin_write(session)
    with pytest.raises(Conflict):
        release(session, editor, proposal)


def test_a_proposal_is_merged_with_what_was_released_meanwhile(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    proposal = change(session, entry, term_content(definition="Weg zur Kundschaft"), 1, actor=employee).revision
    note = {"de": "Mehrere sind üblich."}
    change(session, entry, term_content(note=note), 1, actor=editor, intent=Intent.RELEASE)
    begin_write(session)
    merged = release(session, editor, proposal)
    session.commit()
    assert merged.payload["definition"] == {"de": "Weg zur Kundschaft"}
    assert merged.payload["note"] == note
    assert merged.author_id == employee.person_id
    assert proposal.state == "merged"


def test_a_contradicting_proposal_is_not_released_over_a_later_change(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    proposal = change(session, entry, term_content(definition="Medium"), 1, actor=employee).revision
    change(session, entry, term_content(definition="Pfad"), 1, actor=editor, intent=Intent.RELEASE)
    begin_write(session)
    with pytest.raises(EditConflict):
        release(session, editor, proposal)
    session.rollback()
    assert entry.summary_de == "Pfad"


def test_accepting_a_proposal_carries_an_unfinished_draft_along(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(note={"de": "Noch nicht fertig"}), 1, actor=editor)
    proposal = change(session, entry, term_content(definition="Medium"), 1, actor=employee).revision
    begin_write(session)
    release(session, editor, proposal)
    session.commit()
    assert entry.summary_de == "Medium"
    assert "note" not in entry.released.payload
    head = queries.head(session, entry.id)
    assert head.state == "working"
    assert head.payload["note"] == {"de": "Noch nicht fertig"}
    assert head.payload["definition"] == {"de": "Medium"}


def test_someone_may_suggest_a_new_entry(session: Session, stock: Stock) -> None:
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    entry = make_term(session, "Medium", actor=employee)
    assert (entry.status, entry.title_de) == ("draft", "")
    proposal = queries.head(session, entry.id)
    begin_write(session)
    release(session, editor, proposal)
    session.commit()
    assert (entry.status, entry.title_de) == ("released", "Medium")


def test_a_label_can_be_preferred_by_one_released_concept_only(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    make_term(session, "Kanal", actor=editor)
    begin_write(session)
    with pytest.raises(Invalid) as invalid:
        create(session, editor, term_kind(session), Edit(term_content("kanal"), intent=Intent.RELEASE))
    assert [problem.where for problem in invalid.value.problems] == ["labels-0-text"]
    session.rollback()
    draft = make_term(session, "kanal", actor=editor, intent=Intent.DRAFT)
    assert draft.slug == "kanal-2"
    other_area = make_term(session, "Kanal", actor=editor, scope="Technik")
    assert other_area.status == "released"


def test_labels_of_drafts_are_not_in_the_released_projection(session: Session, stock: Stock) -> None:
    make_term(session, "Medium", actor=stock.actor(session, "editor"), intent=Intent.DRAFT)
    assert session.scalar(select(func.count(TermLabel.id))) == 0


def test_the_next_review_follows_the_release(session: Session, stock: Stock) -> None:
    with clock.frozen(datetime(2026, 8, 31, 12, tzinfo=UTC)):
        entry = make_term(session, actor=stock.actor(session, "editor"), review_months=6)
    assert entry.next_review == date(2027, 2, 28)


def test_bulk_release_releases_what_it_can_and_says_what_it_cannot(session: Session, stock: Stock) -> None:
    manager = stock.actor(session, "cx_manager")
    make_term(session, "Kanal", actor=manager)
    good = make_term(session, "Medium", actor=manager, intent=Intent.REVIEW)
    clashing = make_term(session, "KANAL", actor=manager, intent=Intent.REVIEW)
    ids = [queries.head(session, each.id).id for each in (clashing, good)]
    begin_write(session)
    results = release_all(session, manager, ids)
    session.commit()
    assert [bool(each.error) for each in results] == [True, False]
    assert (good.status, clashing.status) == ("released", "draft")


class TestFourEyes:
    """`CXWIKI_FOUR_EYES`: somebody who did not write since the last release must release."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, four_eyes="term")

    def test_nobody_releases_the_own_text_when_others_could(self, session: Session, stock: Stock) -> None:
        editor, other = stock.actor(session, "editor"), stock.actor(session, "cx_manager")
        entry = make_term(session, actor=editor, intent=Intent.DRAFT)
        head = queries.head(session, entry.id)
        begin_write(session)
        with pytest.raises(Forbidden):
            release(session, editor, head)
        release(session, other, head)
        session.commit()
        assert entry.status == "released"

    def test_a_team_of_one_is_not_blocked(self, session: Session, stock: Stock) -> None:
        entry = make_term(session, actor=stock.actor(session, "editor"))
        assert entry.status == "released"
