"""Ownership: a head asks for duties in the matrix by keyboard, people answer, and everybody sees who answers for what."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from running_wiki import RunningWiki
from visits import Visits, reload_until

from wiki.access.permissions import SYSTEM
from wiki.people.departments import DepartmentData, create_department
from wiki.people.models import Person

HEAD, ADA, BO = "Hanna Messe", "Ada Messe", "Bo Messe"
REASON = "I am on parental leave from June."


def _address(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}.fair@example.org"


@pytest.fixture
def fair(wiki: RunningWiki) -> str:
    """A department with a head and two people, and two touchpoints nobody answers for; gives the address of one."""
    with wiki.arranging() as session:
        ids = {
            name: wiki.add_person(session, name, _address(name), ["manager"] if name == HEAD else [])
            for name in (HEAD, ADA, BO)
        }
        department = create_department(session, SYSTEM, DepartmentData("Messen", "Fairs", None, ids[HEAD]))
        for number in ids.values():
            session.get_one(Person, number).department_id = department.id
    for word in ("desk", "stand"):
        content = {"title": {"de": f"Fair {word} de", "en": f"Fair {word}"}, "department": "messen"}
        address = wiki.add("touchpoint", content, f"fair-{word}")
    return address


def test_a_head_asks_for_duties_and_the_answers_show_who_is_accountable(visits: Visits, fair: str) -> None:
    head = visits(email=_address(HEAD))
    head.goto("/ownership/matrix?department=messen&by=person&columns=messen")
    expect(head.get_by_role("main")).to_contain_text("0 of 2 have somebody accountable")
    columns = [name for name in head.locator(".mx thead th").all_inner_texts() if "Messe" in name]
    for row, name in enumerate((BO, ADA)):
        head.locator(".mx td[tabindex='0']").focus()
        for key in ("Control+Home", *["ArrowDown"] * row, *["ArrowRight"] * columns.index(name), "a"):
            head.keyboard.press(key)
        cell = head.locator(".mx tbody tr").nth(row).locator("td").nth(columns.index(name))
        expect(cell.locator("i")).to_have_text("A planned")
    expect(head.locator(".mx-bar")).to_contain_text("2 changes planned for 2 people")

    head.locator(".mx-bar").get_by_role("link", name="Review and send").click()
    head.get_by_role("button", name="Send 2 packages").click()
    expect(head.get_by_role("status").first).to_contain_text("Everything is sent")
    expect(head.get_by_role("listitem").filter(has_text=ADA)).to_contain_text(re.compile(r"Without an answer .+ \d{4}"))

    _answered(visits, ADA)
    _answered(visits, BO, REASON)

    head.goto("/inbox")
    told = head.get_by_role("listitem").filter(has_text=BO).filter(has_text=REASON)
    reload_until(head, told)
    told.get_by_role("button", name=re.compile("declined")).first.click()
    expect(head.get_by_role("main")).to_contain_text(REASON)
    expect(head.get_by_role("link", name="Ask somebody else")).to_be_visible()

    head.goto(fair)
    expect(_card(head)).to_contain_text(re.compile(rf"{ADA}\s*Accountable"))
    stranger = visits()
    stranger.goto(fair)
    expect(_card(stranger)).to_contain_text("Fairs")
    expect(stranger.get_by_role("main")).to_contain_text("Fair stand")
    for name in (HEAD, ADA, BO):
        expect(stranger.get_by_text(name)).to_have_count(0)


def _answered(visits: Visits, name: str, reason: str = "") -> None:
    """Somebody finds the request in the inbox and accepts it, or declines with a reason."""
    page = visits(email=_address(name))
    page.goto("/inbox")
    request = page.locator("button.row-link").filter(has_text=HEAD)
    reload_until(page, request)
    request.click()
    if reason:
        page.get_by_role("checkbox", name=re.compile("Fair")).uncheck()
        page.get_by_role("textbox", name=re.compile("Why not")).first.fill(reason)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("status").first).to_contain_text("Thank you")


def _card(page: Page) -> Locator:
    return page.locator(".whom")
