"""Whatever somebody sends to whatever address, the answer is never an error of the wiki's own."""

from typing import Any

import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create

CONTENTS = {
    "term": {"labels": [{"language": "de", "text": "Kanal", "status": "preferred"}], "definition": {"de": "Weg"}},
}
TOLD_APART_BY_DATABASES = ("\x00", "-" + "9" * 30)
"""What one database takes and the other refuses."""
TEXTS = ("²", "9" * 1500, "//[", "[[" + "k" * 90 + ":kanal]]", "\ufdfa" * 40)
NUMBERS = (0, 2**31, 10**30)
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
    """Somebody who may do everything, in a wiki with a released entry of each kind that has a former address."""
    begin_write(session)
    for kind in wired(session, Kinds):
        create(session, SYSTEM, kind, Edit(CONTENTS.get(kind.name, {"title": {"de": "Kanal"}}), intent=Intent.RELEASE))
    session.commit()
    stock.make("Alle Rechte", "administrator", "cx_manager", "editor")
    client = stock.sign_in("alle.rechte@example.org")
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return client


def _routes(app: Flask) -> list[Rule]:
    """Every route; what all kinds have is tried at terms alone."""
    kinds = {each.name for each in app.extensions["cxwiki"].wiring.get(Kinds)} - {"term"}
    rules = list(app.url_map.iter_rules())
    endpoints = {rule.endpoint for rule in rules}

    def is_tried(rule: Rule) -> bool:
        first, _dot, rest = rule.endpoint.partition(".")
        return first != "static" and not (first in kinds and f"term.{rest}" in endpoints)

    return [rule for rule in rules if is_tried(rule) and rule.endpoint not in ENDS_SESSION]


def _address(app: Flask, rule: Rule, number: int, text: str) -> str:
    numeric = {name for name in rule.arguments if name in ("number", "first", "second") or name.endswith("_id")}
    arguments: dict[str, Any] = {name: number if name in numeric else text for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **arguments)


def _failures(app: Flask, browser: FlaskClient, number: int, slug: str, value: str) -> list[tuple[str, str, int]]:
    found = []
    for rule in _routes(app):
        address = _address(app, rule, number, slug)
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        sent: dict[str, Any] = {"data" if method == "POST" else "query_string": dict.fromkeys(NAMES, value)}
        answer = browser.open(address, method=method, **sent)
        if answer.status_code >= 500 and rule.endpoint not in MAY_BE_UNREADY:
            found.append((method, rule.endpoint, answer.status_code))
    return found


@pytest.mark.parametrize("value", TOLD_APART_BY_DATABASES, ids=[ascii(each)[:20] for each in TOLD_APART_BY_DATABASES])
def test_what_databases_tell_apart_is_answered(app: Flask, browser: FlaskClient, value: str) -> None:
    assert _failures(app, browser, 1, "kanal", value) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("value", TEXTS, ids=[ascii(each)[:20] for each in TEXTS])
def test_hostile_texts_are_answered(app: Flask, browser: FlaskClient, value: str) -> None:
    assert _failures(app, browser, 1, "kanal", value) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_hostile_numbers_and_addresses_are_answered(app: Flask, browser: FlaskClient, number: int) -> None:
    assert _failures(app, browser, number, "x" * 300, str(number)) == []
