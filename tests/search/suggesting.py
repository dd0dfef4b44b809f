"""Asking the jump list as the search box does."""

from typing import Any

from flask.testing import FlaskClient


def offered(client: FlaskClient, text: str, language: str = "de", **more: str) -> list[dict[str, Any]]:
    """What is offered for `text` to a reader of this language."""
    client.set_cookie("cxwiki_language", language)
    answer = client.get("/suggest", query_string={"q": text, **more})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json
    return found


def titles(client: FlaskClient, text: str, language: str = "de", **more: str) -> list[str]:
    """What the offered things are called."""
    return [each["title"] for each in offered(client, text, language, **more)]
