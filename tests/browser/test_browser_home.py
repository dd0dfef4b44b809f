"""The home page in a browser, the frame of every page, and what a first visit weighs."""

import pytest
from playwright.sync_api import expect
from running_wiki import RunningWiki
from visits import Visits

MOST_BYTES = 150_000
"""What a browser that has never been here fetches for one page, as it comes over the wire."""


@pytest.mark.parametrize("width", [1440, 390])
def test_there_is_one_search_box_at_a_time(visits: Visits, width: int) -> None:
    page = visits(width=width)
    page.goto("/")
    large, small = page.locator("#hero-search"), page.locator("#search")
    expect(large).to_be_visible()
    expect(small).to_be_hidden()
    page.keyboard.press("/")
    expect(large).to_be_focused()
    large.blur()
    page.mouse.wheel(0, 1500)
    expect(small).to_be_visible()
    page.keyboard.press("/")
    expect(small).to_be_focused()


def test_another_term_comes_in_place_and_keeps_the_focus(visits: Visits) -> None:
    page = visits(language="en")
    page.goto("/")
    title = page.locator(".discover-title")
    first = title.inner_text()
    page.locator("#discover-next").focus()
    page.keyboard.press("Enter")
    expect(title).not_to_have_text(first)
    expect(page.locator("#discover-next")).to_be_focused()
    assert page.evaluate("location.search") == ""


def test_what_was_read_is_offered_on_the_home_page(visits: Visits) -> None:
    page = visits(language="en")
    page.goto("/")
    expect(page.get_by_role("heading", name="Recently read")).to_be_hidden()
    page.goto("/glossary/customer-journey")
    page.goto("/")
    expect(page.locator("[data-recent-card]").get_by_role("link", name="Customer journey")).to_be_visible()


def test_the_look_is_chosen_at_the_foot_of_every_page(visits: Visits) -> None:
    page = visits(language="en", theme="light")
    page.goto("/guide")
    page.get_by_text("Appearance").last.click()
    page.locator(".looks").get_by_role("link", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_filter_changes_the_results_in_place(visits: Visits) -> None:
    page = visits(language="en", width=1440)
    page.goto("/search?q=kunde")
    page.evaluate("window.stayed = true")
    page.locator("#facet-beside-kind-process").click()
    expect(page.locator("#facet-beside-kind-process")).to_have_attribute("aria-current", "true")
    expect(page.locator(".chips.chosen")).to_contain_text("Processes")
    assert "kind=process" in page.url
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator(".chips.chosen")).to_have_count(0)


def test_the_box_is_emptied_by_one_press(visits: Visits) -> None:
    page = visits(language="en")
    page.goto("/search?q=kunde")
    page.get_by_role("button", name="Empty the box").click()
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator("#search")).to_be_focused()
    expect(page.get_by_role("button", name="Empty the box")).to_be_hidden()


@pytest.mark.parametrize(
    "address", ["/", "/glossary/customer-journey", "/processes/rueckgabe-und-erstattung", "/search?q=kunde"]
)
def test_a_first_visit_is_light(visits: Visits, wiki: RunningWiki, address: str) -> None:
    page = visits()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    fetched: list[int] = []
    session.on("Network.loadingFinished", lambda event: fetched.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    assert 50_000 < sum(fetched) < MOST_BYTES
