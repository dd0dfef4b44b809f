"""A full disk, a read-only folder, a database that is away: one sentence, nothing half-done, nothing lost."""

import dataclasses
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Stock
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from wiki.app import create_app
from wiki.config import Settings
from wiki.entries.models import Entry
from wiki.web.runtime import Runtime

Csrf = Callable[[str], str]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _new_term(browser: Any, csrf: Csrf) -> Any:
    data = {
        "csrf_token": csrf(browser.get("/glossary/new").text),
        "labels-0-language": "de",
        "labels-0-text": "Kanal",
        "labels-0-status": "preferred",
        "definition": "Weg zum Kunden",
        "body": "Ein Satz, der Platz braucht.\n" * 1500,
        "intent": "release",
    }
    return lambda: browser.post("/glossary/new", data=data, headers={"Accept-Language": "en"})


def _with_pragma(runtime: Runtime, pragma: str) -> None:
    event.listen(runtime.engine, "connect", lambda connection, _record: connection.execute(pragma))
    runtime.engine.dispose()


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "reason"),
    [
        ("PRAGMA max_page_count = 1", "disk is full|ist voll"),
        ("PRAGMA query_only = ON", "read-only|schreibgeschützt"),
    ],
    ids=["full disk", "read-only folder"],
)
def test_a_disk_that_takes_nothing_is_said_and_nothing_is_half_done(
    app: Flask, runtime: Runtime, session: Session, stock: Stock, csrf: Csrf, pragma: str, reason: str
) -> None:
    send = _new_term(stock.client("editor"), csrf)
    session.rollback()
    _with_pragma(runtime, pragma)
    answer = send()
    assert answer.status_code == 503
    assert re.search(reason, answer.text)
    assert session.scalar(select(func.count(Entry.id))) == 0
    assert app.test_client().get("/glossary/").status_code == 200


def test_a_database_that_is_away_gets_a_page_with_one_sentence(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    away = dataclasses.replace(settings, database_url="postgresql://nobody@127.0.0.1:9/nothing")
    app = create_app(away, testing=True)
    answer = app.test_client().get("/", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "does not answer" in answer.text
    assert "Traceback" not in answer.text
    program = app.test_client().get("/api/v1/search?q=x")
    assert (program.status_code, program.mimetype) == (503, "application/problem+json")
    assert app.test_client().get("/healthz").status_code == 200
    app.extensions["cxwiki"].engine.dispose()
