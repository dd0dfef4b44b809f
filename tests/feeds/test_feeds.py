"""Feeds: for strangers, under private addresses, dead with the account; calendars as RFC 5545 wants them."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from company import Company
from conftest import Stock, csrf_of
from flask import Flask
from flask.testing import FlaskClient
from helpers import SQLITE, count_queries
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries.feed_lists import FeedLists
from wiki.feeds.calendar import escaped, folded
from wiki.feeds.models import FeedAddress
from wiki.people.models import Person
from wiki.signals import service as signals
from wiki.signals.service import SignalData
from wiki.tasks import service as tasks
from wiki.tasks.models import Task
from wiki.tasks.values import TaskData
from wiki.web.runtime import Runtime

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall(f"{ATOM}entry")


def titles(text: str) -> list[str]:
    return [each.findtext(f"{ATOM}title") or "" for each in entries(text)]


def make(client: FlaskClient, **form: str) -> str:
    """Make a private address; returns its path."""
    token = csrf_of(client.get("/feeds/").text)
    answer = client.post("/feeds/", data={"csrf_token": token, **form})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return shown(answer.text)


def shown(page: str) -> str:
    found = re.search(r"<code>http://localhost(/feeds/private/[^<]+)</code>", page)
    assert found, page
    return found[1]


def test_strangers_follow_what_is_public_and_are_sent_it_once(company: Company, app: Flask) -> None:
    company.touchpoint("Rechnung & Mahnung <3")
    company.touchpoint("Anruf")
    stranger = app.test_client()
    answer = stranger.get("/feeds/touchpoint.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert titles(answer.text) == ["Anruf", "Rechnung & Mahnung <3"]
    links = [each.get("href") for each in entries(answer.text)[0].findall(f"{ATOM}link")]
    assert links == ["http://localhost/touchpoints/anruf"]
    assert stranger.get("/feeds/touchpoint.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert titles(stranger.get("/feeds/touchpoint.atom?q=rechn").text) == ["Rechnung & Mahnung <3"]
    company.touchpoint("Chat")
    anew = stranger.get("/feeds/touchpoint.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert (anew.status_code, titles(anew.text)[0]) == (200, "Chat")
    assert titles(stranger.get("/feeds/changes.atom?kind=touchpoint").text)[0] == "Chat"
    page = stranger.get("/touchpoints/?q=chat").text
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="/feeds/touchpoint.atom\?q=chat">', page
    )
    assert stranger.get("/feeds/nothing.atom").status_code == 404
    assert stranger.get("/feeds/").status_code == 303


def test_a_private_address_has_the_rights_of_its_person_as_they_are(
    company: Company, session: Session, stock: Stock, app: Flask
) -> None:
    company.touchpoint("Anruf")
    company.touchpoint("Chat")
    client, stranger = stock.client("employee"), app.test_client()
    path = make(client, list="touchpoint", q="anruf")
    assert titles(stranger.get(path).text) == ["Anruf"]
    row = session.scalars(select(FeedAddress)).one()
    assert row.token_hash not in path
    assert path.split("/")[-1].removesuffix(".atom") not in row.token_hash
    page = client.get("/feeds/").text
    assert path not in page
    again = client.post(f"/feeds/{row.id}/renew", data={"csrf_token": csrf_of(page)})
    assert stranger.get(path).status_code == 404
    path = shown(again.text)
    assert stranger.get(path).status_code == 200

    def lose_account(session: Session, active: bool = False) -> None:
        session.get_one(Person, stock.ids["Emil Leser"]).active = active

    company.writing(lose_account)
    assert stranger.get(path).status_code == 404
    company.writing(lambda each: lose_account(each, active=True))
    assert stranger.get(path).status_code == 200
    other = stock.client("editor")
    token = csrf_of(other.get("/feeds/").text)
    assert other.post(f"/feeds/{row.id}/revoke", data={"csrf_token": token}).status_code == 404
    revoked = client.post(f"/feeds/{row.id}/revoke", data={"csrf_token": csrf_of(client.get("/feeds/").text)})
    assert revoked.status_code == 303
    assert stranger.get(path).status_code == 404
    assert stranger.get(path.replace(".atom", ".ics")).status_code == 404


def _work(company: Company, session: Session, stock: Stock, number: int = 0) -> None:
    employee = stock.actor(session, "employee")
    day = company.today + timedelta(days=3)

    def act(session: Session) -> None:
        words = TaskData(f"Ansage neu; aufnehmen, {number}", "Zeile\nzwei", assignee_id=employee.person_id, due=day)
        tasks.create(session, employee, words)
        signals.report(session, employee, SignalData("complaints", f"Niemand ruft zurück {number}", times=4))

    company.writing(act)


def test_every_list_is_there_for_colleagues_and_few_for_strangers(
    company: Company, session: Session, stock: Stock, app: Flask, runtime: Runtime
) -> None:
    company.department("Service")
    company.process("Beschwerde", "Service", "Annehmen", "Antworten")
    _work(company, session, stock)
    client, stranger = stock.client("employee"), app.test_client()
    lists = runtime.wiring.get(FeedLists).by_name
    public = {name for name, each in lists.items() if each.public}
    for name in lists:
        assert client.get(f"/feeds/{name}.atom?department=service&show=all").status_code == 200, name
        assert stranger.get(f"/feeds/{name}.atom").status_code == (200 if name in public else 404), name
    assert {"signals", "tasks", "progress", "loops", "reviews", "findings", "seams"} <= lists.keys() - public
    assert titles(client.get("/feeds/signals.atom").text) == ["Niemand ruft zurück 0"]
    assert titles(client.get("/feeds/tasks.atom?assignee=me").text) == ["Ansage neu; aufnehmen, 0"]
    assert titles(stock.client("auditor").get("/feeds/tasks.atom").text) == []
    page = client.get("/signals/").text
    assert "/feeds/signals.atom" in page


@SQLITE
def test_feeds_ask_a_fixed_number_of_questions(
    company: Company, session: Session, stock: Stock, runtime: Runtime
) -> None:
    company.department("Service")
    client = stock.client("employee")

    def asked() -> dict[str, int]:
        found = {}
        for name in runtime.wiring.get(FeedLists).by_name:
            with count_queries(runtime.engine) as counted:
                assert client.get(f"/feeds/{name}.atom").status_code == 200
            found[name] = counted.selects
        return found

    for number in range(2):
        company.process(f"Beschwerde {number}", "Service", "Annehmen", "Antworten")
        _work(company, session, stock, number)
    asked()
    few = asked()
    for number in range(2, 6):
        company.process(f"Beschwerde {number}", "Service", "Annehmen", "Antworten")
        _work(company, session, stock, number)
    asked()
    assert asked() == few


def test_due_dates_as_a_calendar(company: Company, session: Session, stock: Stock, app: Flask) -> None:
    _work(company, session, stock)
    client, stranger = stock.client("employee"), app.test_client()
    path = make(client, list="due")
    answer = stranger.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    lines = answer.data.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(each.encode()) <= 75 for each in lines)
    text = answer.data.decode().replace("\r\n ", "")
    assert "SUMMARY;LANGUAGE=de:Ansage neu\\; aufnehmen\\, 0\r\n" in text
    day = company.today + timedelta(days=3)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n" in text
    uid = re.search(r"UID:(.+)\r\n", text)
    assert uid
    again = stranger.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304

    def finish(session: Session) -> None:
        task = session.scalars(select(Task)).one()
        task.title, task.changed_at = "Umbenannt", task.changed_at + timedelta(seconds=1)

    company.writing(finish)
    renamed = stranger.get(path, headers={"If-None-Match": answer.headers["ETag"]}).text
    assert f"UID:{uid[1]}" in renamed.replace("\r\n ", "")
    assert "Umbenannt" in renamed
    assert stranger.get(path.replace(".ics", ".atom")).status_code == 404


@pytest.mark.parametrize(("text", "wanted"), [
    ("a\\b;c,d\ne\r\nf", "a\\\\b\\;c\\,d\\ne\\nf"),
    ("BEGIN:VEVENT\x00\x0b", "BEGIN:VEVENT"),
])  # fmt: skip
def test_text_of_a_calendar_is_marked(text: str, wanted: str) -> None:
    assert escaped(text) == wanted


def test_long_lines_are_folded_between_letters() -> None:
    line = "SUMMARY:" + "ä€😀" * 40
    parts = list(folded(line))
    assert all(len(each.encode()) <= 75 for each in parts)
    assert "".join(each if number == 0 else each[1:] for number, each in enumerate(parts)) == line
