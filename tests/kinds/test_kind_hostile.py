"""Whatever people type into any field, the pages show it as text: no element, attribute or address of theirs acts."""

import itertools
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_kinds import made
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.fields import Choice, Choices, Day, Field, Flag, Line, Prose, Reference, References, Whole
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.numbers import Number
from wiki.entries.payload import clean
from wiki.entries.rows import Rows

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "[hier](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<a href=javascript:alert(1)>x</a>",
    "</title></article></section></main><iframe src=//evil.example>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=password>",
    "{{ 7 * 7 }}{% raw %}",
    "[[kunde|<b onclick=alert(1)>x</b>]]",
    '[[x" onclick="alert(1)|y]]',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<!--",
    "[a](https://e.example/\"onclick=alert(1) 't')",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
)
PATHS = {
    "term": "glossary", "touchpoint": "touchpoints", "process": "processes", "guideline": "guidelines",
    "persona": "personas", "journey": "journeys",
}  # fmt: skip
_FORBIDDEN_TAGS = {"iframe", "object", "embed", "style", "base", "template", "input", "textarea"}
_PLAIN_ADDRESSES = ("/", "#", "http://", "https://", "mailto:", "tel:")
_numbers = itertools.count()


class _Acting(HTMLParser):
    """Collects what could act on a reader inside the article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "article"
        if any(name.startswith("on") or name in ("style", "srcdoc", "formaction") for name, _value in attrs):
            self.found.append(f"{tag} {attrs}")
        if tag == "script" and not (dict(attrs).get("src") or "").startswith("/static/"):
            self.found.append("script")
        addresses = [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]
        if any(each.startswith("//") or not each.startswith(_PLAIN_ADDRESSES) for each in addresses):
            self.found.append(f"{tag} {addresses}")
        # A switch that is never sent (it has no name) is the page's own.
        is_switch = tag == "input" and dict(attrs).get("type") == "checkbox" and "name" not in dict(attrs)
        if self._inside and tag in _FORBIDDEN_TAGS and not is_switch:
            self.found.append(f"{tag} {attrs}")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"


def _filled(fields: tuple[Field, ...], texts: Iterator[str]) -> dict[str, Any]:
    return {each.name: _value(each, texts) for each in fields}


def _value(each: Field, texts: Iterator[str]) -> Any:
    if isinstance(each, Line) and each.url:
        return "https://e.example/?" + next(texts)
    if isinstance(each, Line | Prose):
        german, english = next(texts)[: each.most], next(texts)[: each.most]
        return {"de": german, "en": english} if each.per_language else german
    if isinstance(each, Choice):
        return each.values[0]
    if isinstance(each, Choices):
        return [option.value for option in each.options]
    if isinstance(each, Rows):
        return [_filled(each.fields, texts)]
    by_type: dict[type[Field], Any] = {
        Flag: "yes",
        Whole: "3",
        Number: "3",
        Day: "2026-12-01",
        Reference: "nirgends",
        References: ["nirgends"],
    }
    return by_type[type(each)]


def _content(kind: Kind, texts: Iterator[str]) -> dict[str, Any]:
    raw = _filled(kind.all_fields, texts)
    if kind.name == "term":
        number = next(_numbers)
        raw["labels"] = [
            {"language": "de", "text": f"{number} {next(texts)}", "status": "preferred"},
            {"language": "de", "text": f"{number}a {next(texts)}"},
            {"language": "en", "text": f"{number}b {next(texts)}", "status": "deprecated", "type": "acronym"},
        ]
    for row in raw.get("steps", ()):
        del row["function"]
    if kind.name == "persona":
        raw["basis"] = "research"
    content, problems = clean(kind, raw)
    assert not problems, problems
    return content


def _acting(app: Flask, session: Session, name: str, texts: Iterator[str]) -> list[str]:
    kind = wired(session, Kinds).get(name)
    slug = f"hostile-{next(_numbers)}"
    made(session, name, _content(kind, texts), slug=slug)
    found = []
    for address in (f"/{PATHS[name]}/{slug}", f"/{PATHS[name]}/"):
        for language in ("de", "en"):
            client = app.test_client()
            client.set_cookie("cxwiki_language", language)
            answer = client.get(address)
            assert answer.status_code == 200
            parser = _Acting()
            parser.feed(answer.text)
            found += parser.found
    return found


@pytest.mark.parametrize("kind", PATHS)
def test_hostile_text_in_every_field_stays_text(app: Flask, session: Session, kind: str) -> None:
    for start in range(0, len(HOSTILE), 4):
        turned = HOSTILE[start:] + HOSTILE[:start]
        assert _acting(app, session, kind, itertools.cycle(turned)) == []


_texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), min_size=1, max_size=3).map("".join)


@pytest.mark.parametrize("kind", PATHS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_texts, min_size=1, max_size=5))
def test_mixtures_of_hostile_text_stay_text(app: Flask, session: Session, kind: str, pieces: list[str]) -> None:
    pieces = [f"x{each[:90]}" for each in pieces]
    assert _acting(app, session, kind, itertools.cycle(pieces)) == []
