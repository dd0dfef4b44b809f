"""Coming in, going out, and how the wiki looks to whom."""

import pyotp
from playwright.sync_api import Page, expect
from running_wiki import PASSWORD, RunningWiki
from visits import Visits, reload_until, sign_in


def test_signing_in_and_out(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/customer-journey")
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, "employee@example.org", "not this one at all")
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    expect(page.get_by_label("E-mail")).to_have_value("employee@example.org")

    sign_in(page, "employee@example.org")
    page.wait_for_url("**/glossary/customer-journey")
    page.get_by_label("Emil Neuling").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_language_changes_on_the_spot_and_stays(visits: Visits) -> None:
    page = visits(language="en")
    page.goto("/glossary/customer-journey")
    page.get_by_role("banner").get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(page.url.split("?")[0])
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer Journey")
    page.goto("/processes/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Processes")


def test_the_appearance_changes_and_stays(visits: Visits) -> None:
    page = visits(theme="light")
    page.goto("/")
    bright = _ground(page)
    page.get_by_role("banner").get_by_role("link", name="Dark appearance").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.wait_for_load_state("networkidle")
    page.reload()
    reload_until(page, page.locator("html[data-bs-theme=dark]"))
    page.goto("/glossary/")
    assert sum(_ground(page)) < sum(bright) / 4


def _ground(page: Page) -> list[int]:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3]]


def test_the_first_administrator_comes_in_by_the_printed_link(first_visits: Visits, new_wiki: RunningWiki) -> None:
    page = first_visits()
    page.goto(new_wiki.first_administrator_link)
    page.get_by_label("Name").fill("Ada Admin")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("New password").fill(PASSWORD)
    page.locator("#password_again").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_label("Ada Admin")).to_be_visible()

    page.goto("/admin/people")
    expect(page.get_by_role("main")).to_contain_text("you need a second factor")
    page.get_by_role("button", name="Set it up").click()
    secret = page.get_by_role("main").locator("code").first.inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    recovery = page.get_by_role("main").locator("code").first.inner_text()
    page.goto("/admin/people")
    expect(page.get_by_role("table")).to_contain_text("Ada Admin")

    page.get_by_label("Ada Admin").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/login")
    sign_in(page, "ada@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Ada Admin")).to_be_visible()

    other = first_visits()
    other.goto(new_wiki.first_administrator_link)
    expect(other.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
