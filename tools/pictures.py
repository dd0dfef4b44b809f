"""Takes the pictures of README and docs from a wiki of its own: `make pictures`, or `python -m tools.pictures FOLDER`.

The wiki is made in a temporary folder with the starter library; an invented editor signs in and proposes one better
definition, so that there is something to compare. Ownership, change and learning are shown in the sample
company.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.processes import answers, environment, free_port, run, start, stop, until

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PERSON, PASSWORD = "rita@example.org", "sieben gelbe Kraniche 42"
TERM = "/glossary/customer-journey"
PROCESS = "/processes/telefonische-beschwerde-mit-ursachenklaerung-beim-partner"
COMPARED = "/glossary/bruchstelle"
INITIATIVE = "/initiatives/zugesagt-ist-zugesagt-rueckruf-binnen-24-stunden"


@dataclass(frozen=True)
class Picture:
    """A page as it is shown: signed in or not, in which window."""

    name: str
    path: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"
    language: str = "de-DE"
    signed_in: bool = False
    guest: str = ""
    """Whom one is at the sample company."""


PICTURES = (
    Picture("home", "/", signed_in=True),
    Picture("home-english", "/", language="en-GB"),
    Picture("term", TERM),
    Picture("term-phone", TERM, 390, 844),
    Picture("term-dark", TERM, scheme="dark"),
    Picture("process", PROCESS, 1680, 1050),
    Picture("process-dark", PROCESS, 1680, 1050, "dark"),
    Picture("process-phone", PROCESS, 390, 844),
    Picture("process-map", "/processes/map"),
    Picture("touchpoints", "/touchpoints/map", 1680, 1050),
    Picture("a-z", "/glossary/a-z"),
    Picture("journey", "/journeys/stoerung-bis-loesung", 1680, 1050),
    Picture("search", "/search?q=kuendigen"),
    Picture("editor", f"{TERM}/edit", signed_in=True),
    Picture("editor-process", f"{PROCESS}/edit", signed_in=True),
    Picture("compare", f"{COMPARED}/compare/1..2", signed_in=True),
    Picture("history", f"{COMPARED}/history", signed_in=True),
)

AT_THE_SAMPLE_COMPANY = (
    Picture("learning", "/learning/", guest="Noemi"),
    Picture("path", "/learn/die-ersten-15-minuten", guest="Noemi"),
    Picture("loop", f"{INITIATIVE}/loop", 1680, 1050, guest="Cornelia"),
    Picture("effect", f"{INITIATIVE}/effect", guest="Cornelia"),
    Picture("board", "/tasks/board", 1680, 1050, guest="Cornelia"),
    Picture("fields", "/loops/fields", 1680, 1050, guest="Cornelia"),
    Picture("signals", "/signals/", guest="Cornelia"),
    Picture("my-tasks-phone", "/tasks/mine", 390, 844, guest="Amara"),
    Picture("matrix", "/ownership/matrix", 1680, 1050, guest="Cornelia"),
    Picture("who-answers", "/touchpoints/hotline/ownership", guest="Amara"),
)


def main(folder: Path = FOLDER) -> None:
    """Take every picture."""
    with sync_playwright() as playwright:
        program = os.environ.get("CXWIKI_BROWSER", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        with _running() as base:
            _propose(browser, base)
            for picture in PICTURES:
                _take(browser, base, picture, folder)
        with _sample_company() as base:
            for picture in AT_THE_SAMPLE_COMPANY:
                _take(browser, base, picture, folder)
        browser.close()


@contextmanager
def _sample_company() -> Iterator[str]:
    """The sample company; its address."""
    with tempfile.TemporaryDirectory(prefix="cxwiki-pictures-") as name:
        port, folder = free_port(), Path(name)
        place = ("--folder", str(folder / "demo"), "--port", str(port))
        server = start("demo", *place, env=environment(folder / "none"), log=folder / "serve.log")
        try:
            until(lambda: answers(port), "the sample company", 120)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


@contextmanager
def _running() -> Iterator[str]:
    """A wiki with the starter library and one editor; its address."""
    with tempfile.TemporaryDirectory(prefix="cxwiki-pictures-") as name:
        port, folder = free_port(), Path(name)
        env = environment(folder / "data", CXWIKI_PORT=str(port), CXWIKI_REQUIRE_TOTP="false")
        run("init", "--starter", env=env).check_returncode()
        add = ("user", "add", PERSON, "--name", "Rita Sommer", "--role", "editor", "--password-stdin")
        run(*add, env=env, typed=PASSWORD).check_returncode()
        server = start("serve", env=env, log=folder / "serve.log")
        try:
            until(lambda: answers(port), "the first page")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


def _page(browser: Browser, base: str, picture: Picture) -> Page:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale=picture.language,
    )
    page = context.new_page()
    if picture.guest:
        page.goto(f"{base}/demo/")
        page.locator("button", has_text=picture.guest).first.click()
        page.wait_for_load_state()
    if picture.signed_in:
        page.goto(f"{base}/login")
        page.fill("[name=email]", PERSON)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
    return page


def _propose(browser: Browser, base: str) -> None:
    page = _page(browser, base, Picture("", "", signed_in=True))
    page.goto(f"{base}{COMPARED}/edit")
    field = page.locator("#definition-de, #definition, [name=definition-de]").first
    field.fill(field.input_value().replace("Stelle", "Stelle im Ablauf", 1) + ", belegt durch mindestens eine Quelle")
    page.locator("[name=summary]").fill("Schärfer gefasst nach dem Gespräch mit der Hotline")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    page.wait_for_load_state()
    page.context.close()


def _take(browser: Browser, base: str, picture: Picture, folder: Path) -> None:
    page = _page(browser, base, picture)
    answer = page.goto(base + picture.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.path} cannot be shown: {answer and answer.status}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{picture.name}.png")
    page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
