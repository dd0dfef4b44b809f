"""Whatever somebody sends to whatever address, the answer is never an error of the wiki's own."""

from typing import Any

import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from wiki.access.permissions import SYSTEM, Actor, Permission
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.learning import enrolling
from wiki.missing_terms.asking import Asked, ask
from wiki.people import switches
from wiki.people.departments import DepartmentData, create_department
from wiki.people.functions import FunctionData, create_function
from wiki.reading.requiring import RequiredData, require
from wiki.signals.service import SignalData, report
from wiki.tasks import service as tasks
from wiki.tasks.values import TaskData

CONTENTS = {
    "term": {"labels": [{"language": "de", "text": "Kanal", "status": "preferred"}], "definition": {"de": "Weg"}},
    "learning_path": {"title": {"de": "Kanal"}, "stations": [
        {"key": "kanal", "sort": "question", "title": {"de": "Frage"}, "text": {"de": "Wer?"}, "right": {"de": "Wir"},
         "wrong": {"de": "Niemand"}, "why": {"de": "Darum."}},
    ]},
}  # fmt: skip
SENT = {
    "sqlite": ("-" + "9" * 30, "0", "²", "9" * 300, "//[[" + "k" * 90 + ":kanal]]", "\ufdfa" * 12),
    "postgresql": ("-" + "9" * 30, "\x00", str(2**31)),
}
"""What is sent; what only one of the databases refuses is tried there alone."""
TRIED = [(database, value) for database, values in SENT.items() for value in values]
NUMBERS = (0, 2**31, 10**30)
"""Numbers in addresses; what no key can have is refused before a database is asked."""
NAMES = (
    "_anchor", "_external", "_method", "_scheme", "absence", "again", "agreed", "told", "confirmation", "how", "begins", "learner", "mentor", "more", "path", "accept", "act", "action", "actor", "add", "all",
    "announced", "answer", "answer-1", "area", "as_of", "base_revision", "before", "by", "by_when", "carried", "cause",
    "cell-0", "cells", "changes", "channel", "code", "cols", "column", "columns", "conflict", "current", "days",
    "definition", "definition_en", "department", "department_id", "deputy_id", "digest", "down", "draft", "due",
    "effort", "email", "endpoint", "entry", "file", "files", "first_day", "form", "form_of", "format", "from",
    "order", "stations-0-entry", "stations-0-sort", "stations-0-within_days",
    "handover_id", "head_id", "holder", "holder_key", "intent", "interval", "invite", "item", "items", "kept", "key",
    "kind", "labels-0-language", "labels-0-text", "labels-99999999999999999999-text", "labels-²-text", "lang",
    "language", "last_day", "letter", "letters", "limit", "list", "mail_preference", "minor", "months", "moves_on", "name",
    "name_de", "next", "no_customer_data", "note", "now", "offset", "on_revision", "page", "parent_id", "password",
    "period", "person", "person_id", "phases", "process", "proposed_at", "q", "reason", "reason-0", "reason-1",
    "receiver_slug", "remember", "remove", "request-1", "revision", "roles", "row", "rows", "rule", "scope", "severity",
    "show", "since", "slug", "sort", "state", "status", "step", "step_key", "steps", "steps-0-title", "subject",
    "successor", "successor_id", "summary", "text", "theme", "tick-1", "timezone", "title", "token", "tone", "until",
    "up", "view", "was", "what", "who", "whose", "month", "initiative",
    "cases", "decisive", "of", "day", "edits", "source", "strength", "url",
    "after", "assignee", "card", "category", "comment", "doing", "mine", "needs", "open", "prints", "repeat", "seen",
    "starts", "task", "tasks", "waiting", "waits_for", "without_due",
    "delivery", "events", "kinds", "on", "sends",
    "belongs_to", "tell", "tell_departments", "tell_message",
    "answers", "assignee", "audience", "done_on", "element", "function", "group", "influence", "interest", "measures", "no_names", "people", "planned_on", "profile", "rating_desire", "sender", "share_desire", "words",
    "better", "baseline", "baseline_on", "baseline_cases", "target", "target_on", "figure", "unit", "stage",
    "light", "newest", "part", "is_reached", "is_over", "likelihood", "harm", "decided_on", "seam", "change",
    "value", "measured_on", "why_not",
    "at", "field", "nameless", "number", "only", "order", "origin", "own", "place", "root_cause", "seen_from",
    "joined_on", "stop", "as_newcomer", "marked", "deck", "way", "round",
    "word", "looked_for", "means_else", "tick", "missing", "from_list", "question", "chosen", "answered",
    "seen_until", "signal", "source_note", "times", "to", "whys-0-answer", "whys-²-answer",
    "again_months", "ask_again", "ask_departments", "department_ids", "everybody", "function_ids", "verified", "why", "within_days",
)  # fmt: skip
ENDS_SESSION = ("people.sign_out", "people.sign_out_everywhere")
MAY_BE_UNREADY = ("ops.ready",)


@pytest.fixture
def browser(app: Flask, session: Session, stock: Stock) -> FlaskClient:
    """Somebody who may do everything, in a wiki with a released entry of each kind that has a former address, and with
    a first row of much else."""
    number = stock.make("Alle Rechte", "administrator", "cx_manager", "editor")
    everything = Actor(permissions=frozenset(Permission), person_id=number, pseudonym="all")
    begin_write(session)
    for kind in wired(session, Kinds):
        create(session, SYSTEM, kind, Edit(CONTENTS.get(kind.name, {"title": {"de": "Kanal"}}), intent=Intent.RELEASE))
    _first_rows(session, everything)
    session.commit()
    client = stock.sign_in("alle.rechte@example.org")
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return client


def _first_rows(session: Session, actor: Actor) -> None:
    """Rows with the number 1, which the person may change."""
    create_department(session, actor, DepartmentData("Kanal", "Channel"))
    create_function(session, actor, FunctionData("Kanal", "Channel"))
    report(session, actor, SignalData("question", "Was ist ein Kanal?"))
    tasks.create(session, actor, TaskData("Nachsehen"))
    ask(session, actor, Asked("Rückruf"))
    switches.turn(session, actor, "reading", on=True)
    require(session, actor, 1, RequiredData(everybody=True))
    enrolling.begin(session, actor, session.scalars(select(Entry.id).where(Entry.kind == "learning_path")).one())


def _routes(app: Flask) -> list[Rule]:
    """Every route; what all kinds have is tried at terms alone."""
    kinds = {each.name for each in app.extensions["cxwiki"].wiring.get(Kinds)} - {"term"}
    rules = list(app.url_map.iter_rules())
    endpoints = {rule.endpoint for rule in rules}

    def is_tried(rule: Rule) -> bool:
        first, _dot, rest = rule.endpoint.partition(".")
        return first != "static" and not (first in kinds and f"term.{rest}" in endpoints)

    return [rule for rule in rules if is_tried(rule) and rule.endpoint not in ENDS_SESSION]


def _numeric(rule: Rule) -> set[str]:
    return {name for name in rule.arguments if name in ("number", "first", "second") or name.endswith("_id")}


def _address(app: Flask, rule: Rule, number: int, text: str) -> str:
    arguments: dict[str, Any] = {name: number if name in _numeric(rule) else text for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **arguments)


def _failures(app: Flask, browser: FlaskClient, rules: list[Rule], number: int, slug: str, value: str) -> list[str]:
    found = []
    for rule in rules:
        address = _address(app, rule, number, slug)
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        sent: dict[str, Any] = {"data" if method == "POST" else "query_string": dict.fromkeys(NAMES, value)}
        answer = browser.open(address, method=method, **sent)
        if answer.status_code >= 500 and rule.endpoint not in MAY_BE_UNREADY:
            found.append(f"{method} {rule.endpoint} {answer.status_code}")
    return found


@pytest.mark.parametrize(
    ("database_url", "value"),
    TRIED,
    ids=[f"{database} {ascii(each)[:20]}" for database, each in TRIED],
    indirect=["database_url"],
)
def test_whatever_is_sent_is_answered(app: Flask, browser: FlaskClient, value: str) -> None:
    assert _failures(app, browser, _routes(app), 1, "kanal", value) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_numbers_in_addresses_are_answered(app: Flask, browser: FlaskClient) -> None:
    """What is sent with them is tried above: a page that is not there reads none of it."""
    numbered = [rule for rule in _routes(app) if _numeric(rule)]
    for number in NUMBERS:
        assert _failures(app, browser, numbered, number, "kanal", "1") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_overlong_addresses_are_answered(app: Flask, browser: FlaskClient) -> None:
    worded = [rule for rule in _routes(app) if rule.arguments - _numeric(rule)]
    assert _failures(app, browser, worded, 1, "x" * 300, "1") == []
