"""A copy of everything the wiki keeps about a person."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.entries.models import Comment, EditDraft, Entry, Watch
from wiki.people import service
from wiki.people.erasing import erase_person
from wiki.people.models import Person, RecoveryCode


def files_of(answer):
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def data_of(answer):
    return json.loads(files_of(answer)["data.json"])["topics"]


def rows_of(topics, topic):
    return [row for each in topics[topic]["data"] for row in each["rows"]]


@pytest.fixture
def emil(stock, change):
    """An employee with a draft, a watched entry, a comment and something unclear."""
    number = stock.make("Emil Leser")

    def arrange(session):
        now = clock.now()
        entry = Entry(kind="entry", slug="kanal", title_de="Kanal", created_at=now, changed_at=now)
        session.add(entry)
        session.flush()
        remark = {"entry_id": entry.id, "author_id": number, "on_revision": 1, "created_at": now}
        session.add_all(
            [
                Watch(person_id=number, entry_id=entry.id, since=now),
                Comment(text="Was ist mit Briefen?", **remark),
                Comment(text="Verstehe ich nicht", tone="unclear", **remark),
                EditDraft(
                    person_id=number, kind="term", entry_key="new", form={"definition": "Halb fertig"}, saved_at=now
                ),
                RecoveryCode(person_id=number, code_hash="geheimer-hash"),
            ]
        )

    change(arrange)
    return number


def test_everybody_takes_everything_about_themselves(emil, open_browser, acts):
    browser = open_browser()
    browser.sign_in("emil.leser@example.org")
    assert "Comments and questions" in browser.get("/me/data").text
    answer = browser.post("/me/data")
    files, topics = files_of(answer), data_of(answer)
    assert rows_of(topics, "account")[0]["email"] == "emil.leser@example.org"
    assert [row["entry_name"] for row in rows_of(topics, "watching")] == ["Kanal"]
    assert [row["text"] for row in rows_of(topics, "comments")] == ["Was ist mit Briefen?"]
    assert [row["text"] for row in rows_of(topics, "unclear")] == ["Verstehe ich nicht"]
    assert rows_of(topics, "drafts")[0]["form"] == {"definition": "Halb fertig"}
    for expected in ("Emil Leser", "Was ist mit Briefen?", "Halb fertig", "Kanal"):
        assert expected in files["data.html"]
    assert [row.detail["own"] for row in acts("person:data_copied")] == [True]


def test_secrets_are_in_no_copy(emil, open_browser, session):
    browser = open_browser()
    browser.sign_in("emil.leser@example.org")
    secret = session.get(Person, emil).password_hash
    whole = str(files_of(browser.post("/me/data")))
    assert secret not in whole
    assert "geheimer-hash" not in whole


def test_nobody_else_is_in_the_copy(emil, stock, open_browser):
    stock.make("Rita Redaktion", "editor")
    browser = open_browser()
    browser.sign_in("rita.redaktion@example.org")
    whole = str(files_of(browser.post("/me/data")))
    assert "Rita Redaktion" in whole
    for foreign in ("Emil", "Briefen", "Halb fertig"):
        assert foreign not in whole


def test_an_administrator_leaves_out_what_the_person_alone_sees(emil, signed_in, acts):
    browser, page = signed_in("administrator"), f"/admin/people/{emil}/data"
    assert "Text that is not saved yet" in browser.get(page).text
    topics = data_of(browser.post(page))
    assert rows_of(topics, "comments")
    assert not {"drafts", "watching", "unclear", "inbox"} & set(topics)
    assert [(row.subject, row.detail["own"]) for row in acts("person:data_copied")] == [(f"person:{emil}", False)]


def test_who_cannot_sign_in_any_more_gets_everything_from_the_administration(emil, signed_in, change):
    change(lambda session: service.deactivate_person(session, SYSTEM, session.get(Person, emil)))
    topics = data_of(signed_in("administrator").post(f"/admin/people/{emil}/data"))
    assert rows_of(topics, "unclear")


@pytest.mark.parametrize("changed", [{"smtp_url": "smtp://mail.example.org", "base_url": "http://wiki.example.org"}])
def test_the_person_is_told_of_a_copy_by_an_administrator(emil, signed_in, letters):
    signed_in("administrator").post(f"/admin/people/{emil}/data")
    (letter,) = letters()
    assert letter["to"] == "emil.leser@example.org"
    assert "/me" in letter["text"]


def test_of_an_erased_account_there_is_no_copy(emil, signed_in, change):
    change(lambda session: erase_person(session, SYSTEM, session.get(Person, emil)))
    browser = signed_in("administrator")
    answer = browser.post(f"/admin/people/{emil}/data", page="/me")
    assert answer.status_code == 403


def test_erasing_takes_what_was_the_persons_alone(emil, change, session):
    change(lambda each: erase_person(each, SYSTEM, each.get(Person, emil)))
    session.rollback()
    assert session.scalars(select(EditDraft)).all() == []
    assert session.scalars(select(Watch)).all() == []
    assert len(session.scalars(select(Comment)).all()) == 2
