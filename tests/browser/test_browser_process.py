"""The CX team keeps a process up to date."""

import re

from playwright.sync_api import Page, expect
from running_wiki import RunningWiki
from visits import Visits

STEPS = [("Report the fault", "customer"), ("Take the report", "frontstage"), ("Find the cause", "backstage")]


def _process(wiki: RunningWiki, slug: str) -> str:
    steps = [{"lane": lane, "title": {"en": title, "de": title}} for title, lane in STEPS]
    return wiki.add("process", {"title": {"de": slug, "en": slug}, "steps": steps}, slug)


def _titles(page: Page) -> list[str]:
    return page.locator("[data-rows=steps] [data-row-title]").all_inner_texts()


def test_a_step_is_added_moved_by_keyboard_compared_and_released(visits: Visits, wiki: RunningWiki) -> None:
    address = _process(wiki, "fault-report")
    editor = visits("editor")
    editor.goto(f"{address}/edit")
    assert _titles(editor) == [title for title, _lane in STEPS]

    editor.get_by_role("button", name="Add: Step").click()
    step = editor.get_by_role("group", name="Step 4")
    step.get_by_label("Lane").select_option("frontstage")
    step.get_by_role("textbox", name="English: Step").fill("Call back")
    assert _titles(editor)[-1] == "Call back"
    editor.get_by_role("button", name="Move up: Step 4").focus()
    editor.keyboard.press("Enter")
    assert _titles(editor) == ["Report the fault", "Take the report", "Call back", "Find the cause"]
    expect(editor.get_by_role("button", name="Move up: Step 3")).to_be_focused()

    editor.get_by_role("button", name="Move down: Step 1").focus()
    editor.keyboard.press("Enter")
    editor.get_by_role("button", name="Save as a draft").click()
    expect(editor.get_by_role("status").first).to_contain_text("Version 2 is saved")

    editor.goto(f"{address}/compare/1..2")
    changes = editor.get_by_role("main")
    expect(changes.get_by_role("heading", name=re.compile("Call back.*added"))).to_be_visible()
    expect(changes.get_by_role("heading", name=re.compile("moved from place"))).not_to_have_count(0)

    editor.goto(f"{address}/revisions/2/release")
    editor.get_by_role("button", name="Release", exact=True).click()
    drawing = editor.get_by_role("region", name="Service blueprint: fault-report")
    expect(drawing).to_contain_text("Call back")
    stranger = visits()
    stranger.goto(address)
    assert stranger.locator(".steps h3").all_inner_texts() == [
        "Take the report", "Report the fault", "Call back", "Find the cause",
    ]  # fmt: skip


def test_steps_stay_folded_until_one_is_wrong(visits: Visits, wiki: RunningWiki) -> None:
    address = _process(wiki, "folded-steps")
    editor = visits("editor")
    editor.goto(f"{address}/edit")
    folds = editor.locator("[data-rows=steps] details.row-fold")
    assert folds.evaluate_all("all => all.map(each => each.open)") == [False, False, False]
    folds.nth(1).locator("summary").click()
    folds.nth(1).get_by_label("Deadline of the promise in hours").fill("soon")
    editor.get_by_role("button", name="Save as a draft").click()

    expect(editor.get_by_role("alert")).to_contain_text("A whole number")
    assert folds.evaluate_all("all => all.map(each => each.open)") == [False, True, False]
    expect(folds.nth(1).get_by_label("Deadline of the promise in hours")).to_have_value("soon")
