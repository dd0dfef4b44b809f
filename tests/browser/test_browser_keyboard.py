"""Everything can be reached and left by keyboard, and one sees where one is."""

import re

from playwright.sync_api import Page, expect
from visits import Visits

SHOWN_FOCUS = """() => {
  const part = document.activeElement, style = getComputedStyle(part)
  return part === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
}"""


def test_the_first_tab_offers_to_skip_to_the_content(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/customer-journey")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_slash_goes_to_the_search_box_and_is_an_ordinary_sign_in_a_text(visits: Visits) -> None:
    page = visits("employee")
    page.goto("/glossary/customer-journey/edit")
    page.locator("body").press("/")
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#search")).to_have_value("")
    note = page.get_by_label("What did you change?")
    note.press("/")
    expect(note).to_have_value("/")
    expect(note).to_be_focused()


def test_tab_visits_everything_visibly_and_reaches_the_menu(visits: Visits) -> None:
    page = visits("employee", width=390)
    page.goto("/glossary/")
    reached = []
    for _count in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWN_FOCUS), _focused(page)
        reached.append(_focused(page))
    assert "Menu" in reached
    page.locator("summary[aria-label=Menu]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("banner").get_by_role("link", name="Home")).to_be_focused()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"))


def test_focus_is_seen_on_every_control_of_a_form(visits: Visits) -> None:
    page = visits("editor", theme="dark")
    page.goto("/processes/messekontakt-nachfassen/edit")
    unseen = []
    for _count in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(SHOWN_FOCUS):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert unseen == []


def test_escape_closes_what_is_open(visits: Visits) -> None:
    page = visits("employee")
    page.goto("/")
    person = page.locator("summary.person")
    person.press("Enter")
    profile = page.get_by_role("link", name="My profile").first
    expect(profile).to_be_visible()
    page.keyboard.press("Escape")
    expect(profile).to_be_hidden()
    expect(person).to_be_focused()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()

    page.keyboard.press("Control+k")
    page.keyboard.type("processes")
    expect(page.get_by_role("option", name="Processes", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/processes/")


def test_every_link_of_a_line_is_completed_and_the_list_is_never_off_the_screen(visits: Visits) -> None:
    page = visits("editor")
    page.set_viewport_size({"width": 1280, "height": 620})
    page.goto("/glossary/silo/edit")
    text = page.get_by_role("textbox", name="Explanation, English")
    offered = page.get_by_role("listbox", name="Entries")
    text.fill("")
    text.press_sequentially("[[unknown]] and [[!customer]], [[complaint")
    expect(offered).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(text).to_have_value(re.compile(r"\[\[!customer\]\], \[\[term:beschwerde\|complaint\]\]$"))
    expect(offered).to_be_hidden()
    text.press_sequentially(" as [[complaint r")
    expect(offered.get_by_role("option").first).to_contain_text("complaint rate")
