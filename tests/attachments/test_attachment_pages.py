"""Files of an entry in the browser: adding, reading, removing, and what is left on disk."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from files_attachments import PDF, photograph, picture
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write, wired
from wiki.entries import attachments, lifecycle, service
from wiki.entries.attachments_jobs import sweep
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kinds
from wiki.entries.models import Attachment, Entry
from wiki.entries.service import Edit, Intent
from wiki.web.runtime import Runtime

FILES = "/glossary/kunde/files"


def make_term(session: Session, word: str = "Kunde", text: str = "Wer kauft", intent: Intent = Intent.RELEASE) -> Entry:
    begin_write(session)
    content = {"labels": [{"language": "de", "text": word, "status": "preferred"}], "definition": {"de": text}}
    saved = service.create(session, SYSTEM, wired(session, Kinds).get("term"), Edit(content, intent=intent))
    session.commit()
    return saved.entry


@pytest.fixture
def term(session: Session) -> Entry:
    return make_term(session)


class Uploader:
    """A browser that sends files."""

    def __init__(self, client: FlaskClient, csrf: Callable[[str], str]) -> None:
        self.client = client
        self.token = csrf(client.get(FILES).text)

    def send(self, *files: tuple[bytes, str], json: bool = False, url: str = FILES) -> TestResponse:
        parts: dict[str, Any] = {"file": [(BytesIO(data), name) for data, name in files]}
        headers = {"X-CSRFToken": self.token}
        if json:
            headers["Accept"] = "application/json"
        return self.client.post(url, data=parts, headers=headers, content_type="multipart/form-data")

    def get(self, url: str, **options: Any) -> TestResponse:
        """Fetch a file and close it, as a server does."""
        return self.client.get(url, buffered=True, **options)


@pytest.fixture
def editor(term: Entry, stock: Any, csrf: Callable[[str], str]) -> Uploader:
    return Uploader(stock.client("editor"), csrf)


def test_several_files_are_added_and_listed(editor: Uploader, session: Session) -> None:
    answer = editor.send((picture(), "Bild.PNG"), (PDF, "Bericht.pdf"), (picture("JPEG"), "bild.png"))
    assert (answer.status_code, answer.location) == (303, FILES)
    page = editor.client.get(FILES).text
    for words in (
        "bild.png",
        "bericht.pdf",
        "bild.jpg",
        "![bild](attachment:bild.png)",
        "[bericht](attachment:bericht.pdf)",
    ):
        assert words in page
    found = attachments.of_entry(session, 1)
    assert [(each.name, each.width, each.height) for each in found] == [
        ("bericht.pdf", 0, 0),
        ("bild.jpg", 60, 40),
        ("bild.png", 60, 40),
    ]
    assert session.query(AuditRow).filter_by(action="wiki:attachment:added").count() == 3


def test_names_stay_unique_and_the_same_content_is_kept_once(editor: Uploader, session: Session) -> None:
    first = editor.send((picture(), "a.png"), json=True).get_json()
    other = editor.send((picture(size=(9, 9)), "a.png"), json=True).get_json()
    again = editor.send((picture(), "b.png"), json=True).get_json()
    assert [each["name"] for each in (first, other, again)] == ["a.png", "a-2.png", "a.png"]
    assert first["url"] == f"{FILES}/a.png"
    assert first["markdown"] == "![a](attachment:a.png)"
    assert len(attachments.of_entry(session, 1)) == 2


def test_a_paste_is_answered_in_json(editor: Uploader) -> None:
    answer = editor.send((photograph(), "image.png"), json=True)
    assert answer.status_code == 201
    assert answer.get_json()["files"][0]["name"] == "image.jpg"
    refused = editor.send((b"MZ\x90", "image.png"), json=True)
    assert refused.status_code == 422
    assert refused.mimetype == "application/problem+json"
    assert "image.png" in refused.get_json()["detail"]


def test_one_bad_file_keeps_all_out_and_is_named(editor: Uploader, session: Session, settings: Settings) -> None:
    answer = editor.send((picture(), "good.png"), (b"<svg></svg>", "bad.svg"))
    assert answer.status_code == 422
    assert "bad.svg" in answer.text
    assert attachments.of_entry(session, 1) == []
    assert list(Store(settings.data).all()) == []


def test_nothing_chosen_is_told(editor: Uploader) -> None:
    assert editor.send().status_code == 422


def test_images_are_shown_and_the_rest_is_a_download(editor: Uploader) -> None:
    editor.send((picture(), "a.png"), (PDF, "b.pdf"), (b"a;b\n", "c.csv"))
    for name, media_type, disposition in (
        ("a.png", "image/png", "inline"),
        ("b.pdf", "application/pdf", "attachment"),
        ("c.csv", "text/csv", "attachment"),
    ):
        answer = editor.get(f"{FILES}/{name}")
        assert answer.mimetype == media_type
        assert answer.headers["Content-Disposition"].startswith(disposition)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, no-cache"
        again = editor.get(f"{FILES}/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert editor.client.get(f"{FILES}/none.png").status_code == 404
    assert editor.client.get(f"{FILES}/..%2f..%2fsecret.key").status_code == 404


def test_the_page_shows_the_image_of_the_text(editor: Uploader, session: Session) -> None:
    editor.send((picture(), "bild.png"))
    begin_write(session)
    entry = session.get_one(Entry, 1)
    content = {
        "labels": [{"language": "de", "text": "Kunde", "status": "preferred"}],
        "definition": {"de": "Wer kauft\n\n![Bild](attachment:bild.png)"},
    }
    service.save(session, SYSTEM, entry, Edit(content, 1, intent=Intent.RELEASE))
    session.commit()
    assert f'src="{FILES}/bild.png"' in editor.client.get("/glossary/kunde").text
    asked = editor.client.get(f"{FILES}/bild.png/remove").text
    assert "released text uses this file" in asked or "freigegebene" in asked.lower()


def test_removing_takes_the_row_and_a_day_later_the_bytes(
    editor: Uploader, session: Session, settings: Settings, runtime: Runtime
) -> None:
    editor.send((picture(), "a.png"), (PDF, "b.pdf"))
    answer = editor.client.post(f"{FILES}/a.png/remove", headers={"X-CSRFToken": editor.token})
    assert answer.status_code == 303
    assert editor.client.get(f"{FILES}/a.png").status_code == 404
    store = Store(settings.data)
    sweep(runtime.sessions)
    assert len(list(store.all())) == 2
    with clock.frozen(datetime.now(UTC) + timedelta(days=2)):
        sweep(runtime.sessions)
    kept = attachments.of_entry(session, 1)
    assert [file.name for file in store.all()] == [kept[0].sha256]


def test_drafts_keep_their_files_to_those_who_may_read_them(
    session: Session, stock: Any, app: Flask, csrf: Callable[[str], str]
) -> None:
    make_term(session, "Entwurf", intent=Intent.DRAFT)
    url = "/glossary/entwurf/files"
    client = stock.client("editor")
    uploader = Uploader.__new__(Uploader)
    uploader.client, uploader.token = client, csrf(client.get(url).text)
    assert uploader.send((picture(), "a.png"), url=url).status_code == 303
    for reader in (app.test_client(), stock.client("employee")):
        assert reader.get(f"{url}/a.png").status_code == 404
        assert reader.get(url).status_code == 404
    assert uploader.get(f"{url}/a.png").status_code == 200


def test_readers_see_files_and_may_not_add(
    editor: Uploader, app: Flask, stock: Any, csrf: Callable[[str], str]
) -> None:
    editor.send((picture(), "a.png"))
    nobody, employee = app.test_client(), stock.client("employee")
    assert nobody.get(f"{FILES}/a.png", buffered=True).status_code == 200
    page = employee.get(FILES).text
    assert "a.png" in page
    assert 'type="file"' not in page
    uploader = Uploader(employee, csrf) if "csrf_token" in page else None
    token = uploader.token if uploader else csrf(employee.get("/glossary/kunde").text)
    answer = employee.post(
        FILES,
        data={"file": (BytesIO(picture()), "b.png")},
        headers={"X-CSRFToken": token},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 403


def test_a_former_address_leads_to_the_file(editor: Uploader, session: Session) -> None:
    editor.send((picture(), "a.png"))
    begin_write(session)
    lifecycle.rename(session, SYSTEM, session.get_one(Entry, 1), "kundschaft")
    session.commit()
    answer = editor.client.get(f"{FILES}/a.png")
    assert answer.location == "/glossary/kundschaft/files/a.png"


class TestLimits:
    @pytest.fixture
    def settings(self, database_url: str, tmp_path: Path) -> Settings:
        data = tmp_path / "data"
        return Settings(
            data=data, database_url=database_url, require_totp=False, upload_limit=5000, upload_quota=12_000
        )

    def test_a_file_over_the_limit_is_refused_with_the_limit(self, editor: Uploader, session: Session) -> None:
        answer = editor.send((b"x" * 6000, "a.txt"))
        assert answer.status_code == 422
        assert "a.txt" in answer.text
        assert attachments.of_entry(session, 1) == []

    def test_the_quota_counts_every_content_once(self, editor: Uploader, session: Session) -> None:
        assert editor.send((b"a" * 4900, "a.txt"), (b"b" * 4900, "b.txt")).status_code == 303
        assert editor.send((b"c" * 4900, "c.txt"), json=True).status_code == 422
        assert editor.send((b"a" * 100, "d.txt"), json=True).status_code == 201
        assert attachments.used_bytes(session) == 9900


def test_a_full_disk_is_told_and_leaves_nothing(
    editor: Uploader, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = editor.send((picture(), "a.png"), json=True)
    monkeypatch.undo()
    assert answer.status_code == 503
    assert answer.get_json()["detail"]
    assert list(Store(settings.data).all()) == []
    assert attachments.of_entry(session, 1) == []


def test_a_row_that_is_not_committed_leaves_a_file_that_is_swept(
    session: Session, settings: Settings, runtime: Runtime
) -> None:
    store = Store(settings.data)
    sha256 = store.put(b"orphan")
    with clock.frozen(datetime.now(UTC) + timedelta(days=2)):
        assert store.path(sha256).read_bytes() == b"orphan"
        sweep(runtime.sessions)
    assert list(store.all()) == []


def test_storing_again_keeps_a_file_from_being_swept(settings: Settings) -> None:
    store = Store(settings.data)
    sha256 = store.put(b"again")
    old = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(store.path(sha256), (old, old))
    store.put(b"again")
    assert store.remove_unused(set()) == 0


def test_a_purged_entry_takes_its_rows_along(editor: Uploader, session: Session) -> None:
    editor.send((picture(), "a.png"))
    begin_write(session)
    entry = session.get_one(Entry, 1)
    lifecycle.delete(session, SYSTEM, entry)
    lifecycle.purge(session, SYSTEM, entry)
    session.commit()
    assert session.query(Attachment).count() == 0


def test_a_file_of_an_unreleased_version_stays_with_its_writers(
    editor: Uploader, session: Session, app: Flask, stock: Any
) -> None:
    editor.send((picture(), "plan.png"))
    entry = session.get_one(Entry, 1)
    content = {
        "labels": [{"language": "de", "text": "Kunde", "status": "preferred"}],
        "definition": {"de": "Wer kauft ![Plan](attachment:plan.png)"},
    }
    begin_write(session)
    service.save(session, SYSTEM, entry, Edit(content, 1))
    session.commit()
    for reader in (app.test_client(), stock.client("employee")):
        assert reader.get(f"{FILES}/plan.png").status_code == 404
        assert "plan.png" not in reader.get(FILES).text
    assert editor.get(f"{FILES}/plan.png").status_code == 200
    begin_write(session)
    service.save(session, SYSTEM, entry, Edit(content, 2, intent=Intent.RELEASE))
    session.commit()
    for reader in (app.test_client(), stock.client("employee")):
        assert reader.get(f"{FILES}/plan.png", buffered=True).status_code == 200
        assert "plan.png" in reader.get(FILES).text


class TestPasted:
    """A file pasted into a text is its writer's until that text is there to read."""

    def paste(self, editor: Uploader) -> None:
        assert editor.send((picture(), "plan.png"), json=True).status_code == 201

    def save(self, session: Session, intent: Intent) -> None:
        content = {
            "labels": [{"language": "de", "text": "Kunde", "status": "preferred"}],
            "definition": {"de": "Wer kauft ![Plan](attachment:plan.png)"},
        }
        begin_write(session)
        service.save(session, SYSTEM, session.get_one(Entry, 1), Edit(content, 1, intent=intent))
        session.commit()

    def test_is_hidden_from_readers_before_the_text_is_saved(self, editor: Uploader, app: Flask, stock: Any) -> None:
        self.paste(editor)
        for reader in (app.test_client(), stock.client("employee")):
            assert reader.get(f"{FILES}/plan.png").status_code == 404
            assert "plan.png" not in reader.get(FILES).text
        assert editor.get(f"{FILES}/plan.png").status_code == 200

    def test_is_seen_by_who_pasted_it(self, session: Session, editor: Uploader, stock: Any) -> None:
        self.paste(editor)
        employee = stock.actor(session, "employee")
        begin_write(session)
        attachments.of_entry(session, 1)[0].added_by_id = employee.person_id
        session.commit()
        assert stock.client("employee").get(f"{FILES}/plan.png", buffered=True).status_code == 200
        assert stock.client("auditor").get(f"{FILES}/plan.png").status_code == 404

    def test_is_everybodys_with_the_released_text(self, editor: Uploader, session: Session, app: Flask) -> None:
        self.paste(editor)
        self.save(session, Intent.RELEASE)
        assert app.test_client().get(f"{FILES}/plan.png", buffered=True).status_code == 200

    def test_is_everybodys_when_it_is_added_openly_as_well(self, editor: Uploader, app: Flask) -> None:
        self.paste(editor)
        editor.send((picture(), "other.png"))
        assert app.test_client().get(f"{FILES}/plan.png", buffered=True).status_code == 200
