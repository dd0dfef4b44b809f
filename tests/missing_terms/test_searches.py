"""Searches in vain: counted when switched on, nameless, and written down only after three different days."""

from datetime import datetime, timedelta
from time import monotonic

from helpers import SQLITE
from helpers_notify import work
from sqlalchemy import select, text

from wiki.core import clock
from wiki.core.db import Base, begin_write, is_sqlite
from wiki.missing_terms.listing import Narrowed, ranked
from wiki.missing_terms.models import MissingTerm, MissingWord, SearchMiss
from wiki.missing_terms.noticing import forget


def _everything(session) -> str:
    """All rows of all tables of missing terms as one text."""
    session.rollback()
    tables = [name for name in Base.metadata.tables if name in ("missing_term", "missing_word", "search_miss", "event")]
    return " ".join(str(tuple(row)) for name in tables for row in session.execute(text(f"SELECT * FROM {name}")))


def test_words_are_written_down_on_the_third_day_without_names(wanting, session, monkeypatch) -> None:
    emil, begin = wanting.client("Emil"), clock.now()
    now = begin

    def _at(days: int) -> datetime:
        nonlocal now
        now = begin + timedelta(days=days)
        return now

    monkeypatch.setattr(clock, "now", lambda: now)
    emil.get("/search?q=entkalkung")
    assert session.scalar(select(SearchMiss)) is None  # off until somebody switches it on
    wanting.count_searches()
    in_vain = (
        "Was bedeutet Entkalkung", "Entkalkung Emil", "dora", "rita.muster@example.org", "0171 2345678", "Kunde 4711007",
        "ein sehr langer satz der keinen begriff meint sondern viel mehr", "Retoure",
    )  # fmt: skip
    for day in range(2):
        _at(day)
        for words in in_vain:
            assert emil.get("/search", query_string={"q": words}).status_code == 200
    session.rollback()
    assert {each.times for each in session.scalars(select(SearchMiss))} == {2}
    assert "ntkalkung" not in _everything(session)
    _at(2)
    emil.get("/search?q=entkalkung&page=2")
    emil.get("/search?q=entkalkung&kind=term")
    assert "ntkalkung" not in _everything(session)  # neither turning pages nor narrowing is a new search
    emil.get("/search?q=entkalkung")
    session.rollback()
    assert [each.text for each in session.scalars(select(MissingWord))] == ["entkalkung"]
    assert ranked(session, Narrowed())[0][1].days == 3
    page = wanting.client("Rita").get("/missing-terms/").text
    assert "entkalkung" in page
    assert "Emil" not in page
    wanting.company.writing(lambda each: forget(each, clock.company_day(each) + timedelta(days=88)))
    assert ranked(session, Narrowed())
    wanting.company.writing(lambda each: forget(each, clock.company_day(each) + timedelta(days=91)))
    assert "ntkalkung" not in _everything(session)


@SQLITE
def test_what_is_asked_for_stays_and_switching_off_forgets_the_rest(wanting, runtime, session, monkeypatch) -> None:
    emil, begin = wanting.client("Emil"), clock.now()
    wanting.count_searches()
    for day in range(3):
        monkeypatch.setattr(clock, "now", lambda day=day: begin + timedelta(days=day))
        for words in ("entkalkung", "brühgruppe", "mahlgrad"):
            emil.get("/search", query_string={"q": words})
    wanting.post(emil, "/missing-terms/new", "/missing-terms/new", word="Mahl-Grad", language="de")
    wanting.company.person("Brühgruppe")
    session.rollback()
    assert {each.word for each in session.scalars(select(MissingTerm))} == {"entkalkung", "brühgruppe", "Mahl-Grad"}
    wanting.company.writing(lambda each: forget(each, clock.company_day(each)))
    session.rollback()
    assert {each.word for each in session.scalars(select(MissingTerm))} == {"entkalkung", "Mahl-Grad"}
    wanting.count_searches(on=False)
    wanting.company.writing(lambda each: forget(each, clock.company_day(each)))
    session.rollback()
    assert [each.word for each in session.scalars(select(MissingTerm))] == ["Mahl-Grad"]
    assert session.scalar(select(SearchMiss)) is None
    wanting.term("Mahlgrad")
    work(runtime)
    session.rollback()
    assert [each.state for each in session.scalars(select(MissingTerm))] == ["released"]


def test_whoever_writes_long_keeps_no_search_waiting(wanting, runtime, session) -> None:
    """A search in vain is not counted rather than late."""
    wanting.count_searches()
    emil = wanting.client("Emil")
    emil.get("/search?q=entkalkung")
    with runtime.sessions() as long:
        begin_write(long)
        if not is_sqlite(long):
            long.execute(text("LOCK TABLE search_miss"))
        began = monotonic()
        assert emil.get("/search?q=kulanz").status_code == 200
        assert monotonic() - began < 5
        long.rollback()
    session.rollback()
    assert session.scalars(select(SearchMiss.times)).all() == [1]
