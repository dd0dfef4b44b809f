"""The editor in a real browser: rows, languages, hints, pasted tables, pictures - and text that comes back as it was."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from running_wiki import RunningWiki
from visits import Visits, sign_in

STEPS = [("Call", "customer"), ("Answer", "frontstage"), ("Check", "backstage")]
HOSTILE = (
    "\n\n  Eingerückt und hinten Leerzeichen  \n\tTab\u00a0fest\u202fschmal\u200b·\u200d·\u00ad\n"
    "e\u0323\u0302 👩\u200d💻 \u202bעברית عربي\u202c &amp; <b> &#10; </textarea> “„”\n\n\n* Liste\n   \n| a | b |\\ \n"
)


def _process(wiki: RunningWiki, slug: str) -> str:
    steps = [{"lane": lane, "title": {"en": title, "de": title}} for title, lane in STEPS]
    return wiki.add("process", {"title": {"de": slug, "en": slug}, "steps": steps}, slug)


def _titles(page: Page) -> list[str]:
    return page.locator("[data-rows=steps] [data-row-title]").all_inner_texts()


def _said(page: Page) -> Locator:
    return page.locator("[data-rows=steps] [data-rows-say]")


def test_steps_are_copied_split_moved_by_key_and_by_mouse_and_brought_back(visits: Visits, wiki: RunningWiki) -> None:
    address = _process(wiki, "arranged")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.get_by_role("button", name="Duplicate: Step 1").click()
    assert _titles(page) == ["Call", "Call", "Answer", "Check"]
    page.locator("#steps-1-title_en").fill("Wait")
    page.locator("#steps-1-title_en").press("Alt+ArrowDown")
    assert _titles(page) == ["Call", "Answer", "Wait", "Check"]
    expect(_said(page)).to_have_text("Moved to place 3 / 4: Wait")
    expect(page.locator("#steps-2-title_en")).to_be_focused()

    happens = page.locator("#steps-2-happens_en")
    happens.fill("Music plays. Then somebody listens.")
    happens.evaluate("field => field.setSelectionRange(12, 12)")
    page.get_by_role("button", name="Split at the cursor: Step 3").click()
    expect(happens).to_have_value("Music plays.")
    expect(page.locator("#steps-3-happens_en")).to_have_value("Then somebody listens.")
    expect(page.locator("#steps-3-lane")).to_have_value("customer")
    expect(page.locator("#steps-3-title")).to_be_focused()
    page.locator("#steps-3-title_en").fill("Listen")

    page.get_by_role("button", name="Close all").click()
    page.locator("[data-row-grip]").nth(4).hover()
    page.mouse.down()
    page.mouse.move(300, 70, steps=8)
    expect(page.locator("[data-row-title]").first).to_have_text("Check")
    page.mouse.up()

    page.get_by_role("button", name="Remove: Step 2").click()
    assert "Call" not in _titles(page)
    page.get_by_role("button", name="Bring back").click()
    assert _titles(page) == ["Check", "Call", "Answer", "Wait", "Listen"]
    page.get_by_role("button", name="Save and release").click()
    expect(page.locator(".steps h3")).to_have_text(["Check", "Call", "Answer", "Wait", "Listen"])


def test_the_drawing_follows_what_is_typed_and_leads_to_the_step(visits: Visits, wiki: RunningWiki) -> None:
    address = _process(wiki, "drawn")
    page = visits("editor")
    page.goto(f"{address}/edit")
    drawing = page.get_by_role("region", name="Service blueprint as it is typed")
    expect(drawing).to_contain_text("Answer")
    page.get_by_text("Step 2: Answer").click()
    page.locator("#steps-1-title_en").fill("Pick up the phone")
    expect(drawing).to_contain_text("Pick up the phone")
    drawing.get_by_role("link", name=re.compile("Check")).first.click()
    expect(page.locator("#steps-2-lane")).to_be_visible()


def test_rows_of_a_spreadsheet_are_looked_at_and_inserted(visits: Visits, wiki: RunningWiki) -> None:
    address = _process(wiki, "pasted")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.locator("[data-rows=steps]").get_by_text("Paste from a spreadsheet").click()
    box = page.get_by_label("Cells copied from Excel or LibreOffice").first
    box.fill("Bahn\tSchritt\tWartezeit\nFrontstage\tZurückrufen\tein Tag\nSofa\tSitzen\tlange")
    shown = page.get_by_role("region", name="Rows as they are understood")
    expect(shown).to_contain_text("Zurückrufen")
    expect(shown).to_contain_text("“Sofa” is not one of")
    page.get_by_role("button", name="Insert these rows").first.click()
    expect(page.locator("[data-row-title]")).to_have_text(["Call", "Answer", "Check", "Zurückrufen", "Sitzen"])
    page.get_by_role("link", name=re.compile("^Processes")).first.click(no_wait_after=True)
    expect(page.locator("#steps-3-title")).to_have_value("Zurückrufen")  # it asked: nothing of this is saved yet
    assert visits.dialogs == ["beforeunload"]
    visits.dialogs.clear()


def test_one_language_at_a_time_is_remembered_and_the_other_is_kept(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("one-language", "ein Weg", body={"de": "Lang", "en": "Long"})
    page = visits("editor")
    page.goto(f"{address}/edit")
    german, english = page.locator("#body"), page.locator("#body_en")
    expect(german).to_be_visible()
    page.get_by_role("radio", name="English").check()
    expect(german).to_be_hidden()
    expect(english).to_be_visible()
    page.reload()
    expect(german).to_be_hidden()
    english.fill("Longer")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Version 2 is saved")
    page.goto(f"{address}/edit")
    expect(german).to_have_value("Lang")

    german.evaluate("field => { field.value = 'x'.repeat(50001) }")
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("alert").get_by_role("link", name=re.compile("At most")).click()
    expect(german).to_be_focused()


def test_advice_appears_while_writing_and_goes_when_it_was_followed(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("advised", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    advice = page.locator("#hints")
    page.locator("#definition_en").fill("The way to customers")
    expect(advice).to_contain_text("Leave the article at the beginning out")
    page.locator("#definition_en").fill("way to customers")
    page.locator("#definition").fill("Weg")
    expect(advice).to_have_text("")


@pytest.mark.parametrize("script", [True, False])
def test_untouched_text_comes_back_byte_for_byte(visits: Visits, wiki: RunningWiki, script: bool) -> None:
    slug = f"hostile-text-{script}".lower()
    steps = [{"lane": "customer", "title": {"de": "Erster\u00a0"}, "happens": {"de": HOSTILE, "en": "\ttab "}}]
    content = {"title": {"de": slug}, "body": {"de": HOSTILE, "en": HOSTILE}, "summary": {"de": HOSTILE}}
    address = wiki.add("process", {**content, "steps": steps}, slug)
    page = visits("editor", script=script)
    page.goto(f"{address}/edit")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Nothing was changed")


def test_a_contradiction_is_settled_where_it_is_shown(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("settled", "a way that leads to customers")
    first, second = visits("editor"), visits("cx_manager")
    for each, words in ((first, "a road that leads to customers"), (second, "a bridge that leads to customers")):
        each.goto(f"{address}/edit")
        each.locator("#definition_en").fill(words)
    first.get_by_role("button", name="Save as a draft").click()
    second.get_by_role("button", name="Save as a draft").click()
    field = second.locator("#definition_en")
    second.get_by_role("radio", name=re.compile("They wrote")).check()
    expect(field).to_have_value("a road that leads to customers")
    second.get_by_role("radio", name=re.compile("Both")).check()
    expect(field).to_have_value("a road that leads to customers\n\na bridge that leads to customers")
    second.get_by_role("link", name="Write it anew in the form").click()
    expect(field).to_be_focused()
    field.fill("a road or bridge")
    second.get_by_role("button", name="Save and release").click()
    expect(second.get_by_role("main")).to_contain_text("a road or bridge")
    expect(second.get_by_role("main")).not_to_contain_text("leads")


def test_the_old_word_is_offered_once_the_preferred_one_changes(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("old-word", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    offer = page.get_by_role("checkbox", name="Keep “old-word en” as a further label")
    expect(offer).to_be_hidden()
    page.locator("#labels-1-text").fill("new word")
    expect(offer).to_be_checked()
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("new word")
    expect(page.get_by_role("main")).to_contain_text("old-word en")


def test_a_picture_is_described_and_a_table_pasted(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("pictured", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    editor = page.locator("[data-editor]", has=page.locator("#note_en"))
    with page.expect_file_chooser() as chosen:
        editor.get_by_role("button", name="Picture").click()
    chosen.value.set_files([{"name": "way.png", "mimeType": "image/png", "buffer": picture.getvalue()}])
    page.get_by_label("What does the picture show?").fill("A way [to] customers")
    page.keyboard.press("Enter")
    expect(page.locator("#note_en")).to_have_value("![A way to customers](attachment:way.png)")
    page.locator("#example_en").evaluate(
        """field => { const data = new DataTransfer(); data.setData('text/plain', 'a\\tb\\n1\\t2')
           field.focus(); field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }"""
    )
    expect(page.locator("#example_en")).to_have_value("| a | b |\n| --- | --- |\n| 1 | 2 |\n\n")


def test_who_is_signed_out_meanwhile_is_told_and_goes_on_after_signing_in(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("signed-out", "a definition")
    with wiki.arranging() as session:
        wiki.add_person(session, "Sina Sitzung", "sitzung@example.org", ["editor"])
    page = visits(email="sitzung@example.org")
    page.goto(f"{address}/edit")
    elsewhere = page.context.new_page()
    elsewhere.goto("/")
    elsewhere.locator("summary.person").click()
    elsewhere.get_by_role("button", name="Sign out").first.click()
    expect(elsewhere.get_by_role("link", name="Sign in").first).to_be_visible()
    page.locator("#note_en").fill("Not lost")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("You are signed out. Your text is still here.")
    expect(status.get_by_role("link", name="Sign in in a new window")).to_have_attribute("target", "_blank")
    elsewhere.goto("/login")
    sign_in(elsewhere, "sitzung@example.org")
    expect(elsewhere.locator("summary.person")).to_be_visible()
    page.locator("#note_en").press("End")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Version 2 is saved")
    visits.complaints[:] = [each for each in visits.complaints if "401" not in each and "400" not in each]
