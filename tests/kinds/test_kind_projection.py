"""What releasing, changing and deleting writes into the tables of a kind."""

import threading
from datetime import date
from typing import Any

import pytest
from made_kinds import both, guideline, label, made, process, step, term, touchpoint
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict, Invalid
from wiki.entries.kinds import Kinds
from wiki.entries.lifecycle import delete, undelete
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create, save
from wiki.glossary.models import TermLabel
from wiki.guidelines.models import Guideline
from wiki.processes.models import Process, ProcessStep
from wiki.touchpoints.models import Touchpoint
from wiki.web.runtime import Runtime


def _change(
    session: Session, entry: Entry, content: dict[str, Any], base: int, intent: Intent = Intent.RELEASE
) -> None:
    begin_write(session)
    save(session, SYSTEM, entry, Edit(content, base, intent=intent))
    session.commit()


def _steps(session: Session) -> list[tuple[str, int]]:
    query = select(ProcessStep.key, ProcessStep.position).order_by(ProcessStep.position)
    return [(key, position) for key, position in session.execute(query)]


def test_a_touchpoint_is_filtered_by_what_was_released(session: Session) -> None:
    content = touchpoint(channel="telephone", phases=["use", "service"], importance_customer=5, moment_of_truth=True)
    entry = made(session, "touchpoint", content)
    assert isinstance(entry, Touchpoint)
    assert (entry.channel, entry.phases, entry.importance_customer) == ("telephone", ["use", "service"], 5)
    assert (entry.owned_by, entry.visible_to_employees, entry.moment_of_truth) == ("own", True, True)
    _change(session, entry, touchpoint(channel="chat"), 1, Intent.DRAFT)
    assert entry.channel == "telephone"
    _change(session, entry, touchpoint(visible_to_employees=False), 2)
    assert (entry.channel, entry.phases, entry.importance_customer) == ("", [], None)
    assert (entry.visible_to_employees, entry.moment_of_truth) == (False, False)


def test_a_guideline_holds_from_a_day(session: Session) -> None:
    entry = made(session, "guideline", guideline(valid_from="2026-12-01"))
    assert isinstance(entry, Guideline)
    assert entry.valid_from == date(2026, 12, 1)


def test_a_process_projects_its_steps_when_released(session: Session) -> None:
    steps = [
        step("anrufen", touchpoint="hotline", actor=both("Kundin", "customer"), wait=both("6 min", "6 min")),
        step("klaeren", lane="backstage", function="agent", promise=both("Rückruf", "call back"), promise_hours=24),
        step("antworten", break_point=both("Es dauert.", "It takes long."), break_severity="major"),
    ]
    entry = made(session, "process", process(number="CX-01", steps=steps), Intent.DRAFT)
    assert _steps(session) == []
    _change(session, entry, process(number="CX-01", steps=steps, process_type="support"), 1)
    assert isinstance(entry, Process)
    assert (entry.number, entry.process_type, entry.step_count, entry.break_point_count) == ("CX-01", "support", 3, 1)
    first, second, third = entry.steps
    assert (first.key, first.lane, first.touchpoint, first.actor_en) == ("anrufen", "customer", "hotline", "customer")
    assert (first.has_wait, first.has_promise, first.promise_hours) == (True, False, None)
    assert (second.function, second.has_promise, second.promise_hours) == ("agent", True, 24)
    assert (third.has_break_point, third.break_severity, third.break_point_de) == (True, "major", "Es dauert.")
    assert (third.title("de"), third.title("en")) == ("ruft an", "calls")


def test_steps_follow_the_released_version(session: Session) -> None:
    entry = made(session, "process", process(steps=[step("eins"), step("zwei"), step("drei")]))
    assert isinstance(entry, Process)
    _change(session, entry, process(steps=[step("drei"), step("eins"), step("vier")]), 1)
    assert _steps(session) == [("drei", 0), ("eins", 1), ("vier", 2)]
    assert [each.key for each in entry.steps] == ["drei", "eins", "vier"]


def test_steps_and_labels_go_with_the_entry_and_come_back(session: Session) -> None:
    entries = [made(session, "process", process(steps=[step()])), made(session, "term", term())]
    begin_write(session)
    for entry in entries:
        delete(session, SYSTEM, entry)
    session.commit()
    assert (_steps(session), session.scalar(select(func.count(TermLabel.id)))) == ([], 0)
    begin_write(session)
    for entry in entries:
        undelete(session, SYSTEM, entry)
    session.commit()
    assert (_steps(session), session.scalar(select(func.count(TermLabel.id)))) == ([("anrufen", 0)], 2)


def test_a_preferred_label_means_one_concept(session: Session) -> None:
    made(session, "term", term("Kanal", "channel"))
    made(session, "term", term("Medium", "Kanal"))
    begin_write(session)
    with pytest.raises(Invalid) as caught:
        made(session, "term", term("KANAL", "duct"))
    session.rollback()
    assert [problem.where for problem in caught.value.problems] == ["labels-0-text"]
    made(session, "term", term("Kanal", "duct", scope="Bau"))
    made(session, "term", {**term("Rinne", "drain"), "labels": [label("Rinne"), label("Kanal", status="admitted")]})


def test_a_label_freed_by_the_bin_may_be_taken_and_then_bars_the_way_back(session: Session) -> None:
    entry = made(session, "term", term())
    begin_write(session)
    delete(session, SYSTEM, entry)
    session.commit()
    made(session, "term", term())
    begin_write(session)
    with pytest.raises(Invalid):
        undelete(session, SYSTEM, entry)


def test_labels_that_grow_when_folded_still_fit(session: Session) -> None:
    entry = made(session, "term", {**term(), "labels": [label("ü" * 150), label("ﷺ" * 150, "en")]}, slug="lang")
    assert len(session.scalars(select(TermLabel.folded).where(TermLabel.term_id == entry.id)).all()) == 2


def test_of_two_releases_of_one_label_at_the_same_moment_one_wins(runtime: Runtime, session: Session) -> None:
    kind = wired(session, Kinds).get("term")
    ready = threading.Barrier(4)
    outcomes: list[str] = []

    def release_one(number: int) -> None:
        with runtime.sessions() as own:
            ready.wait()
            begin_write(own)
            try:
                create(
                    own, SYSTEM, kind, Edit(term("Kanal", f"channel {number}"), intent=Intent.RELEASE), f"k-{number}"
                )
                own.commit()
                outcomes.append("released")
            except (Invalid, Conflict):
                own.rollback()
                outcomes.append("refused")

    threads = [threading.Thread(target=release_one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "refused", "released"]
    assert session.scalar(select(func.count(TermLabel.id)).where(TermLabel.text == "Kanal")) == 1


def test_a_label_released_between_look_and_write_is_a_conflict(
    runtime: Runtime, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(session, "term", term("Kanal", "channel"))
    monkeypatch.setattr("wiki.glossary.projection._held", lambda *_arguments: {})
    with pytest.raises(Conflict):
        made(session, "term", term("Kanal", "duct"))
    session.rollback()
    assert session.scalar(select(func.count(TermLabel.id)).where(TermLabel.text == "Kanal")) == 1
