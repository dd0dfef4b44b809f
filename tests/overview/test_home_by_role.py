"""What stands before whom on the home page: each role finds its own, what is overdue comes first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from company import Company

from wiki.core.db import begin_write, wired
from wiki.core.matters import Matters
from wiki.missing_terms.models import MissingTerm
from wiki.overview.waiting import TOLD_ABOVE
from wiki.people.models import Person
from wiki.signals.models import Signal
from wiki.tasks.due_dates import DueDate, DueSource, DueSources
from wiki.tasks.piles import Pile, PileRow, Piles, Place, as_pile

TODAY = date(2026, 11, 22)


def test_what_is_overdue_comes_first_and_a_source_has_one_pile(monkeypatch: pytest.MonkeyPatch) -> None:
    day_before = date(2026, 11, 20)
    late, due = DueDate("a-1", "a", "Late", "/a", "x", day_before), DueDate("a-2", "a", "No day", "/a", "x")
    shown = as_pile("Confirm", [due, late], TODAY, "/")
    assert [(each.title, each.overdue) for each in shown.rows] == [("Late", True), ("No day", False)]
    piles = Piles()
    quiet = Pile("Tasks", [PileRow("One", "/", "x")], 1)
    piles.add(Place.TASKS, lambda *_: quiet, instead_of="b")
    piles.add(Place.LEARNING, lambda *_: None)
    piles.add(Place.OWN, lambda *_: replace(quiet, rows=[], total=0))
    sources = DueSources(
        [DueSource("a", "Confirm", lambda *_: [due, late]), DueSource("b", "Never", lambda *_: [late])]
    )
    monkeypatch.setattr("wiki.tasks.piles.wired", lambda *_: sources)
    monkeypatch.setattr("wiki.tasks.piles.url_for", lambda *_, **__: "/tasks/")
    found = piles.of(None, None, "en", TODAY)  # type: ignore[arg-type]
    assert [each.title for each in found] == ["Confirm", "Tasks"]


def _home(company: Company, name: str) -> str:
    client = company.stock.sign_in(f"{name.lower()}@example.org")
    client.set_cookie("cxwiki_language", "en")
    return str(client.get("/").text)


def test_each_role_finds_its_own(company: Company) -> None:
    company.person("Ulla", "", "manager")
    company.department("Hotline", "Ulla")
    for name, role in (("Carla", "cx_manager"), ("Miriam", "editor"), ("Emil", "")):
        company.person(name, "", *([role] if role else []))
    hotline = company.touchpoint("Hotline", "hotline")
    _write_down(company, hotline)
    carla, miriam, ulla, emil = (_home(company, each) for each in ("Carla", "Miriam", "Ulla", "Emil"))
    assert "New signals" in carla
    assert "Nobody calls back" in carla
    assert "The shop is dark" in carla
    assert "Nobody calls back" in ulla
    assert "The shop is dark" not in ulla
    assert "Your area" in ulla
    assert "Missing terms" in miriam
    assert "Warteschleife" in miriam
    assert "New signals" not in emil
    assert "Warteschleife" not in emil
    assert "Nothing waits for you" in emil
    assert 'class="ideas"' in emil


def test_what_is_told_above_is_known(company: Company) -> None:
    assert set(TOLD_ABOVE) <= set(wired(company.session, Matters).by_name)


def _write_down(company: Company, entry_id: int) -> None:
    session: Any = company.session
    session.rollback()
    now = session.get_one(Person, company.ids["Emil"]).created_at
    begin_write(session)
    for title, place in (("Nobody calls back", entry_id), ("The shop is dark", None)):
        session.add(Signal(sort="other", title=title, language="en", entry_id=place, reported_at=now))
    session.add(MissingTerm(word="Warteschleife", language="de", created_at=now, changed_at=now))
    session.commit()
