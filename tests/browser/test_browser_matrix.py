"""The matrix is filled in by keyboard: letters, several cells, undo; what is planned is always in sight."""

import pytest
from playwright.sync_api import expect
from running_wiki import RunningWiki
from visits import Visits

from wiki.access.permissions import SYSTEM
from wiki.people.departments import DepartmentData, create_department
from wiki.people.models import Person


@pytest.fixture
def columns(wiki: RunningWiki) -> None:
    """A department with two people, so that the matrix has columns, and a CX manager who has planned nothing yet."""
    with wiki.arranging() as session:
        department = create_department(session, SYSTEM, DepartmentData("Prüfstand", "Test bench", None, None))
        wiki.add_person(session, "Mara Matrix", "mara.matrix@example.org", ["cx_manager"])
        for name in ("Ada Spalte", "Bo Spalte"):
            number = wiki.add_person(session, name, f"{name[:2].strip().lower()}.column@example.org", [])
            session.get_one(Person, number).department_id = department.id


@pytest.mark.usefixtures("columns")
def test_letters_go_in_by_key_several_at_once_and_out_again(visits: Visits) -> None:
    page = visits(email="mara.matrix@example.org")
    page.goto("/ownership/matrix?by=person&columns=pruefstand")
    rows, bar = page.locator(".mx tbody tr"), page.locator(".mx-bar")
    cell = lambda row, column: rows.nth(row).locator("td").nth(column)  # noqa: E731
    cell(0, 0).click()
    for key in ("r", "Shift+A", "ArrowDown", "c"):
        page.keyboard.press(key)
    expect(cell(0, 0).locator("i")).to_have_text(["A planned", "R planned"])
    expect(bar).to_contain_text("3 changes planned for 1 person")
    for key in ("ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight", "i"):
        page.keyboard.press(key)
    expect(page.locator(".mx td[aria-selected=true] i.I.p")).to_have_count(4)
    expect(bar).to_contain_text("7 changes planned for 2 people")
    page.keyboard.press("Control+z")
    expect(page.locator(".mx i.I")).to_have_count(0)
    expect(bar).to_contain_text("3 changes planned for 1 person")
    page.keyboard.press("Control+y")
    expect(bar).to_contain_text("7 changes planned for 2 people")
    page.keyboard.press("Control+Home")
    expect(cell(0, 0)).to_be_focused()
    page.reload()
    expect(page.locator(".mx i.p")).to_have_count(7)
    bar.get_by_role("link", name="Drop all").click()
    page.get_by_role("button", name="Drop all").click()
    expect(page.get_by_text("7 planned changes were dropped.")).to_be_visible()
    expect(page.locator(".mx-bar a")).to_have_count(0)
