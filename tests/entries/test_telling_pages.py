"""The pages on which a releaser chooses who is told, and the one of what a person watches."""

import re
from collections.abc import Callable

from arranging import make_term
from company import Company
from conftest import Stock
from helpers import SQLITE, count_queries
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries import queries
from wiki.entries.models import Entry, ReleaseNotice
from wiki.entries.service import Intent
from wiki.entries.telling import notices_of
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.web.runtime import Runtime

Csrf = Callable[[str], str]


@SQLITE
def test_the_choice_is_kept_with_what_was_wrong_and_then_with_the_release(
    session: Session, stock: Stock, company: Company, csrf: Csrf
) -> None:
    unit = company.department("Hotline")
    entry = make_term(session, actor=stock.actor(session, "editor"), intent=Intent.REVIEW)
    client, address = stock.client("editor"), "/glossary/kanal/revisions/1/release"
    page = client.get(address).text
    sent = {"csrf_token": csrf(page), "tell": "departments", "tell_message": "Ab Montag", "note": "Danke"}
    answer = client.post(address, data=sent)
    assert answer.status_code == 422
    assert "mindestens eine Abteilung" in answer.text
    assert 'value="Ab Montag"' in answer.text
    assert 'value="Danke"' in answer.text
    assert client.post(address, data={**sent, "tell_departments": "999"}).status_code == 422
    assert client.post(address, data={**sent, "tell_departments": str(unit)}).status_code == 303
    session.rollback()
    (told,) = notices_of(session, [session.get_one(Entry, entry.id).released_id]).values()
    assert ([each.id for each in told.departments], told.message) == ([unit], "Ab Montag")


@SQLITE
def test_the_edit_form_releases_as_chosen_and_keeps_what_was_typed(
    session: Session, stock: Stock, company: Company, csrf: Csrf
) -> None:
    unit = company.department("Hotline")
    make_term(session, actor=stock.actor(session, "editor"))
    client = stock.client("editor")
    page = client.get("/glossary/kanal/edit").text
    fields = re.findall(r'<input[^>]*name="((?:labels|base)[^"]*)"[^>]*value="([^"]*)"', page)
    chosen = {"labels-0-language": "de", "labels-0-status": "preferred", "labels-0-type": "full"}
    sent = {**dict(fields), **chosen, "csrf_token": csrf(page), "definition": "Ein anderer Weg", "intent": "release"}
    answer = client.post("/glossary/kanal/edit", data={**sent, "tell": "departments", "tell_message": "Neu ab Mai"})
    assert answer.status_code == 422
    assert "Ein anderer Weg" in answer.text
    assert 'value="Neu ab Mai"' in answer.text
    assert "mindestens eine Abteilung" in answer.text
    answer = client.post("/glossary/kanal/edit", data={**sent, "tell": "departments", "tell_departments": [str(unit)]})
    assert answer.status_code == 303, answer.text
    session.rollback()
    assert [each.department_ids for each in session.scalars(select(ReleaseNotice).order_by("revision_id"))][-1] == [
        unit
    ]


@SQLITE
def test_several_are_shown_with_what_they_touch_in_as_many_queries_as_one(
    runtime: Runtime, session: Session, stock: Stock, csrf: Csrf
) -> None:
    manager = stock.actor(session, "cx_manager")
    entries = [make_term(session, f"Kanal {number}", actor=manager, intent=Intent.REVIEW) for number in range(8)]
    ids = [queries.head(session, each.id).id for each in entries]  # type: ignore[union-attr]
    session.rollback()
    client = stock.client("cx_manager")
    client.get("/review/release", query_string={"revision": ids[:1]})
    counts = []
    for chosen in (ids[:2], ids):
        with count_queries(runtime.engine) as counted:
            page = client.get("/review/release", query_string={"revision": chosen})
        assert page.status_code == 200
        counts.append(len(counted.statements))
    assert counts[0] == counts[1]
    sent = {"csrf_token": csrf(page.text), "revision": ids, "tell": "nobody"}
    assert client.post("/review", data={**sent, "tell": "departments"}).status_code == 422
    assert client.post("/review", data=sent).status_code == 303
    session.rollback()
    assert {each.choice for each in session.scalars(select(ReleaseNotice))} == {"nobody"}


@SQLITE
def test_everything_watched_stands_on_one_page_and_ends_there(
    session: Session, stock: Stock, company: Company, csrf: Csrf
) -> None:
    company.department("Hotline")
    company.touchpoint("Telefon", "Hotline")
    client, me = stock.client("employee"), stock.ids["Emil Leser"]
    for where in ("/touchpoints/telefon", "/glossary/", "/departments/hotline"):
        page = client.get(where).text
        form = re.search(r'<form method="post" action="([^"]*watch[^"]*)">(.*?)</form>', page, re.DOTALL)
        assert form, where
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[2]))
        assert client.post(form[1], data=fields).status_code == 303
        assert "Wird beobachtet" in client.get(where).text or "check2" in client.get(where).text
    page = client.get("/me/watching").text
    rows = re.findall(r'name="row" value="([^"]+)"', page)
    assert [each.split(":")[0] for each in rows] == ["kind", "department", "entry"]
    assert client.get("/me/watching?format=csv").text.count("\n") >= 4
    sent = {"csrf_token": csrf(page), "row": rows}
    assert client.post("/me/watching", data={**sent, "act": "minor"}).status_code == 303
    session.rollback()
    assert session.get_one(KindWatch, (me, "term")).minor
    assert client.post("/me/watching", data={**sent, "act": "stop"}).status_code == 303
    session.rollback()
    assert session.scalars(select(DepartmentWatch)).all() == []
    assert 'name="row" value="entry' not in client.get("/me/watching").text
    assert 'name="row" value="entry' in client.get("/me/watching?show=muted").text
    assert client.post("/me/watching", data={**sent, "act": "dance"}).status_code == 404
