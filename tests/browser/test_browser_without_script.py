"""Everything of reading, searching and editing works with JavaScript switched off."""

import re

from playwright.sync_api import expect
from running_wiki import RunningWiki
from visits import Visits, sign_in


def test_reading_and_searching(visits: Visits) -> None:
    page = visits(script=False)
    page.goto("/")
    page.get_by_role("main").get_by_label("Search the wiki").fill("Kundenreise")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="customer journey", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("customer journey")
    page.get_by_role("link", name=re.compile("Used in")).first.click()
    expect(page.get_by_role("main").get_by_role("list").last.get_by_role("link").first).to_be_visible()


def test_a_process_is_edited_row_by_row(visits: Visits) -> None:
    page = visits(script=False)
    page.goto("/login")
    sign_in(page, "editor@example.org")
    page.goto("/processes/new")
    page.get_by_role("textbox", name="English: Title").fill("Without script")
    for number, title in enumerate(["Second", "First", "Too many"]):
        page.get_by_role("button", name="Add: Step").click()
        page.locator(f"#steps-{number}-lane").select_option("frontstage")
        page.locator(f"#steps-{number}-title_en").fill(title)
    page.get_by_role("button", name="Move up: Step 2").click()
    page.get_by_role("button", name="Remove: Step 3").click()
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without script")
    assert page.locator(".steps h3").all_inner_texts() == ["First", "Second"]


def test_folded_parts_of_a_form_open_for_the_row_that_was_added(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("folded-rows", "a definition")
    page = visits("editor", script=False)
    page.goto(f"{address}/edit")
    details = page.locator("details.form-fold", has_text="Details")
    details.locator("summary").click()
    details.get_by_role("button", name="Add: Easily confused concept").click()
    expect(details.get_by_role("group", name="Easily confused concept 1")).to_be_visible()
    page.locator("#confused_with-0-entry").fill("persona")
    page.locator("#confused_with-0-difference_en").fill("A persona is somebody.")
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("main")).to_contain_text("A persona is somebody.")


def test_menus_open_and_what_is_wrong_is_told(visits: Visits) -> None:
    page = visits("employee", script=False, width=390)
    page.goto("/glossary/new")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("alert")).to_contain_text("Please look at these places; nothing is lost.")
    page.locator("summary[aria-label=Menu]").click()
    page.get_by_role("banner").get_by_role("link", name=re.compile("Processes")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Processes")
