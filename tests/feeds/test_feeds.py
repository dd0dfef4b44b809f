"""Feeds: for strangers, under private addresses, dead with the account; calendars as RFC 5545 wants them."""

import re
from xml.etree import ElementTree

from company import Company
from conftest import Stock, csrf_of
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.feeds.models import FeedAddress
from wiki.people.models import Person

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
