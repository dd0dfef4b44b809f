"""The page of results: narrowed on a wide screen and on a phone, with script and without, and what comes of nothing."""

import pytest
from playwright.sync_api import Page, expect
from visits import Visits


def heads(page: Page) -> list[str]:
    return page.locator(".found h2").all_inner_texts()


def test_facets_stand_beside_the_results_and_are_taken_back(visits: Visits) -> None:
    page = visits(language="de", width=1680)
    page.goto("/search?q=beschwerde")
    beside = page.get_by_role("navigation", name="Ergebnisse eingrenzen")
    expect(beside).to_have_count(1)
    everything = heads(page)
    choice = beside.get_by_role("link", name="Prozesse")
    count = int(choice.locator(".count").inner_text())
    choice.click()
    page.wait_for_url("**kind=process*")
    expect(page.locator(".found > li")).to_have_count(count)
    page.get_by_role("link", name="Filter entfernen: Art: Prozesse").click()
    page.wait_for_url("**/search?q=beschwerde")
    assert heads(page) == everything


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_facets_unfold(visits: Visits, script: bool) -> None:
    page = visits(language="de", width=390, script=script)
    page.goto("/search?q=beschwerde")
    facets = page.get_by_role("navigation", name="Ergebnisse eingrenzen")
    expect(facets).to_have_count(0)
    page.get_by_text("Ergebnisse eingrenzen").first.click()
    expect(facets).to_have_count(1)
    facets.get_by_role("link", name="Optimieren").click()
    page.wait_for_url("**field=optimise*")
    assert heads(page)


def test_a_step_leads_to_where_it_stands(visits: Visits) -> None:
    page = visits(language="de", width=1024)
    page.goto("/search?q=partner+beteiligen")
    page.locator(".found-steps").first.get_by_role("link", name="Partner beteiligen").click()
    page.wait_for_url("**/processes/outer-loop-verbesserung#step-partner-beteiligen")


def test_a_slip_is_put_right_by_a_link(visits: Visits) -> None:
    page = visits(language="de", width=1024)
    page.goto("/search?q=kontaktpnkt")
    page.get_by_role("main").get_by_role("link", name="Kontaktpunkt", exact=True).first.click()
    page.wait_for_url("**/search?q=Kontaktpunkt")
