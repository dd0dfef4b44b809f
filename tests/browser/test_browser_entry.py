"""An entry's page and its history in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from running_wiki import RunningWiki
from sqlalchemy import select
from visits import Visits

from wiki.access.permissions import SYSTEM
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, save

LONG = "/glossary/customer-journey"
COMPARED = "/glossary/compared"


@pytest.fixture(scope="module")
def compared(wiki: RunningWiki) -> RunningWiki:
    """A term whose second version changed its definition and its note."""
    wiki.add_term("compared", "eins")
    with wiki.arranging() as session:
        entry = session.scalars(select(Entry).where(Entry.slug == "compared")).one()
        content = {
            **entry.released.payload,
            "definition": {"de": "zwei", "en": "eins"},
            "note": {"de": "Eine Anmerkung"},
        }
        save(session, SYSTEM, entry, Edit(content, 1, intent=Intent.RELEASE))
    return wiki


def _focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.id"))


def test_the_list_of_contents_follows_the_reader(visits: Visits) -> None:
    page = visits(width=1440)
    page.goto(LONG)
    contents = page.get_by_role("navigation", name="On this page")
    expect(contents.locator("[aria-current]")).to_have_text("Example")
    contents.get_by_role("link", name="Sources").click()
    expect(page).to_have_url(re.compile("#sources$"))
    expect(contents.locator("[aria-current]")).to_have_text("Sources")
    expect(contents.get_by_role("link", name="Sources")).to_be_in_viewport()


def test_on_a_phone_the_contents_unfold_above_the_text_without_script(visits: Visits) -> None:
    page = visits(width=390, script=False)
    page.goto(LONG)
    expect(page.get_by_role("link", name="Related concepts", exact=True)).to_be_hidden()
    page.get_by_text("On this page").locator("visible=true").click()
    page.get_by_role("link", name="Related concepts", exact=True).click()
    expect(page).to_have_url(re.compile("#related-concepts$"))


def test_a_quotation_is_copied_with_the_address_people_use(visits: Visits) -> None:
    page = visits(width=1440)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(LONG)
    page.locator("details.share summary").click()
    page.get_by_role("button", name="Copy as a quotation").click()
    expect(page.locator("details.share .copied")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("> **customer journey**: ")
    assert page.url in copied


def test_keys_lead_from_change_to_change(visits: Visits, compared: RunningWiki) -> None:
    assert compared
    page = visits("editor", width=1440)
    page.goto(f"{COMPARED}/compare/1..2")
    page.keyboard.press("n")
    first = _focused(page)
    page.keyboard.press("n")
    assert first.startswith("change-")
    assert _focused(page) not in ("", first)
    page.keyboard.press("p")
    assert _focused(page) == first


def test_two_versions_are_chosen_and_compared_without_script(visits: Visits, compared: RunningWiki) -> None:
    assert compared
    page = visits("employee", script=False)
    page.goto(f"{COMPARED}/history")
    page.get_by_role("button", name="Compare the chosen ones").click()
    expect(page).to_have_url(re.compile(r"/compare/1\.\.2$"))
    expect(page.get_by_role("heading", name="2 changes")).to_be_visible()
