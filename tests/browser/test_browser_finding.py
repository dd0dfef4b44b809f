"""Finding while typing, and the palette, as people use them: by keyboard, mouse and touch, seen and heard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect
from running_wiki import RunningWiki
from visits import Visits

OPTIONS = {"resultTypes": ["violations"]}


def box(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("combobox", name=re.compile("Search the wiki|Wiki durchsuchen"))


def options(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("option")


def palette(page: Page) -> Locator:
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Go anywhere")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("option").first).to_be_visible()
    return dialog


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cem tool", "Customer-Experience-Management"),
        ("kuendigen", "Kündigung"),
        ("kontaktpnkt", "Kontaktpunkt"),
        ("journey karte", "Customer-Journey-Map"),
    ],
)
def test_what_a_colleague_types_is_offered_first(visits: Visits, text: str, first: str) -> None:
    page = visits(language="de")
    page.goto("/glossary/")
    box(page).press_sequentially(text)
    expect(options(page).first.locator(".find-label")).to_have_text(first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_arrows_choose_escape_leaves_and_enter_searches(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/")
    field = box(page)
    field.press_sequentially("journey")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    count = options(page).count()
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options(page).first.get_attribute("id") or "none")
    page.keyboard.press("End")
    expect(options(page).nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("banner").get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options(page).nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    expect(field).to_have_value("journey")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=journey")


def test_screen_readers_are_told_what_there_is(visits: Visits) -> None:
    page = visits("employee")
    page.goto("/glossary/")
    field = box(page)
    assert field.get_attribute("aria-autocomplete") == "list"
    listed = page.locator(f"#{field.get_attribute('aria-controls')}")
    expect(listed).to_have_attribute("role", "listbox")
    status = page.get_by_role("banner").locator("[aria-live=polite]")
    field.press_sequentially("emil")
    expect(status).to_have_text("1 suggestion")
    expect(page.get_by_role("listbox").get_by_role("group", name="People")).to_contain_text("Emil Neuling")
    field.fill("qqqqqq")
    expect(status).to_have_text("Nothing goes by that name.")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_have_text("Search everywhere for “qqqqqq”")


def test_control_and_enter_opens_a_tab_of_its_own(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/")
    box(page).press_sequentially("persona")
    expect(options(page).first).to_contain_text("persona")
    page.keyboard.press("ArrowDown")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url("**/glossary/persona")
    assert page.url.endswith("/glossary/")


def test_an_answer_to_an_older_text_is_never_shown(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest?q=journey", hold)
    field = box(page)
    field.press_sequentially("journey")
    with page.expect_request("**/suggest?q=journey"):
        pass
    field.fill("persona")
    expect(options(page).first).to_contain_text("persona")
    for route in held:
        route.fulfill(json=[{"label": "Too late", "title": "Too late", "kind": "term", "url": "/nowhere"}])
    page.wait_for_timeout(300)
    expect(options(page).first).to_contain_text("persona")
    expect(page.get_by_text("Too late")).to_have_count(0)


def test_without_the_server_the_box_says_so_and_still_searches(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/")
    page.route("**/suggest?*", lambda route: route.abort())
    box(page).press_sequentially("persona")
    expect(page.get_by_text("Suggestions cannot be shown right now. Enter searches.").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=persona")
    visits.complaints.clear()


def test_entries_read_before_are_offered_until_signing_out(visits: Visits, wiki: RunningWiki) -> None:
    with wiki.arranging() as session:
        wiki.add_person(session, "Rudi Rueckblick", "rudi@example.org", [])
    page = visits(email="rudi@example.org")
    for slug in ("persona", "customer-journey"):
        page.goto(f"/glossary/{slug}")
    page.goto("/glossary/kontaktpunkt")
    box(page).click()
    recent = page.get_by_role("group", name="Recently read")
    expect(recent.get_by_role("option")).to_have_count(2)
    expect(recent.get_by_role("option").first).to_contain_text("customer journey")
    page.locator("summary.person").click()
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.goto("/glossary/kontaktpunkt")
    box(page).click()
    page.wait_for_timeout(300)
    expect(options(page)).to_have_count(0)


def test_the_palette_goes_to_pages_and_acts(visits: Visits) -> None:
    page = visits("editor")
    page.goto("/glossary/persona")
    dialog = palette(page)
    expect(dialog.get_by_role("group", name="This page")).to_contain_text("Edit")
    page.keyboard.type("new proc")
    expect(dialog.get_by_role("option", name="New process", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/processes/new")

    page.goto("/glossary/persona")
    palette(page)
    page.keyboard.type("dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(dialog).to_be_hidden()

    dialog = palette(page)
    page.keyboard.type("history")
    expect(dialog.get_by_role("group", name="This page").get_by_role("option", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/persona/history")


def test_enter_pressed_before_the_answer_is_there_waits_for_it(visits: Visits) -> None:
    page = visits("employee")
    page.goto("/guide")
    palette(page)
    page.keyboard.type("kontaktpunkt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/kontaktpunkt")


def test_escape_gives_the_focus_back(visits: Visits) -> None:
    page = visits("employee")
    page.goto("/glossary/persona")
    link = page.get_by_role("main").get_by_role("link").first
    link.focus()
    palette(page)
    page.keyboard.type("perso")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Go anywhere")).to_be_hidden()
    expect(link).to_be_focused()


def test_people_are_offered_to_the_signed_in_alone(visits: Visits, wiki: RunningWiki) -> None:
    with wiki.arranging() as session:
        wiki.add_person(session, "Xaver Xylophon", "xaver@example.org", [])
    for role, offered in (("employee", 1), ("", 0)):
        page = visits(role)
        page.goto("/guide")
        dialog = palette(page)
        page.keyboard.type("xaver")
        expect(dialog.get_by_role("option", name="Search everywhere for “xaver”")).to_be_visible()
        expect(dialog.get_by_role("option", name=re.compile("Xaver Xylophon"))).to_have_count(offered)


def test_a_stranger_is_offered_to_sign_in_and_nothing_to_write(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/persona")
    dialog = palette(page)
    expect(dialog.get_by_role("option", name="Sign in")).to_have_count(1)
    for name in ("Sign out", "New term", "My profile", "Edit", "Inbox"):
        expect(dialog.get_by_role("option", name=name, exact=True)).to_have_count(0)


def test_signing_out_from_the_palette(visits: Visits, wiki: RunningWiki) -> None:
    with wiki.arranging() as session:
        wiki.add_person(session, "Sina Sign", "sina@example.org", [])
    page = visits(email="sina@example.org")
    page.goto("/glossary/persona")
    dialog = palette(page)
    page.keyboard.type("sign out")
    expect(dialog.get_by_role("option", name="Sign out", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_each_can_be_turned_off_on_a_device(visits: Visits) -> None:
    page = visits()
    page.goto("/glossary/")
    page.keyboard.press("?")
    for label in ("Suggest while I type", "Go anywhere with Ctrl+K"):
        page.get_by_role("dialog", name="Keys").get_by_label(label).uncheck()
    page.goto("/glossary/persona")
    field = page.get_by_role("banner").get_by_role("searchbox", name="Search the wiki")
    field.press_sequentially("journey")
    page.wait_for_timeout(400)
    expect(options(page)).to_have_count(0)
    assert not [each for each in page.evaluate("Object.keys(sessionStorage)") if "recent" in each]
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Go anywhere")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search?q=journey")
    page.locator("body").press("?")
    page.get_by_role("dialog", name="Keys").get_by_label("Use these keys").uncheck()
    page.goto("/glossary/")
    page.locator("body").press("/")
    expect(page.locator("#search")).not_to_be_focused()


def test_by_touch(visits: Visits) -> None:
    page = visits(width=390)
    page.goto("/glossary/")
    box(page).click()
    box(page).press_sequentially("kontaktp")
    options(page).first.click()
    page.wait_for_url("**/glossary/kontaktpunkt")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_for_axe_to_find_while_lists_are_open(visits: Visits, theme: str, width: int) -> None:
    page = visits("employee", theme=theme, width=width)
    page.goto("/glossary/persona")
    box(page).press_sequentially("emil")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    palette(page)
    page.keyboard.type("e")
    expect(page.get_by_role("dialog", name="Go anywhere").get_by_role("group", name="Entries")).to_be_visible()
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) == 0


def test_a_person_can_do_without_on_every_device(visits: Visits, wiki: RunningWiki) -> None:
    with wiki.arranging() as session:
        wiki.add_person(session, "Ruth Ruhig", "ruth@example.org", [])
    page = visits(email="ruth@example.org")
    page.goto("/glossary/persona")
    page.goto("/me")
    page.get_by_role("main").get_by_label("Language").select_option("en")
    for label in ("Suggestions while typing", "Go anywhere"):
        page.get_by_role("main").get_by_label(label, exact=True).uncheck()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.goto("/glossary/persona")
    assert page.evaluate("Object.keys(localStorage)") == []
    field = page.get_by_role("banner").get_by_role("searchbox", name="Search the wiki")
    field.press_sequentially("journey")
    page.wait_for_timeout(400)
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Go anywhere")).to_be_hidden()
    page.locator("footer [data-open=keys]").click()
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_label("Suggest while I type")).to_be_disabled()
    expect(keys.get_by_label("Use these keys")).to_be_enabled()


def test_references_are_completed_to_what_the_form_sends(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add_term("refers", "a definition")
    page = visits("editor")
    page.goto(f"{address}/edit")
    page.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true })")
    related = page.get_by_label("Related concepts")
    related.press_sequentially("kundenreise")
    expect(page.locator("main .find-option[aria-selected=true]")).to_contain_text("Kundenreise")
    page.keyboard.press("Enter")
    sent = page.locator("[name=related]")
    expect(sent).to_have_value("customer-journey")
    chips = page.locator("#part-details .chip-entry")
    expect(chips).to_have_text(["customer journey"])
    related.press_sequentially("persna")
    expect(page.locator("main .find-option[aria-selected=true]")).to_contain_text("persona")
    page.keyboard.press("Enter")
    expect(sent).to_have_value("customer-journey, persona")
    page.get_by_role("button", name="Remove: customer journey").click()
    expect(sent).to_have_value("persona")
    related.press_sequentially("unknown thing")
    page.get_by_role("heading", level=1).click()
    expect(sent).to_have_value("persona, unknown thing")
    page.get_by_role("button", name="Add: Easily confused concept").click()
    concept = page.locator("[name=confused_with-0-entry]")
    page.locator("#confused_with-0-entry-search").press_sequentially("kontaktpnkt")
    expect(page.locator("main .find-option[aria-selected=true]")).to_contain_text("touchpoint")
    page.keyboard.press("Enter")
    expect(concept).to_have_value("kontaktpunkt")
