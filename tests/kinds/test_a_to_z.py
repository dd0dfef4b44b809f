"""The glossary from A to Z: every label of a language in the order of dictionaries."""

import re
from html import unescape

import pytest
from flask import Flask
from helpers import count_queries
from made_kinds import label, made, term
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.entries.lifecycle import archive
from wiki.entries.service import Intent
from wiki.glossary import a_to_z
from wiki.web.runtime import Runtime


def _page(app: Flask, address: str, language: str = "en") -> str:
    client = app.test_client()
    client.set_cookie("cxwiki_language", language)
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text


def _index(html: str) -> dict[str, list[str]]:
    """Letter → lines, in the words a reader sees."""
    found = {}
    for section in re.findall(r'<section class="index-letter" .*?</section>', html, re.S):
        letter = re.search(r"<h2[^>]*>(.*?)</h2>", section)
        assert letter
        lines = re.findall(r"<li[^>]*>(.*?)</li>", section, re.S)
        found[letter[1]] = [" ".join(unescape(re.sub(r"<[^>]+>", "", each)).split()) for each in lines]
    return found


def _churn(session: Session) -> None:
    labels = [
        label("Abwanderungsquote"), label("Churn", status="admitted"), label("Äußere Quote", status="admitted"),
        label("AQ", status="admitted", type="abbreviation"), label("Verlustrate", status="deprecated"),
        label("Abwanderungsqoute", status="hidden"), label("churn rate", "en"),
    ]  # fmt: skip
    made(session, "term", {**term(), "labels": labels}, slug="churn")


def test_every_label_stands_under_its_letter_and_leads_to_the_concept(app: Flask, session: Session) -> None:
    _churn(session)
    assert _index(_page(app, "/glossary/a-z?lang=de")) == {
        "A": [
            "Abwanderungsquote", "AQ abbreviation see Abwanderungsquote", "Äußere Quote see Abwanderungsquote",
        ],
        "C": ["Churn see Abwanderungsquote"],
        "V": ["Verlustrate instead: Abwanderungsquote"],
    }  # fmt: skip
    html = _page(app, "/glossary/a-z?lang=de")
    assert "<s>Verlustrate</s>" in html
    assert "Abwanderungsqoute" not in html
    assert html.count('href="/glossary/churn"') == 5


def test_each_language_has_an_index_whatever_the_reader_speaks(app: Flask, session: Session) -> None:
    _churn(session)
    for reader in ("de", "en"):
        _speaks(app, reader)


def _speaks(app: Flask, reader: str) -> None:
    html = _page(app, "/glossary/a-z?lang=en", reader)
    assert _index(html) == {"C": ["churn rate"]}
    assert '<div class="index" lang="en">' in html
    assert list(_index(_page(app, "/glossary/a-z", reader))) == (["A", "C", "V"] if reader == "de" else ["C"])
    assert _index(_page(app, "/glossary/a-z?lang=fr", reader)) == _index(_page(app, "/glossary/a-z", reader))


def test_the_order_is_that_of_din_5007(app: Flask, session: Session) -> None:
    titles = [
        "Ärger", "Arbeit", "Zeit", "Öl frei", "Ölfeld", "Offen", "Maßband", "Massage", "Masse", "360-Grad-Sicht", "Éclat",
        "Eclair",
    ]  # fmt: skip
    for number, title in enumerate(titles):
        made(session, "term", {**term(), "labels": [label(title)]}, slug=f"begriff-{number}")
    assert _index(_page(app, "/glossary/a-z?lang=de")) == {
        "A": ["Arbeit", "Ärger"],
        "E": ["Eclair", "Éclat"],
        "M": ["Massage", "Maßband", "Masse"],
        "O": ["Offen", "Öl frei", "Ölfeld"],
        "Z": ["Zeit"],
        "0–9": ["360-Grad-Sicht"],
    }


def test_letters_without_labels_lead_nowhere(app: Flask, session: Session) -> None:
    _churn(session)
    bar = _page(app, "/glossary/a-z?lang=de").split('class="letters"')[1].split("</ul>")[0]
    assert '<a href="#letter-a">A</a>' in bar
    assert '<span aria-hidden="true">B</span>' in bar
    assert bar.count("<li>") == 27


def test_the_same_word_for_two_things_says_where_each_applies(app: Flask, session: Session) -> None:
    for slug, scope in (("kanal", ""), ("kanal-it", "IT")):
        made(session, "term", {**term(), "labels": [label("Kanal")], "scope": scope}, slug=slug)
    assert sorted(_index(_page(app, "/glossary/a-z?lang=de"))["K"]) == ["Kanal", "Kanal (IT)"]


def test_a_label_in_a_language_without_a_preferred_one_leads_to_the_other(app: Flask, session: Session) -> None:
    labels = [label("Kontaktpunkt"), label("touchpoint", "en", status="admitted")]
    made(session, "term", {**term(), "labels": labels}, slug="kontaktpunkt")
    html = _page(app, "/glossary/a-z?lang=en")
    assert _index(html) == {"T": ["touchpoint see Kontaktpunkt"]}
    assert '<span lang="de">Kontaktpunkt</span>' in html


def test_only_what_holds_is_in_it(app: Flask, session: Session) -> None:
    made(session, "term", term("Geheim", "secret"), Intent.DRAFT)
    old = made(session, "term", term("Veraltet", "outdated"))
    begin_write(session)
    archive(session, SYSTEM, old, None, "")
    session.commit()
    html = _page(app, "/glossary/a-z?lang=de", "de")
    assert "Geheim" not in html
    assert "Veraltet" not in html
    assert "In dieser Sprache ist noch keine Benennung freigegeben." in html


def test_a_large_glossary_is_shown_letter_by_letter(
    app: Flask, runtime: Runtime, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(a_to_z, "WHOLE", 3)
    for title in ("Beta", "Berg", "Bild", "Brot", "Zeit", "42"):
        made(session, "term", {**term(), "labels": [label(title)]}, slug=f"t-{title.lower()}")
    html = _page(app, "/glossary/a-z?lang=de")
    assert _index(html) == {"B": ["Berg", "Beta", "Bild"]}
    assert unescape(html).count('<a href="/glossary/a-z?lang=de&letter=z">Z</a>') == 1
    assert _index(_page(app, "/glossary/a-z?lang=de&letter=b&page=2")) == {"B": ["Brot"]}
    assert _index(_page(app, "/glossary/a-z?lang=de&letter=z")) == {"Z": ["Zeit"]}
    assert _index(_page(app, "/glossary/a-z?lang=de&letter=other")) == {"0–9": ["42"]}
    assert _index(_page(app, "/glossary/a-z?lang=de&letter=x")) == _index(html)


def test_it_costs_the_same_however_many_labels(app: Flask, runtime: Runtime, session: Session) -> None:
    def cost() -> int:
        _page(app, "/glossary/a-z?lang=de")
        with count_queries(runtime.engine) as counted:
            _page(app, "/glossary/a-z?lang=de")
        return counted.selects

    _churn(session)
    before = cost()
    for number in range(5):
        labels = [label(f"Wort {number}"), label(f"Wörtchen {number}", status="admitted")]
        made(session, "term", {**term(), "labels": labels}, slug=f"wort-{number}")
    assert cost() == before
