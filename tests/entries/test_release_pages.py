"""Releasing in the browser: nothing is rendered while others wait for the lock, and four eyes are four eyes."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import markdown
from wiki.entries import queries
from wiki.entries.models import Entry
from wiki.entries.service import Intent
from wiki.web.transaction import is_writing

Csrf = Callable[[str], str]


class TestRendering:
    """Markdown is rendered before the lock, also by a process that sees the text for the first time."""

    @pytest.fixture
    def rendered(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
        """What is rendered from now on, and whether that was inside the lock."""
        seen: list[tuple[str, bool]] = []
        convert = markdown.convert

        def watched(text: str) -> str:
            seen.append((text, is_writing()))
            return convert(text)

        monkeypatch.setattr(markdown, "convert", watched)
        return seen

    @pytest.fixture
    def forget(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
        """Makes this process one that has rendered nothing yet."""
        return lambda: monkeypatch.setattr(markdown, "_kept", markdown._Kept(1_000_000))

    def waiting(self, session: Session, actor: Any, title: str) -> Entry:
        text = f"Ein *Weg* zum [[kunde|Kunden]] über {title}"
        return make_term(session, title, actor=actor, intent=Intent.REVIEW, definition=text)

    def test_of_one(self, session: Session, stock: Stock, csrf: Csrf, rendered: Any, forget: Any) -> None:
        entry = self.waiting(session, stock.actor(session, "editor"), "Kanal")
        client = stock.client("editor")
        token = csrf(client.get("/glossary/kanal/revisions/1/release").text)
        forget()
        rendered.clear()
        answer = client.post("/glossary/kanal/revisions/1/release", data={"csrf_token": token})
        session.refresh(entry)
        assert (answer.status_code, entry.status) == (303, "released")
        assert rendered
        assert not any(inside for _text, inside in rendered)

    def test_of_several(self, session: Session, stock: Stock, csrf: Csrf, rendered: Any, forget: Any) -> None:
        actor = stock.actor(session, "cx_manager")
        entries = [self.waiting(session, actor, title) for title in ("Kanal", "Medium")]
        ids = [queries.head(session, each.id).id for each in entries]
        client = stock.client("cx_manager")
        token = csrf(client.get("/review").text)
        forget()
        rendered.clear()
        client.post("/review", data={"csrf_token": token, "revision": ids})
        session.rollback()
        assert [each.status for each in entries] == ["released", "released"]
        assert rendered
        assert not any(inside for _text, inside in rendered)

    def test_of_a_suggestion_that_is_merged(
        self, session: Session, stock: Stock, csrf: Csrf, rendered: Any, forget: Any
    ) -> None:
        editor, employee = stock.actor(session, "editor"), stock.actor(session, "employee")
        start = term_content("Kanal", "Ein *Weg* [[kunde]]", note={"de": "Eine *Anmerkung*"})
        entry = make_term(session, "Kanal", actor=editor, definition=start["definition"]["de"], note=start["note"])
        change(session, entry, {**start, "note": {"de": "Eine *andere* [[kunde]]"}}, 1, actor=employee)
        later = {**start, "definition": {"de": "Ein *Pfad* [[kunde]]"}}
        change(session, entry, later, 1, actor=editor, intent=Intent.RELEASE)
        client = stock.client("editor")
        token = csrf(client.get("/glossary/kanal/revisions/2/release").text)
        forget()
        rendered.clear()
        client.post("/glossary/kanal/revisions/2/release", data={"csrf_token": token})
        session.refresh(entry)
        assert entry.released.payload["note"] == {"de": "Eine *andere* [[kunde]]"}
        assert entry.released.payload["definition"] == {"de": "Ein *Pfad* [[kunde]]"}
        assert not any(inside for _text, inside in rendered)


class TestFourEyes:
    """Where somebody else must release, the page says so in place of a button that would be refused."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, four_eyes="term")

    @pytest.fixture(autouse=True)
    def draft(self, session: Session, stock: Stock) -> Entry:
        stock.actor(session, "cx_manager")
        return make_term(session, actor=stock.actor(session, "editor"), intent=Intent.DRAFT)

    def test_who_wrote_is_told_that_somebody_else_releases(self, stock: Stock) -> None:
        page = stock.client("editor").get("/glossary/kanal/revisions/1/release").text
        assert "freigeben muss deshalb jemand anderes" in page
        assert 'action="/glossary/kanal/revisions/1/release"' not in page

    def test_who_did_not_write_releases(self, stock: Stock) -> None:
        page = stock.client("cx_manager").get("/glossary/kanal/revisions/1/release").text
        assert "freigeben muss deshalb jemand anderes" not in page
        assert 'action="/glossary/kanal/revisions/1/release"' in page

    def test_the_form_offers_no_release_of_what_is_being_written(self, stock: Stock) -> None:
        page = stock.client("editor").get("/glossary/kanal/edit").text
        assert 'value="review"' in page
        assert 'value="release"' not in page
