"""The sample company in a browser: as `cxwiki demo` builds and serves it, for those one can be there."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page
from running_wiki import Served
from visits import Visits

from wiki.demo.cast import DOMAIN

LATER = Path(__file__).parent / "later"
"""A folder whose `sitecustomize` moves the clock of every process that begins."""


def email_of(name: str) -> str:
    """`noemi.caduff` → her address."""
    return f"{name}@{DOMAIN}"


def build(folder: Path) -> None:
    """Build the sample company in `folder`."""
    called = [sys.executable, "-m", "wiki.main", "demo", "--folder", str(folder), "--build-only"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CXWIKI_")}
    done = subprocess.run(called, env=environment, capture_output=True, check=False, cwd=folder.parent)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


@contextmanager
def served(built: Path, folder: Path, days_later: int = 0) -> Iterator[Served]:
    """A copy of the company in `folder` (the one that is there already, the second time), its clock so many days on."""
    company = folder / "company"
    if not company.exists():
        copytree(built, company)
    moved = {"PYTHONPATH": str(LATER), "DAYS_LATER": str(days_later)} if days_later else {}
    running = Served(folder, **moved)
    try:
        running.serve("demo", "--folder", str(company), within=120)
        yield running
    finally:
        running.stop()


class SampleVisits(Visits):
    """Visits of those one can be at the sample company, signed in by a click."""

    def enter(self, page: Page, email: str) -> None:
        """Be this person."""
        page.goto("/demo/")
        page.locator(f'button[value="{email}"]').click()
        page.wait_for_url(re.compile(r"(?<!/demo/)$"))


IS_FOCUSED = "each => each === document.activeElement"


def reach(page: Page, wanted: Locator, most: int = 120) -> None:
    """Press Tab until `wanted` has the focus, from the text of the page on where nothing in it has."""
    wanted.wait_for()
    if page.evaluate("!document.activeElement || document.activeElement === document.body"):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # to the content
    for _turn in range(most):
        if wanted.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {wanted} on {page.url}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Come there by keyboard and press the key."""
    reach(page, wanted)
    page.keyboard.press(key)


def write(page: Page, field: Locator, words: str) -> None:
    """Come there by keyboard and type."""
    reach(page, field)
    page.keyboard.type(words)


def violations(page: Page, path: str) -> list[str]:
    """What axe finds on the page at `path`, in a line each."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    return [f"{path}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in result.response["violations"]]
