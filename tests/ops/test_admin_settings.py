"""The settings as administrators see them, and the record of who did what."""

import dataclasses
from pathlib import Path

import pytest
from conftest import Stock, csrf_of
from flask import Flask
from flask.testing import FlaskClient
from helpers import SQLITE
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.config import Given, Settings, given
from wiki.core import audit
from wiki.core.audit import AuditRow, seal_new_rows
from wiki.core.db import begin_write
from wiki.core.keys import Keys
from wiki.ops import settings_seen, settings_words
from wiki.web.runtime import Runtime

MAIL = "smtps://postbote:ganz%2Fgeheim@mail.example.org:465"


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("cxwiki_language", "en")
    return client


def all_of(running: Settings, values: dict[str, Given]) -> dict[str, settings_seen.Seen]:
    groups = settings_seen.seen(running, values)
    return {each.name: each for group in groups for each in group.settings}


@SQLITE
@pytest.mark.usefixtures("session")
class TestSeen:
    def test_every_setting_has_words_and_a_place(self) -> None:
        named = [name for _title, words in settings_words.GROUPS for name in words]
        assert sorted(named) == sorted(each.name for each in dataclasses.fields(Settings))

    def test_each_value_says_where_it_comes_from(self, tmp_path: Path) -> None:
        file = tmp_path / "cxwiki.toml"
        file.write_text("brand = 'Kundenwiki'\nthreads = 8\n")
        values = given({"CXWIKI_PORT": "9000", "CXWIKI_THREADS": "6"}, file)
        shown = all_of(Settings(brand="Kundenwiki", port=9000, threads=6, host="0.0.0.0"), values)
        assert (shown["CXWIKI_BRAND"].origin, shown["CXWIKI_BRAND"].changed) == ("Datei cxwiki.toml", True)
        assert shown["CXWIKI_PORT"].origin == shown["CXWIKI_THREADS"].origin == "Umgebung"
        assert (shown["CXWIKI_WORKERS"].origin, shown["CXWIKI_WORKERS"].changed) == ("Standard", False)
        assert shown["CXWIKI_HOST"].origin == "Befehlszeile oder früherer Start"
        assert not any(each.waits for each in shown.values())

    def test_what_was_set_after_the_start_waits_for_the_next(self) -> None:
        shown = all_of(Settings(port=8000), {"port": Given("9000", "cxwiki.toml")})
        assert shown["CXWIKI_PORT"].waits
        assert shown["CXWIKI_PORT"].value == "8000"

    @pytest.mark.parametrize(
        "address",
        [
            "postgresql://wiki:ganz-geheim@db.example.org:5432/wiki",
            "postgresql+psycopg://wiki@db.example.org/wiki?password=ganz-geheim",
            "postgresql:///wiki?host=/run/postgresql&user=wiki&password=ganz-geheim",
        ],
    )
    def test_no_secret_of_a_database_address_is_shown(self, address: str) -> None:
        shown = all_of(Settings(database_url=address), {"database_url": Given(address, "environment")})
        assert "geheim" not in str(shown)
        assert "postgresql" in shown["CXWIKI_DATABASE_URL"].value


@SQLITE
@pytest.mark.parametrize(
    "address", ["smtp://anna:ganz@geheim@mail.example.org:25", "smtp://anna:geheim@mail.example.org:no"]
)
def test_of_an_address_written_carelessly_no_part_of_the_password_is_shown(app: Flask, address: str) -> None:
    with app.test_request_context():
        assert "geheim" not in settings_seen.shown("smtp_url", address)


def test_of_a_web_address_only_the_place_is_shown() -> None:
    address = "https://anna:geheim@wiki.example.org/cx?schluessel=verborgen"
    assert settings_seen.shown("base_url", address) == "https://wiki.example.org/cx"


@SQLITE
class TestPage:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, smtp_url=MAIL)

    def test_no_secret_is_on_the_page(self, stock: Stock, runtime: Runtime) -> None:
        page = english(stock.client("administrator")).get("/admin/settings").text
        assert "smtps://mail.example.org:465" in page
        keys = runtime.wiring.get(Keys)
        for secret in ("postbote", "geheim", keys.audit.hex(), str(keys.session)):
            assert secret not in page


@SQLITE
class TestRecord:
    @pytest.fixture
    def client(self, stock: Stock) -> FlaskClient:
        return english(stock.client("auditor"))

    def _verify(self, client: FlaskClient) -> str:
        token = csrf_of(client.get("/admin/audit").text)
        assert client.post("/admin/audit/verify", data={"csrf_token": token}).status_code == 303
        return client.get("/admin/audit").text

    def test_an_auditor_verifies_and_that_is_recorded(
        self, client: FlaskClient, runtime: Runtime, session: Session
    ) -> None:
        begin_write(session)
        audit.append(session, None, "system:backup:made", "backup")
        seal_new_rows(session, runtime.wiring.get(Keys).audit)
        session.commit()
        assert "The record is unbroken" in self._verify(client)
        begin_write(session)
        session.execute(update(AuditRow).where(AuditRow.action == "system:backup:made").values(subject="other"))
        session.commit()
        assert "The record does not hold" in self._verify(client)
        rows = session.scalars(select(AuditRow).where(AuditRow.action == "web:audit:verified")).all()
        assert [row.detail["broken"] for row in rows] == [0, 1]
