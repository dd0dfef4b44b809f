"""One page of every kind: for whom, where, and what leads to it beyond its address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page


def _nothing(_page: Page) -> None:
    return None


@dataclass(frozen=True)
class Shown:
    """A page as it is looked at."""

    role: str
    address: str
    status: int = 200
    then: Callable[[Page], None] = _nothing
    """What is done on the page before it is looked at."""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.role or 'stranger'} {self.address} {self.name}".strip()


def _send(label: str) -> Callable[[Page], None]:
    """Presses the button with this name and waits for the answer."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            button = page.get_by_role("main").locator(label).first
            button.evaluate("each => { each.form.noValidate = true }")
            button.click()

    return act


def _first_seam(page: Page) -> None:
    """The first seam of the list, with everything that can be written there open."""
    page.locator("main .table th[scope=row] > a").first.click()
    page.locator("#agreement").wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


def _first_signal(page: Page) -> None:
    """A break point taken up as a signal, with everything that can be written there open."""
    _send("button[name=only]")(page)
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


def _missed_term(page: Page) -> None:
    """A term asked for, as whoever decides on it sees it, with everything that can be written there open."""
    _send("form[data-guard] button[type=submit]")(page)
    page.locator("main .entry-list h2 a").first.click()
    _open_folds(page)


def _first_option(page: Page) -> None:
    """The first answer chosen; the difference is shown."""
    page.locator("[data-game-option]:visible").first.click()
    page.locator("[data-game-said]:visible").wait_for()


def _write_evidence(page: Page) -> None:
    """Write down a piece of evidence; the page of the process with it is shown."""
    page.locator("#source").fill("Beschwerderegister")
    page.locator("#day").fill(TODAY)
    _send("form[data-guard] button[type=submit]")(page)


def _first_request(page: Page) -> None:
    """The page of the first package in the list, with something to say no to."""
    page.locator(".ask-list h2 a").first.click()
    box = page.locator(".ask-duties .form-check-input")
    if box.count():
        box.first.uncheck()


SAVE = "form.entry-form .save-acts .btn-primary"


def _both_languages(page: Page) -> None:
    page.locator("[name=languages][value=both]").check()


def _wrong_entry(page: Page) -> None:
    page.locator("form.entry-form input[name=sources-0-url], form.entry-form #review_months").first.evaluate(
        "field => { field.value = 'wrong' }"
    )
    _send(SAVE)(page)


def _conflict(page: Page) -> None:
    """Say that this edit began at version 1, while version 2 says something else at the same place."""
    _both_languages(page)
    page.locator("#definition").fill("drei")
    page.locator("[name=base_revision]").evaluate("field => { field.value = '1' }")
    _send(SAVE)(page)


def _paste_rows(page: Page) -> None:
    """Cells from a spreadsheet, one row of which is wrong, in the box of the steps."""
    page.locator("[data-rows=steps] .rows-paste summary").click()
    page.locator("#steps-pasted").fill("Lane\tStep\tColour\ncustomer\tCall\tred\nsofa\tSit\tblue")
    page.locator("#steps-pasted-shown table").wait_for()


def _write_badly(page: Page) -> None:
    """A definition that could be better, a link chosen, a new preferred label: hints, chips, an offer."""
    _both_languages(page)
    _open_folds(page)
    page.locator("#definition").fill("Der Weg ist, wenn man geht.")
    page.locator("#labels-0-text").fill("Anders")
    page.locator("#related-search").fill("pers")
    page.locator("main .find-option").first.wait_for()
    page.locator(".hints-box").wait_for()


def _open_menu(page: Page) -> None:
    if page.locator("summary[aria-label=Menu], summary[aria-label=Menü]").is_visible():
        page.locator("summary[aria-label=Menu], summary[aria-label=Menü]").click()
    else:
        page.locator("summary.person").click()


def _open_appearance(page: Page) -> None:
    page.locator(".foot summary").click()


def _open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("#palette input").press_sequentially("kunde")
    page.locator("#palette [role=option]").first.wait_for()


def _open_folds(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true })")


def _be_shown_around(page: Page) -> None:
    """The first stop of the guided visit, with its words over the page."""
    page.locator(".visit-begin button").first.click()
    page.locator(".visit h2").wait_for()


def _first_station(page: Page) -> None:
    """The first path that is offered, begun; its first station."""
    _send("form[action='/learning/begin'] button")(page)
    with page.expect_navigation():
        page.locator(".walk-next a.btn").click()
    page.locator(".essentials").wait_for()


TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()
TERM, PROCESS = "/glossary/customer-journey", "/processes/messekontakt-nachfassen"
DRAFTED, SHORT = "/glossary/looked-at", "/processes/looked-at"
"""A term with a released version 1, a draft version 2, a suggestion and a discussion; a process of two steps (see
the test)."""

PAGES = (
    *(
        Shown("", each)
        for each in (
            "/", "/glossary/", TERM, f"{TERM}/used-in", f"{TERM}/files", "/processes/", PROCESS,
            f"{PROCESS}?view=list", f"{PROCESS}?view=blueprint", "/processes/map", "/processes/map?by=department&breaks=severe",
            "/processes/rueckgabe-und-erstattung", "/touchpoints/", "/touchpoints/website", "/guidelines/",
            "/personas/", "/personas/fachhaendler", "/journeys/", "/journeys/stoerung-bis-loesung",
            "/guidelines/terminologie", "/departments/", "/search?q=kunde", "/search?q=qqqqqq", "/search",
            "/glossary/?q=zzzz", f"{PROCESS}/print", f"{TERM}/print?lang=en", "/guidelines/print", "/glossary/?field_of_action=design&sort=-released", "/glossary/a-z", "/glossary/a-z?lang=en",
            "/touchpoints/map", "/touchpoints/map?medium=digital", "/login", "/forgot", "/forgot/sent", "/guide", "/privacy",
        )
    ),
    Shown("", "/nowhere", 404),
    Shown("", "/reset?token=old", 410),
    Shown("", "/login", then=_send("form button[type=submit]"), name="nothing typed"),
    *(
        Shown("employee", each)
        for each in (
            "/inbox", "/me", "/me/data", "/me/password", "/me/email", "/me/second-factor", "/people/", "/people/1", "/roles/",
            "/roles/editor", "/glossary/new", f"{TERM}/edit", f"{DRAFTED}/discussion", f"{TERM}/history",
            f"{TERM}/revisions/1",
        )
    ),
    Shown("employee", f"{TERM}?as_of=2020-01-01", 404),
    Shown("employee", f"{TERM}?as_of=yesterday", 422),
    Shown("employee", f"{TERM}?as_of={TODAY}"),
    Shown("employee", TERM, then=_open_folds, name="all open"),
    Shown("employee", "/", then=_open_menu, name="menu open"),
    Shown("employee", "/visit/", then=_be_shown_around, name="first stop"),
    Shown("", "/guide", then=_open_appearance, name="appearance open"),
    Shown("employee", "/guide", then=_open_palette, name="palette open"),
    Shown("employee", "/admin/", 403),
    Shown("employee", "/me/password", then=_send("form button[type=submit]"), name="nothing typed"),
    *(
        Shown("editor", each)
        for each in (
            "/review", "/inbox", DRAFTED, f"{DRAFTED}/compare/1..2", f"{DRAFTED}/compare/1..2?view=sides",
            f"{DRAFTED}/compare/1..1", f"{DRAFTED}/revisions/2", f"{DRAFTED}/revisions/2/release",
            f"{DRAFTED}/revisions/1/restore", f"{DRAFTED}/history", f"{DRAFTED}/files", f"{DRAFTED}/rename",
        )
    ),
    Shown("editor", f"{SHORT}/edit", then=_open_folds, name="all open"),
    Shown("editor", f"{PROCESS}/edit"),
    Shown("editor", "/touchpoints/website/edit"),
    Shown("editor", "/guidelines/terminologie/edit"),
    Shown("editor", "/journeys/erstkauf-online/edit"),
    Shown("editor", f"{SHORT}/edit", then=_wrong_entry, name="something wrong"),
    Shown("editor", f"{DRAFTED}/edit", then=_conflict, name="conflict"),
    Shown("editor", f"{SHORT}/edit", then=_paste_rows, name="rows pasted"),
    Shown("editor", f"{TERM}/edit", then=_write_badly, name="advice and offers"),
    *(
        Shown("cx_manager", each)
        for each in (
            "/bin", f"{DRAFTED}/archive", f"{DRAFTED}/delete", "/admin/departments", "/admin/departments/new",
            "/admin/functions", "/admin/functions/new",
        )
    ),
    *(
        Shown("cx_manager", f"/ownership/matrix{each}")
        for each in ("", "?by=person", "?kind=process&steps=1&by=person", "?by=person&show=gaps&as_of=2999-01-01", "/print?by=person", "/drop")
    ),
    Shown("employee", "/ownership/matrix?by=person"),
    Shown("cx_manager", "/ownership/findings"),
    Shown("cx_manager", "/ownership/findings?rule=vacant&as_of=2999-01-01", 422),
    Shown("employee", "/ownership/findings"),
    *(Shown("employee", f"/seams/{each}") for each in ("", "?show=all", "?department=none&cause=waiting")),
    Shown("employee", "/seams/?as_of=2999-01-01", 422),
    Shown("cx_manager", "/seams/?show=all", then=_first_seam, name="a seam"),
    Shown("cx_manager", "/signals/found", then=_first_signal, name="a signal"),
    Shown("editor", "/missing-terms/new?word=Versprechensquote", then=_missed_term, name="a missing term"),
    Shown("cx_manager", "/initiatives/looked-at/effect", then=_open_folds, name="all open"),
    Shown("cx_manager", "/initiatives/looked-at/tasks"),
    Shown("cx_manager", "/initiatives/looked-at/change"),
    Shown("editor", f"{PROCESS}/evidence/new", then=_write_evidence, name="its page with evidence"),
    *(Shown("cx_manager", f"/dashboard/{each}") for each in ("company", "editors")),
    Shown("cx_manager", "/unclear/pages?scope=all"),
    Shown("employee", "/learning/", then=_first_station, name="a station"),
    Shown("employee", "/games/pairs", then=_first_option, name="one of the two chosen"),
    Shown("employee", "/reviews/"),
    Shown("employee", "/feeds/?list=touchpoint&q=a"),
    Shown("administrator", "/admin/webhooks/new", then=_send("form[data-guard] button[type=submit]"), name="nothing typed"),
    Shown("editor", "/reviews/?scope=all&state=later"),
    Shown("employee", "/ownership/requests"),
    Shown("employee", "/ownership/requests", then=_first_request, name="one of them"),
    Shown("cx_manager", "/ownership/requests?show=area"),
    Shown("cx_manager", "/ownership/requests?show=planned", then=_first_request, name="to be sent"),
    *(
        Shown("cx_manager", each)
        for each in ("/ownership/", "/ownership/report", f"{PROCESS}/ownership")
    ),
    Shown("cx_manager", f"{PROCESS}/ownership", then=_send("#ask button[type=submit]"), name="nothing typed"),
    Shown("employee", f"{TERM}/ownership?as_of=2020-01-01"),
    Shown("employee", "/me/away", then=_send("form[data-guard] button[type=submit]"), name="nothing typed"),
    *(Shown("employee", f"/handover/{each}") for each in ("", "new", "1", "1/mine", "2/protocol")),
    Shown("cx_manager", "/handover/1", then=_send(".hand-bar .btn-primary"), name="nothing ticked"),
    Shown("employee", "/ownership/people/1"),
    Shown("cx_manager", "/ownership/?kind=process&gap=any&as_of=never", 422),
    *(
        Shown("administrator", each)
        for each in (
            "/admin/", "/admin/people", "/admin/people/1", "/admin/people/invite", "/admin/people/1/erase",
            "/admin/people/1/data", "/admin/invitations", "/admin/roles", "/admin/operation", "/admin/deliveries",
            "/admin/settings", "/admin/audit", "/admin/audit?acts=people&about=rita", "/admin/people/import", "/me/record",
        )
    ),
)  # fmt: skip
