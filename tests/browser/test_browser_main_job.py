"""The main job: somebody looks a word up, improves it, and it reaches everybody."""

import re

from playwright.sync_api import expect
from visits import Visits, reload_until

NEW_TEXT = "everything a customer goes through with us, told from the customer's side"


def test_a_newcomer_looks_a_term_up_and_gets_its_definition_corrected(visits: Visits) -> None:
    newcomer = visits("employee")
    newcomer.goto("/")
    newcomer.get_by_role("combobox", name="Search the wiki").first.fill("customer journey")
    newcomer.keyboard.press("Enter")
    newcomer.get_by_role("main").get_by_role("link", name="customer journey", exact=True).first.click()
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("customer journey")

    newcomer.get_by_role("link", name="Suggest a change").click()
    newcomer.get_by_label("Definition, English").fill(NEW_TEXT)
    newcomer.get_by_label("What did you change?").fill("Says whose view it is")
    newcomer.get_by_role("button", name="Send the suggestion").click()
    expect(newcomer.get_by_role("status").first).to_contain_text("Your suggestion is in review")

    newcomer.get_by_role("link", name="See the difference").click()
    expect(newcomer.locator("ins:visible", has_text="customer's")).to_be_visible()
    expect(newcomer.locator("del:visible", has_text="from the first need")).to_be_visible()

    _an_editor_releases_it(visits)

    newcomer.goto("/inbox")
    told = newcomer.get_by_role("listitem").filter(has_text="Your").filter(has_text="customer journey")
    reload_until(newcomer, told)
    told.get_by_role("button", name=re.compile("customer journey")).first.click()
    expect(newcomer.get_by_role("main")).to_contain_text(NEW_TEXT)


def _an_editor_releases_it(visits: Visits) -> None:
    editor = visits("editor")
    editor.goto("/inbox")
    item = editor.get_by_role("button", name=re.compile("^Emil Neuling.*customer journey"))
    reload_until(editor, item)
    item.click()
    expect(editor.get_by_role("main")).to_contain_text(NEW_TEXT)

    editor.goto("/review")
    editor.get_by_role("row", name=re.compile("customer journey.*Says whose view it is")).get_by_role("link").click()
    expect(editor.get_by_role("insertion").filter(has_text="customer's")).to_be_visible()
    editor.get_by_role("button", name="Release", exact=True).click()
    expect(editor.get_by_role("status").first).to_contain_text("released")
    editor.goto("/review")
    expect(editor.get_by_role("row", name=re.compile("customer journey"))).to_have_count(0)


def test_the_released_text_is_found_by_its_new_words(visits: Visits) -> None:
    editor = visits("editor")
    editor.goto("/glossary/touchpoint/edit")
    if editor.get_by_role("heading", level=1).inner_text() != "touchpoint":
        editor.goto("/glossary/kontaktpunkt/edit")
    editor.get_by_label("Note, English").fill("Some say zweisamkeitspunkt for it.")
    editor.get_by_role("button", name="Save and release").click()
    expect(editor.get_by_role("status").first).to_contain_text("released")

    stranger = visits()
    stranger.goto("/search?q=zweisamkeitspunkt")
    reload_until(stranger, stranger.get_by_role("main").get_by_role("link", name="touchpoint"))


def test_as_one_types_the_header_offers_entries(visits: Visits) -> None:
    page = visits(language="de")
    page.goto("/privacy")
    box = page.locator("#search")
    box.press_sequentially("Kundenrei")
    offered = page.get_by_role("option", name=re.compile("Kundenreise.*Customer Journey"))
    expect(offered).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/glossary/customer-journey")
