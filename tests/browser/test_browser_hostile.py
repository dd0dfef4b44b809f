"""Text that wants to be a program stays text, in every field of every kind, wherever it is shown.

What would give it away - a dialog, a script error, a refused script in the console, a request to elsewhere - fails
any visit (visits.py).
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from running_wiki import RunningWiki
from visits import Visits

from wiki.core.db import wired
from wiki.entries.fields import Choice, Choices, Day, Field, Line, Prose
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.rows import Rows

SHORT = '"><img src=x onerror=alert(1)>'
LONG = (
    '</textarea></title></script><script>alert(2)</script><svg onload=alert(3)>"\'><img src="https://evil.example/a.png">'
    " [click](javascript:alert(4)) ![image](https://evil.example/b.png) {{ 7 * 7 }} ${7*7} [[x|<b onclick=alert(5)>]]"
)
KINDS = ("term", "process", "touchpoint", "guideline")
VIEWS = ("", "/edit", "/history", "/revisions/1", "/compare/0..1", "/discussion", "/used-in", "/archive")


def _hostile(field: Field) -> Any:
    if isinstance(field, Line | Prose):
        if isinstance(field, Line) and field.url:
            return 'https://example.org/"onmouseover="alert(6)'
        text = LONG if field.most > 300 else SHORT
        return {"de": text, "en": text} if field.per_language else text
    if isinstance(field, Rows) and field.name != "broader":
        return [{each.name: value for each in field.fields if (value := _hostile(each)) is not None}]
    if isinstance(field, Choice):
        return field.options[0].value
    if isinstance(field, Choices):
        return [field.options[0].value]
    return "2026-11-21" if isinstance(field, Day) else None


def _content(kind: Kind) -> dict[str, Any]:
    content = {each.name: value for each in kind.all_fields if (value := _hostile(each)) is not None}
    if kind.name == "term":
        del content["confused_with"]
        content["labels"] = [{"language": each, "text": SHORT, "status": "preferred"} for each in ("de", "en")]
    return content


@pytest.fixture(scope="module")
def hostile(wiki: RunningWiki) -> RunningWiki:
    """An entry of every kind with hostile text in each of its fields, and a person of that name."""
    with wiki.arranging() as session:
        contents = {name: _content(wired(session, Kinds).get(name)) for name in KINDS}
        wiki.add_person(session, SHORT, "hostile@example.org", ["editor"])
    for name, content in contents.items():
        wiki.add(name, content, f"hostile-{name}")
    return wiki


def _looks_harmless(page: Page) -> None:
    assert page.locator("[href^='javascript:' i], [onerror], [onload], [onclick], main svg[onload]").count() == 0
    assert page.locator("main img[src*='evil']").count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_becomes_a_program(visits: Visits, hostile: RunningWiki, kind: str) -> None:
    path = {"term": "glossary", "process": "processes", "touchpoint": "touchpoints", "guideline": "guidelines"}[kind]
    page = visits(email="hostile@example.org")
    page.goto(f"/{path}/hostile-{kind}/discussion")
    page.get_by_role("main").locator("textarea").first.fill(LONG)
    page.get_by_role("main").locator("form:has(textarea) button[type=submit]").first.click()
    for view in VIEWS if kind == "term" else VIEWS[:-1]:
        page.goto(f"/{path}/hostile-{kind}{view}")
        _looks_harmless(page)
    page.goto(f"/{path}/")
    _looks_harmless(page)


def test_neither_lists_nor_suggestions_nor_previews_do(visits: Visits, hostile: RunningWiki) -> None:
    page = visits("cx_manager")
    for address in (
        "/",
        "/search?q=onerror",
        "/search?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/people/",
        "/inbox",
    ):
        page.goto(address)
        _looks_harmless(page)
    page.goto("/privacy")
    page.locator("#search").press_sequentially('"><img')
    expect(page.get_by_role("option").first).to_contain_text("onerror")
    page.goto("/guidelines/hostile-guideline/edit")
    page.get_by_role("tab", name="Preview").first.click()
    expect(page.get_by_role("tabpanel").first).to_contain_text("alert(2)")
    _looks_harmless(page)
