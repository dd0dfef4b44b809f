"""The first days of a new colleague at the sample company, by keyboard alone: invited, shown around, through the first
path, a term asked for; two days later it is there, and what she confirmed has changed."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sample_company import SampleVisits, email_of, press, reach, served, violations, write
from visits import reload_until

NIKLAS, MIRIAM, CORNELIA = map(email_of, ("niklas.petersen", "miriam.vogt", "cornelia.weiss"))
"""The administrator, the editor, the CX manager."""
LARA, PASSWORD = "lara.vogel@bohnenfeld.example", "lantern orchard 58 velvet"
WORD, WHY = "Zweitprüfung", "A colleague asked me for one."
MEANING = "Somebody else looks at a repaired machine before it leaves the house."
PROCESS = "/processes/serviceanfrage"
NEWS = "From today we write down what we promised."
ASKED, AGAIN, ONWARDS = "#question form[hx-post]", "#question .btn-row a", ".station-foot .btn-primary"
"""At a station: an open question, the way to the next one, the way to the next station."""
LOOKED_AT = (
    "/learning/", "/learn/die-ersten-15-minuten", "/learning/own", "/reading/", "/games/", "/games/cards", "/games/pairs",
    "/games/meanings", "/missing-terms/mine", "/missing-terms/new", "/visit/",
)  # fmt: skip


def test_a_new_colleague_finds_her_feet_and_sees_what_changed(
    browser: Browser, sample_company: Path, tmp_path: Path
) -> None:
    with served(sample_company, tmp_path) as running:
        company = SampleVisits(browser, running)
        page = company(width=1280)
        _shown_around(page, _invited(company(email=NIKLAS)))
        _learns(page)
        _asks_for_a_term(page)
        _confirms(page)
        _editors_act(company)
        assert [each for path in LOOKED_AT for each in violations(page, path)] == []
        company.end()
    with served(sample_company, tmp_path, days_later=2) as running:
        company = SampleVisits(browser, running)
        _is_told(company(width=1280))
        company.end()


def _invited(page: Page) -> str:
    """The address of the invitation, which the administrator hands on: this company sends no mail."""
    page.goto("/admin/people/invite")
    page.locator("[name=name]").fill("Lara Vogel")
    page.locator("[name=email]").fill(LARA)
    unit = page.locator("[name=department_id] option").filter(has_text=re.compile("Hotline and chat|Hotline und Chat"))
    page.locator("[name=department_id]").select_option(unit.get_attribute("value"))
    page.locator("[name=joined_on]").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.locator("[name=language]").select_option("en")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_text(re.compile(r"http://\S+/link/\S+|http://\S+token\S+|http://\S+")).first
    found = re.search(r"http://\S+", link.inner_text())
    assert found, page.content()
    return found[0]


def _shown_around(page: Page, link: str) -> None:
    """She chooses a password and is led from stop to stop, to her learning paths."""
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        write(page, field, PASSWORD)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Show me around"))
    dialog = page.get_by_role("dialog")
    for number in range(1, 10):
        expect(dialog).to_contain_text(f"Stop {number} of")
        onwards = dialog.get_by_role("button", name=re.compile("^(Next|To your learning paths)$"))
        last = "Next" not in onwards.inner_text()
        press(page, onwards)
        if last:
            break
    expect(page.get_by_role("heading", level=1)).to_have_text("My learning")


def _learns(page: Page) -> None:
    """The first fifteen minutes, station after station; what is answered wrongly comes back."""
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("Begin|Go on")).first)
    if page.locator("#walk-next").count():
        press(page, page.locator(".walk-next").get_by_role("link"))
    tried: dict[str, list[str]] = {}
    for _turn in range(80):
        page.locator(f"#finished, {ASKED}, {AGAIN}, {ONWARDS}").first.wait_for()
        if page.locator("#finished").count():
            break
        _at_station(page, tried)
    expect(page.locator("#finished")).to_be_visible()
    assert any(len(each) > 1 for each in tried.values()), "something was answered wrongly on the way"
    expect(page.get_by_role("link", name="Certificate")).to_be_visible()


def _at_station(page: Page, tried: dict[str, list[str]]) -> None:
    form = page.locator(ASKED)
    if form.count():
        asked = form.locator("legend").inner_text() + "".join(form.locator("blockquote").all_inner_texts())
        answers = form.locator(".question-option").all_inner_texts()
        chosen = next(number for number, each in enumerate(answers) if each not in tried.get(asked, []))
        tried.setdefault(asked, []).append(answers[chosen])
        reach(page, form.get_by_role("radio").first)
        page.keyboard.press("Space")
        for _down in range(chosen):
            page.keyboard.press("ArrowDown")
        press(page, form.get_by_role("button", name="Answer"))
        expect(page.locator("#question .question-verdict")).to_be_focused()
        return
    again = page.locator(AGAIN)
    if again.count():
        press(page, again)
        expect(form).to_be_visible()
        return
    here = page.url
    press(page, page.locator(ONWARDS))
    page.wait_for_url(lambda url: url != here)


def _asks_for_a_term(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("[Rr]equest")).first)
    expect(page.locator("[name=word]")).to_have_value(WORD)
    write(page, page.locator("[name=looked_for]"), WHY)
    press(page, page.get_by_role("button", name="Request it"))
    expect(page.get_by_role("status").first).to_be_visible()


def _confirms(page: Page) -> None:
    """What is binding for her department since her first day."""
    page.goto("/reading/")
    reload_until(page, page.get_by_role("main").get_by_role("link", name="Service request"))
    press(page, page.get_by_role("main").get_by_role("link", name="Service request"))
    press(page, page.get_by_role("main").get_by_role("link", name="To the end"))
    press(page, page.get_by_role("button", name="I have read it"))
    expect(page.get_by_role("status").first).to_be_visible()


def _editors_act(company: SampleVisits) -> None:
    """The editor writes the term from the request and changes the process, which is asked for again."""
    page = company(email=MIRIAM)
    page.goto("/missing-terms/")
    page.get_by_role("link", name=WORD).first.click()
    expect(page.get_by_role("main")).to_contain_text(WHY)
    page.get_by_role("main").get_by_role("link", name=re.compile("Write|Create")).first.click()
    page.locator("[name=definition_en]").fill(MEANING)
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WORD)
    page.goto(f"{PROCESS}/edit")
    page.locator("[name=result_en]").fill(NEWS)
    panel = page.locator("details").filter(has=page.locator("[name=tell]"))
    panel.locator("> summary").click()
    panel.locator("[name=ask_again][value=everybody]").check()
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("status").first).to_contain_text("is released")


def _is_told(page: Page) -> None:
    """Two days later she finds both in her inbox, and of the process just what is new."""
    page.goto("/login")
    write(page, page.get_by_label("E-mail"), LARA)
    write(page, page.get_by_label("Password"), PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"(?<!/login)$"))
    page.goto("/inbox")
    told = page.get_by_role("main").get_by_text(WORD)
    reload_until(page, told)
    expect(told.first).to_be_visible()
    press(page, page.get_by_role("main").get_by_role("button", name=re.compile("Service request")).first)
    main = page.get_by_role("main")
    expect(main.locator("ins").first).to_contain_text("From today")
    expect(main).not_to_contain_text("Stromausfall")
    press(page, main.get_by_role("link", name="To the end"))
    press(page, main.get_by_role("button", name="I have read it"))
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto("/reading/")
    expect(main.get_by_role("link", name="Service request")).to_have_count(0)
    page.goto("/glossary/zweitpruefung")
    expect(main).to_contain_text(MEANING)
