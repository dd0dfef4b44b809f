"""Words of the glossary explain themselves: cards by mouse, keyboard and touch, and without any of it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from visits import Visits

PAGE = "/glossary/customer-experience"


def _open(page: Page) -> tuple[Locator, Locator, Locator]:
    """A page with mentions: the first two of them, and the card."""
    page.goto(PAGE)
    terms = page.locator("main a.term")
    return terms.nth(0), terms.nth(1), page.locator("#term-card")


def test_pointing_shows_a_card_that_can_be_pointed_at_and_goes_away_afterwards(visits: Visits) -> None:
    page = visits()
    first, second, card = _open(page)
    first.hover()
    expect(card).to_contain_text("customer")
    expect(card.get_by_role("link", name=re.compile("^Open"))).to_be_visible()
    card.hover()
    page.wait_for_timeout(600)  # longer than it takes to go away
    expect(card).to_be_visible()
    second.hover()
    expect(card).to_contain_text("touchpoint")
    expect(card).to_have_count(1)
    page.locator("h1").hover()
    expect(card).to_have_count(0)


def test_passing_over_a_word_shows_nothing(visits: Visits) -> None:
    page = visits()
    first, _second, card = _open(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first.hover()
    page.locator("h1").hover()
    page.wait_for_timeout(600)
    assert not [url for url in asked if url.endswith("/card")]
    expect(card).to_have_count(0)


def test_escape_sends_a_card_away_under_the_pointer(visits: Visits) -> None:
    page = visits()
    first, _second, card = _open(page)
    first.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.wait_for_timeout(500)
    expect(card).to_have_count(0)


def test_by_keyboard_the_card_comes_right_after_its_word(visits: Visits) -> None:
    page = visits()
    first, second, card = _open(page)
    first.focus()
    expect(card).to_be_visible()
    expect(first).to_have_attribute("aria-describedby", "term-card")
    links = card.get_by_role("link")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(first).to_be_focused()
    for _link in range(links.count() + 1):
        page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(card).to_contain_text("touchpoint")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(second).to_be_focused()


def test_the_first_tap_explains_and_the_second_leads_there(visits: Visits) -> None:
    page = visits(width=390, touch=True)
    first, second, card = _open(page)
    first.tap()
    expect(card).to_be_visible()
    assert page.url.endswith(PAGE)
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    expect(card).to_have_count(0)
    second.tap()
    expect(card).to_contain_text("touchpoint")
    second.tap()
    expect(page).to_have_url(re.compile("/glossary/kontaktpunkt$"))


def test_the_link_in_the_card_leads_to_the_term(visits: Visits) -> None:
    page = visits(width=390, touch=True)
    first, _second, card = _open(page)
    first.tap()
    card.get_by_role("link", name=re.compile("^Open")).tap()
    expect(page).to_have_url(re.compile("/glossary/kunde$"))


def test_without_script_the_word_is_a_link(visits: Visits) -> None:
    page = visits(script=False)
    first, _second, _card = _open(page)
    first.click()
    expect(page).to_have_url(re.compile("/glossary/kunde$"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_a_card(visits: Visits, theme: str) -> None:
    page = visits(theme=theme)
    first, _second, card = _open(page)
    first.focus()
    expect(card).to_be_visible()
    found = Axe().run(page, context="#term-card").response["violations"]
    assert [each["id"] for each in found] == []


def test_on_paper_words_are_words(visits: Visits) -> None:
    page = visits()
    first, _second, _card = _open(page)
    page.emulate_media(media="print")
    assert first.evaluate("each => getComputedStyle(each).textDecorationLine") == "none"


def test_whoever_reads_without_switches_it_off_on_the_spot(visits: Visits) -> None:
    page = visits()
    first, _second, _card = _open(page)
    expect(first).to_be_visible()
    page.get_by_text("Appearance", exact=True).click()
    page.get_by_role("link", name="Do not explain terms in texts").click()
    expect(page).to_have_url(re.compile(f"{PAGE}$"))
    expect(first).to_have_count(0)
    page.get_by_text("Appearance", exact=True).click()
    page.get_by_role("link", name="Explain terms in texts").click()
    expect(first).to_be_visible()
