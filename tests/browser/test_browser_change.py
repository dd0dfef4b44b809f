"""A change in the sample company: what somebody on the hotline hears becomes an initiative, a changed process, colleagues
who know, an effect, and a loop that is complete; and nothing for axe to find on the pages it leads through."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from running_wiki import Served
from sample_company import SampleVisits, email_of, served, violations
from visits import Visits, reload_until

from wiki.demo.hotline_case import PROCESS, SLUG

NOEMI, CORNELIA, AMARA, MIRIAM, DRAGAN, NIKLAS = map(
    email_of, ("noemi.caduff", "cornelia.weiss", "amara.okafor", "miriam.vogt", "dragan.petrovic", "niklas.petersen")
)
"""An employee, the CX manager, the head of the hotline, the editor, a colleague elsewhere, the administrator."""
STEP, BROKEN = "zusage-geben", "Callers ring again because nobody names a day"
CAUSE = "Nobody agrees with the maker by when it answers."
TITLE, NEWS = "Every call-back with a day", "From today every promise names a day and a time."
CASE = f"/initiatives/{SLUG}"
LOOKED_AT = (
    "/signals/", "/signals/1", CASE, f"{CASE}/progress", f"{CASE}/effect", f"{CASE}/change", f"{CASE}/tasks",
    f"{CASE}/loop", "/tasks/mine", "/tasks/calendar", "/tasks/timeline", "/loops/", "/loops/fields", "/loops/report",
    "/evidence/", "/feeds/",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(sample_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample company, served."""
    with served(sample_company, tmp_path_factory.mktemp("change")) as running:
        yield running


@pytest.fixture
def company(browser: Browser, sample: Served) -> Iterator[Visits]:
    """Opens pages of the sample company; afterwards nothing bad may have been seen on any of them."""
    made = SampleVisits(browser, sample)
    yield made
    made.end()


def test_what_a_caller_says_changes_a_process_and_comes_back_to_the_one_who_told(company: Visits) -> None:
    signal = _reported(company)
    manager = company(email=CORNELIA)
    initiative = _taken_up(manager, signal)
    lead = company(email=AMARA)
    _worked_on(lead, company(email=AMARA, script=False, width=390), initiative)
    _customers_told(lead, initiative)
    _changed_and_told(company)

    for email in (NOEMI, DRAGAN):
        colleague = company(email=email)
        colleague.goto("/inbox")
        reload_until(colleague, colleague.get_by_text(NEWS))
        expect(colleague.get_by_text(NEWS)).to_have_count(1)
    teller = company(email=NOEMI)
    teller.goto("/inbox")
    expect(teller.get_by_text("An initiative is about")).to_have_count(1)

    lead.goto(f"{initiative}/effect")
    _measured(lead, "Close …", "close", "92.5", reason="Everybody names a day.")
    expect(lead.get_by_role("status").first).to_contain_text("2 re-checks")
    lead.goto(f"{initiative}/loop")
    _expect_loop(lead, "Effect is checked again", here="effect")
    _measured_again(lead, initiative)
    lead.goto(f"{initiative}/loop")
    _expect_loop(lead, "Target missed", here="effect")
    manager.goto("/loops/report")
    expect(manager.get_by_role("main")).to_contain_text(TITLE)


def test_nothing_for_axe_to_find_in_the_rooms_of_change(company: Visits) -> None:
    page = company(email=CORNELIA, language="de")
    found = [each for path in LOOKED_AT for each in violations(page, path)]
    administrator = company(email=NIKLAS, language="de")
    assert found + violations(administrator, "/admin/webhooks/") == []


def _reported(company: Visits) -> str:
    """At the step itself, on a phone, without script; what looks like a customer's data is asked about first."""
    page = company(email=NOEMI, script=False, width=390)
    page.goto(f"/processes/{PROCESS.partition('/')[2]}")
    page.locator(f'a[href*="/signals/new"][href*="step={STEP}"]').click()
    page.locator("[name=title]").fill(BROKEN)
    page.locator("[name=text]").fill("Call 0171 2345678 back")
    page.locator("[name=times]").fill("12")
    page.get_by_role("button", name="Report it").click()
    expect(page.locator("#errors")).to_contain_text("0171 2345678")
    page.locator("[name=text]").fill("We say “soon”.")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BROKEN)
    return page.url


def _taken_up(page: Page, signal: str) -> str:
    """Asked why by keyboard, with one guess, and made an initiative with a lead; gives its address."""
    page.goto(signal)
    page.get_by_role("button", name="Look for the root cause").focus()
    page.keyboard.press("Enter")
    page.locator("[name=whys-0-answer]").focus()
    for words in ("Nobody names a day.", "18 of 25 calls", "Nobody knows one.", ""):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.locator("[name=root_cause]").focus()
    page.keyboard.type(CAUSE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chain = page.locator(".why-chain")
    expect(chain.locator(".guess")).to_have_count(1)
    expect(chain.locator(".cause")).to_contain_text(CAUSE)

    page.get_by_role("link", name="Begin an initiative").click()
    page.locator("[name=title_en]").fill(TITLE)
    page.locator("[name=figure_en]").fill("Call-backs with a day")
    page.locator("summary").filter(has_text="Baseline and target").click()
    page.locator("[name=unit]").select_option(label="Share in %")
    values = {"baseline": "28", "baseline_on": "2026-01-15", "baseline_cases": "25", "target": "90",
              "target_on": "2026-01-10"}  # fmt: skip
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save and release").click()
    expect(page.locator("#errors")).to_contain_text("before the baseline")
    page.locator("[name=target_on]").fill("2099-01-10")
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    initiative = page.url.partition("#")[0]

    page.goto(f"{initiative}/progress")
    _open(page, "Add somebody")
    form = page.locator('form[action$="/progress/team"]')
    form.locator("[name=person]").select_option(label=f"Amara Okafor ({AMARA})")
    form.locator("[name=part]").select_option("lead")
    form.get_by_role("button").click()
    expect(page.locator(".initiative-team")).to_contain_text("Amara Okafor")
    return initiative


def _worked_on(page: Page, plain: Page, initiative: str) -> None:
    """Begun; two tasks written one after the other, one moved by keyboard, the other without script."""
    page.goto(f"{initiative}/progress")
    _open(page, "Begin the initiative")
    page.locator("#report-reason").fill("The team is ready.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("#report-card")).to_contain_text("Green")

    page.goto(f"{initiative}/tasks")
    page.locator("#kb-add").focus()
    for words in ("Agree on a day", "Show the day"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=words)).to_be_visible()
        expect(page.locator("#kb-add")).to_be_focused()
    page.get_by_role("button", name="Pick up: Agree on a day").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-kb-say]")).to_contain_text("Put down")
    expect(page.locator("[data-kb-list=doing]")).to_contain_text("Agree on a day")

    plain.goto(f"{initiative}/tasks")
    card = plain.locator(".kb-card").filter(has_text="Agree on a day")
    card.locator("summary").click()
    card.locator('button[value$=":doing:done"]').click()
    expect(plain.locator("[data-kb-list=done]")).to_contain_text("Agree on a day")


def _customers_told(page: Page, initiative: str) -> None:
    page.goto(f"{initiative}/change/messages/new")
    page.locator("[name=text]").fill("We tell you by when we call.")
    page.locator("[name=audience]").select_option(label="Customers")
    page.locator("[name=channel]").fill("E-mail")
    page.locator("[name=planned_on]").fill("2026-02-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Told today").click()
    expect(page.get_by_role("status").first).to_be_visible()


def _changed_and_told(company: Visits) -> None:
    """The editor changes the step; the release says what is touched and tells two departments with a sentence."""
    page = company(email=MIRIAM)
    page.goto(f"/processes/{PROCESS.partition('/')[2]}/edit")
    page.locator("[name=trigger_en], [name=purpose_en]").first.fill("A caller hears a day and a time.")
    panel = page.locator("details").filter(has=page.locator("[name=tell]"))
    panel.locator("> summary").click()
    expect(panel).to_contain_text(TITLE)
    panel.locator("[name=tell]").nth(1).check()
    panel.locator("summary").filter(has_text=re.compile("departments?$")).last.click()
    for name in ("Hotline and chat", "Stores"):
        panel.get_by_role("checkbox", name=name, exact=True).check()
    panel.locator("[name=tell_message]").fill(NEWS)
    panel.locator("[name=belongs_to]").select_option(label=TITLE)
    page.get_by_role("button", name="Save and release").click()
    expect(page.get_by_role("status").first).to_contain_text("is released")


def _open(page: Page, words: str) -> None:
    page.locator("summary").filter(has_text=words).first.click()


def _measured(page: Page, words: str, action: str, value: str, reason: str = "") -> None:
    _open(page, words)
    form: Locator = page.locator(f'form[action*="/effect/{action}"]').first
    form.locator("[name=value]").fill(value)
    form.locator("[name=cases]").fill("210")
    form.locator("[name=source]").fill("Calls listened to")
    if reason:
        form.locator("[name=reason]").fill(reason)
    form.get_by_role("button").last.click()


def _measured_again(page: Page, initiative: str) -> None:
    page.goto(f"{initiative}/effect")
    _measured(page, "Enter the value", "rechecks", "70")
    expect(page.get_by_role("status").first).to_contain_text("missed")


def _expect_loop(page: Page, where: str, here: str) -> None:
    """Every station but the last is done, with what was said, done and told."""
    expect(page.locator(".loop-where")).to_contain_text(where)
    stations = {"noticed": BROKEN, "cause": CAUSE, "initiative": "Amara Okafor", "changed": "Version 4", "told": NEWS}
    for name, words in stations.items():
        expect(page.locator(f"#{name}.is-done")).to_contain_text(re.compile(re.escape(words), re.I))
    expect(page.locator("#told")).to_contain_text("We tell you by when we call.")
    expect(page.locator(f"#{here}.is-here")).to_contain_text("92.5 %")
