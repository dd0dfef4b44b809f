"""Content of every kind to begin a test with, and entries made from it."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create


def both(german: str, english: str) -> dict[str, str]:
    """A text in both languages."""
    return {"de": german, "en": english}


def label(text: str, language: str = "de", status: str = "preferred", **parts: str) -> dict[str, str]:
    """A label."""
    return {"language": language, "text": text, "status": status, **parts}


def term(title: str = "Kanal", english: str = "channel", **parts: Any) -> dict[str, Any]:
    """The content of a term."""
    definition = both("Weg zwischen Kunde und Unternehmen", "way between customer and company")
    return {"labels": [label(title), label(english, "en")], "definition": definition, **parts}


def touchpoint(title: str = "Hotline", english: str = "Helpline", **parts: Any) -> dict[str, Any]:
    """The content of a touchpoint."""
    return {"title": both(title, english), **parts}


def step(key: str = "anrufen", **parts: Any) -> dict[str, Any]:
    """A step."""
    return {"key": key, "lane": "customer", "title": both("ruft an", "calls"), **parts}


def process(title: str = "Beschwerde", english: str = "Complaint", **parts: Any) -> dict[str, Any]:
    """The content of a process."""
    return {"title": both(title, english), **parts}


def guideline(title: str = "Terminologie", english: str = "Terminology", **parts: Any) -> dict[str, Any]:
    """The content of a guideline."""
    return {"title": both(title, english), **parts}


def persona(title: str = "Einkäufer", english: str = "Buyer", **parts: Any) -> dict[str, Any]:
    """The content of a persona."""
    return {"title": both(title, english), **parts}


def moment(key: str = "suchen", phase: str = "need", **parts: Any) -> dict[str, Any]:
    """A moment of a journey."""
    return {"key": key, "phase": phase, "title": both("sucht", "searches"), **parts}


def journey(title: str = "Erstkauf", english: str = "First purchase", **parts: Any) -> dict[str, Any]:
    """The content of a journey."""
    return {"title": both(title, english), **parts}


def made(
    session: Session, kind: str, content: dict[str, Any], intent: Intent = Intent.RELEASE, slug: str = ""
) -> Entry:
    """An entry, committed."""
    begin_write(session)
    saved = create(session, SYSTEM, wired(session, Kinds).get(kind), Edit(content, intent=intent), slug)
    session.commit()
    return saved.entry


def page_text(app: Flask, address: str, language: str = "de") -> str:
    """A page as a stranger sees it who reads this language."""
    client = app.test_client()
    client.set_cookie("cxwiki_language", language)
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text
