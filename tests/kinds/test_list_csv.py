"""The list of a kind as a file for spreadsheets."""

import csv
import io

import pytest
from conftest import Stock
from flask import Flask
from made_kinds import both, label, made, process, step, term, touchpoint
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.entries import list_csv
from wiki.entries.service import Intent
from wiki.people.models import Department


def _sheet(app: Flask, address: str, language: str = "de") -> list[dict[str, str]]:
    client = app.test_client()
    client.set_cookie("cxwiki_language", language)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.content_length == len(answer.data)
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if language == "de" else ","))


def test_it_holds_what_the_list_shows_and_more(app: Flask, session: Session) -> None:
    begin_write(session)
    session.add(Department(slug="vertrieb", name_de="Vertrieb", name_en="Sales", sort_key="vertrieb"))
    session.commit()
    content = touchpoint(
        "Messestand", "Booth", summary=both("Am Stand", "At the booth"), channel="event", phases=["need", "decision"],
        importance_customer=4, moment_of_truth=True, department="vertrieb",
    )  # fmt: skip
    made(session, "touchpoint", content)
    (row,) = _sheet(app, "/touchpoints/?format=csv")
    today = row.pop("Freigegeben")
    assert row.pop("Nächste Überprüfung") != today
    assert row == {
        "Titel": "Messestand", "Englischer Titel": "Booth", "Moment der Wahrheit": "Moment der Wahrheit",
        "Kurz gesagt": "Am Stand", "Kanal": "Messe oder Veranstaltung", "Journey-Phasen": "Bedarf, Entscheidung",
        "Bedeutung": "4", "Abteilung": "Vertrieb", "Status": "Freigegeben", "Adresse": "messestand",
    }  # fmt: skip
    (english,) = _sheet(app, "/touchpoints/?format=csv", "en")
    assert (english["Title"], english["Title in German"], english["Department"]) == ("Booth", "Messestand", "Sales")


def test_it_follows_filters_and_order_and_has_no_end(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_csv, "_AT_ONCE", 3)
    monkeypatch.setattr(list_csv, "_IN_MEMORY", 200)
    for number in range(7):
        labels = [label(f"Begriff {number}"), label(f"B{number}", status="admitted")]
        made(session, "term", {**term(), "labels": labels, "field_of_action": "design" if number % 5 else "steer"})
    found = _sheet(app, "/glossary/?format=csv&field_of_action=design&sort=-title&page=2")
    assert [row["Titel"] for row in found] == [f"Begriff {number}" for number in (6, 4, 3, 2, 1)]
    assert found[0]["Auch genannt"] == "B6"


def test_no_cell_is_a_formula(app: Flask, session: Session) -> None:
    signs = ("=", "+", "-", "@")
    for place, sign in enumerate(signs):
        content = {**term(f"{sign}1+{place}", f"sum {place}"), "definition": both(f"{sign}cmd|' /C calc'!A0", "sum")}
        made(session, "term", content, slug=f"summe-{place}")
    rows = {row["Adresse"]: row for row in _sheet(app, "/glossary/?format=csv")}
    for place, sign in enumerate(signs):
        row = rows[f"summe-{place}"]
        assert row["Titel"] == f"'{sign}1+{place}"
        assert row["Definition"].startswith(f"'{sign}cmd")


def test_a_draft_is_in_its_authors_file_under_its_newest_title(app: Flask, session: Session, stock: Stock) -> None:
    made(session, "term", term("Entwurf", "draft"), Intent.DRAFT)
    editor = stock.client("editor")
    editor.set_cookie("cxwiki_language", "en")
    answer = editor.get("/glossary/?format=csv")
    assert "\r\ndraft,Entwurf," in answer.text
    assert ",Draft," in answer.text
    assert _sheet(app, "/glossary/?format=csv") == []


def test_numbers_and_choices_are_words(app: Flask, session: Session) -> None:
    steps = [step("eins", break_point=both("Bruch", "break"))]
    made(session, "process", process(number="CX-01", process_type="core", phases=["service"], steps=steps))
    (row,) = _sheet(app, "/processes/?format=csv", "en")
    assert (row["Number"], row["Break points"], row["Journey phases"]) == ("CX-01", "1", "Service & complaint")
