"""Nothing typed is lost: two at the same sentence, a closed window, a link clicked too early."""

import re

from playwright.sync_api import expect
from running_wiki import RunningWiki
from visits import Visits


def test_two_at_the_same_sentence_both_see_both(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("two-writers", "a way that leads to customers")
    first, second = visits("editor"), visits("cx_manager")
    for each in (first, second):
        each.goto(f"{address}/edit")
    first.get_by_label("Definition, English").fill("a road that leads to customers")
    first.get_by_label("Note, English").fill("Only a picture.")
    first.get_by_role("button", name="Save as a draft").click()
    second.get_by_label("Definition, English").fill("a bridge that leads to customers")
    second.get_by_label("Example, English").fill("The shop.")
    second.get_by_role("button", name="Save as a draft").click()

    conflict = second.get_by_role("alert").filter(has_text="Somebody saved version 2 meanwhile")
    expect(conflict).to_contain_text("road")
    expect(conflict).to_contain_text("bridge")
    expect(second.get_by_label("Definition, English")).to_have_value("a bridge that leads to customers")
    expect(second.get_by_label("Note, English")).to_have_value("Only a picture.")

    second.get_by_label("Definition, English").fill("a road or bridge that leads to customers")
    second.get_by_role("button", name="Save and release").click()
    main = second.get_by_role("main")
    expect(main).to_contain_text("a road or bridge that leads to customers")
    expect(main).to_contain_text("Only a picture.")
    expect(main).to_contain_text("The shop.")


def test_what_was_typed_survives_a_closed_window(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("closed-window", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.get_by_label("Explanation, English").press_sequentially("Half a thought")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft kept")
    page.close()

    again = visits("editor")
    again.goto(f"{address}/edit")
    expect(again.get_by_role("main")).to_contain_text("This is what you typed last time and did not save.")
    expect(again.get_by_label("Explanation, English")).to_have_value("Half a thought")
    again.get_by_role("link", name="Start from the saved version").click()
    expect(again.get_by_label("Explanation, English")).to_have_value("")


def test_leaving_with_unsaved_text_is_asked_about(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("left-early", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.get_by_label("Note, English").press_sequentially("Not yet")
    page.get_by_role("link", name=re.compile("^Glossary")).first.click(no_wait_after=True)
    expect(page.get_by_label("Note, English")).to_have_value("Not yet")
    assert visits.dialogs == ["beforeunload"]
    visits.dialogs.clear()


def test_untouched_forms_are_left_without_a_question(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("just-looking", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.get_by_role("link", name=re.compile("^Glossary")).first.click()
    page.wait_for_url("**/glossary/")
