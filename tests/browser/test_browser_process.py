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
    expect(changes.get_by_role("heading", name=re.compile("Call back.*new"))).to_be_visible()
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


def _long_process(wiki: RunningWiki, slug: str) -> str:
    """A process that no window shows whole; its third and its last step break."""
    lanes = ["customer", "frontstage", "backstage", "support"]
    broken = {"break_point": {"en": "Nobody knows."}, "break_severity": "critical"}
    steps = [
        {
            "lane": lanes[n % 4],
            "title": {"en": f"Do number {n + 1}"},
            "key": f"step{n + 1}",
            **(broken if n in (2, 13) else {}),
        }
        for n in range(14)
    ]
    return wiki.add("process", {"title": {"en": slug}, "steps": steps}, slug)


def test_one_sees_where_it_breaks_and_gets_there(visits: Visits, wiki: RunningWiki) -> None:
    page = visits()
    page.goto(_long_process(wiki, "where-it-breaks"))
    strip = page.get_by_role("region", name=re.compile("2 break points"))
    strip.get_by_role("link", name="14 · Do number 14").click()
    expect(page.locator("#step-step14")).to_be_in_viewport()
    page.get_by_role("link", name="Show in the blueprint: Do number 14").click()
    expect(page.locator("#card-step14")).to_be_in_viewport()


def test_a_long_drawing_scrolls_by_keyboard_and_button_and_keeps_its_head(visits: Visits, wiki: RunningWiki) -> None:
    page = visits(width=1024)
    page.goto(_long_process(wiki, "long-drawing"))
    drawing = page.get_by_role("region", name="Service blueprint: long-drawing")
    last = drawing.locator("#card-step14")
    frame = page.locator("[data-blueprint]")
    expect(last).not_to_be_in_viewport()
    expect(frame).to_have_class(re.compile("more-after"))
    earlier, later = (page.get_by_role("button", name=name) for name in ("Earlier steps", "Later steps"))
    expect(earlier).to_be_disabled()
    later.click()
    later.click()
    expect(later).to_be_disabled()
    expect(later).to_be_focused()
    expect(last).to_be_in_viewport()
    expect(frame).to_have_class(re.compile("more-before"))
    expect(frame).not_to_have_class(re.compile("more-after"))

    drawing.focus()
    before = drawing.evaluate("each => each.scrollLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("([each, was]) => each.scrollLeft < was", arg=[drawing.element_handle(), before])

    head = page.locator(".bp-head")
    expect(head.get_by_text("Do number 12")).not_to_be_visible()
    drawing.locator("tbody tr").last.evaluate("each => each.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -120)
    expect(head.get_by_text("Do number 12")).to_be_in_viewport()

    wide = drawing.evaluate("each => each.scrollWidth")
    page.get_by_text("Compact", exact=True).click()
    page.wait_for_function("([each, was]) => each.scrollWidth < was * .8", arg=[drawing.element_handle(), wide])


def test_pointing_at_a_step_shows_the_way_through_it(visits: Visits, wiki: RunningWiki) -> None:
    page = visits()
    page.goto(_long_process(wiki, "the-way"))
    page.locator("#card-step3 a").focus()
    expect(page.locator("#card-step3")).to_have_class(re.compile("on-way"))
    ways = page.locator("[data-blueprint] .blueprint:not(.bp-head *) td.on-way:is(.bp-from, .bp-to)")
    assert set(ways.evaluate_all("all => all.map(each => each.dataset.column)")) == {"3", "4"}
    page.locator("#card-step5 a").focus()
    expect(page.locator("#card-step3")).not_to_have_class(re.compile("on-way"))


def test_on_a_phone_the_list_comes_first_and_the_drawing_is_a_tap_away_even_without_script(
    visits: Visits, wiki: RunningWiki
) -> None:
    page = visits(width=390, script=False)
    page.goto(_long_process(wiki, "on-a-phone"))
    drawing = page.get_by_role("region", name="Service blueprint: on-a-phone")
    views = page.get_by_role("navigation", name="Views", exact=True)
    expect(drawing).not_to_be_visible()
    expect(page.get_by_role("heading", name="Do number 1", exact=True)).to_be_visible()
    expect(views.get_by_role("link", name="As a list")).to_have_attribute("aria-current", "true")
    views.get_by_role("link", name="Blueprint").click()
    expect(drawing).to_be_visible()
    expect(views.get_by_role("link", name="Blueprint")).to_have_attribute("aria-current", "true")
    views.get_by_role("link", name="As a list").click()
    expect(drawing).to_have_count(0)


def test_on_paper_no_step_is_cut(visits: Visits, wiki: RunningWiki) -> None:
    page = visits(width=1024)
    page.goto(_long_process(wiki, "on-paper"))
    page.emulate_media(media="print")
    bands = page.locator(".bp-band")
    expect(bands).to_have_count(2)
    expect(page.locator("[data-blueprint]")).not_to_be_visible()
    for number in (1, 7, 8, 14):
        expect(bands.get_by_text(f"Do number {number}", exact=True).last).to_be_visible()
    widths = bands.evaluate_all("all => all.map(each => each.scrollWidth - each.clientWidth)")
    assert max(widths) <= 0
