"""Takes the pictures of README and docs from a running wiki: `python tools/pictures.py http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGES = {
    "home": "/",
    "term": "/glossary/customer-journey",
    "process": "/processes/telefonische-beschwerde-mit-ursachenklaerung-beim-partner",
    "search": "/search?q=kuendigen",
}


def main(base: str) -> None:
    """Take each page at 1440 pixels, light; the term on a phone and in the dark as well."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, path in PAGES.items():
            _take(browser, base + path, name, 1440, "light")
        _take(browser, base + PAGES["term"], "term-phone", 390, "light")
        _take(browser, base + PAGES["process"], "process-dark", 1440, "dark")
        browser.close()


def _take(browser: object, address: str, name: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="de-DE")  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(address)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
