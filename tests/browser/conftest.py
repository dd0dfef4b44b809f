"""A running wiki with the starter library and its people, and browsers that watch for what must never happen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from running_wiki import RunningWiki, chromium
from sample_company import build
from visits import FLAGS, PATIENCE, Visits

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWiki]:
    """The wiki of this process: starter library, one person for each role."""
    yield from _run(tmp_path_factory.mktemp("wiki"), starter=True)


@pytest.fixture(scope="session")
def new_wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningWiki]:
    """A wiki on its first day: no entries, nobody; administrators need a second factor; development pages are on."""
    yield from _run(tmp_path_factory.mktemp("new"), starter=False)


def _run(folder: Path, *, starter: bool) -> Iterator[RunningWiki]:
    running = RunningWiki(folder, starter=starter, require_totp=not starter)
    try:
        if starter:
            running.add_people()
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def visits(browser: Browser, wiki: RunningWiki) -> Iterator[Visits]:
    """Opens pages as somebody; afterwards nothing bad may have been seen on any of them."""
    made = Visits(browser, wiki)
    yield made
    made.end()


@pytest.fixture
def first_visits(browser: Browser, new_wiki: RunningWiki) -> Iterator[Visits]:
    """The same, on the wiki's first day."""
    made = Visits(browser, new_wiki)
    yield made
    made.end()


@pytest.fixture(scope="session")
def sample_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sample company, to copy for each module."""
    folder = tmp_path_factory.mktemp("sample") / "company"
    build(folder)
    return folder
