"""The map of touchpoints: phases × channels, with its gaps."""

import re
from html import unescape

import pytest
from flask import Flask
from helpers import count_queries
from made_kinds import both, made, process, step, touchpoint
from sqlalchemy.orm import Session

from wiki.entries.service import Intent
from wiki.touchpoints import map as touchpoint_map
from wiki.web.runtime import Runtime

NEED, INFORMATION, SERVICE = 0, 1, 5
"""Columns of phases."""


def _page(app: Flask, address: str = "/touchpoints/map", language: str = "en") -> str:
    client = app.test_client()
    client.set_cookie("cxwiki_language", language)
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _table(html: str) -> dict[str, list[str]]:
    """Channel → what stands in each phase."""
    body = html.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    rows = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.S):
        head, *cells = re.split(r"<td", row)
        rows[_words(head)] = [_words(f"<td{cell}") for cell in cells]
    return rows


def _arrange(session: Session) -> None:
    hotline = touchpoint(
        "Hotline", "Helpline", channel="telephone", phases=["information", "service"], importance_customer=5,
        moment_of_truth=True, medium="analogue",
    )  # fmt: skip
    made(session, "touchpoint", hotline)
    made(session, "touchpoint", touchpoint("Rückruf", "Callback", channel="telephone", phases=["service"]))
    portal = touchpoint("Portal", "Portal", phases=["need"], owned_by="partner", medium="digital")
    made(session, "touchpoint", portal)
    made(session, "touchpoint", touchpoint("Irgendwo", "Somewhere", channel="web"))


def test_each_touchpoint_stands_in_its_phases_on_its_channel(app: Flask, session: Session) -> None:
    _arrange(session)
    rows = _table(_page(app))
    assert list(rows) == ["Telephone", "No channel said"]
    phone = rows["Telephone"]
    assert phone[INFORMATION] == "Helpline"
    assert phone[SERVICE] == "Helpline Callback", "the weightiest first"
    assert rows["No channel said"][NEED] == "Portal Partner"
    assert [cell for place, cell in enumerate(phone) if place not in (INFORMATION, SERVICE)] == ["none"] * 5


def test_marks_are_said_in_words(app: Flask, session: Session) -> None:
    _arrange(session)
    steps = [
        step("eins", touchpoint="hotline", break_point=both("Bruch", "break")),
        step("zwei", touchpoint="hotline"),
    ]
    made(session, "process", process("Anfrage", "Enquiry", steps=steps))
    made(session, "process", process("Kündigung", "Cancelling", steps=steps[1:]))
    made(session, "process", process("Geheim", "Secret", steps=steps[1:]), Intent.DRAFT)
    card = _page(app).split('href="/touchpoints/hotline"')[1].split("</a>")[0]
    assert 'aria-label="Moment of truth"' in card
    assert 'aria-label="Importance 5 of 5"' in card
    assert "Used by 2 processes" in card
    assert "1 break point" in card


def test_what_has_no_phase_and_channels_without_touchpoints_are_told(app: Flask, session: Session) -> None:
    _arrange(session)
    html = _page(app)
    assert "Somewhere" in html.split("In no phase")[1].split("</section>")[0]
    empty = _words(html.split('class="map-empty"')[1].split("</p>")[0])
    assert "Shop" in empty
    assert "Telephone" not in empty


def test_filters_narrow_the_map(app: Flask, session: Session) -> None:
    _arrange(session)
    html = _page(app, "/touchpoints/map?medium=analogue")
    assert list(_table(html)) == ["Telephone"]
    assert "Portal" not in html
    assert 'id="list-told" role="status">1 touchpoint<' in html
    assert "Nothing matches these filters." in _page(app, "/touchpoints/map?channel=shop")


def test_on_a_phone_it_reads_phase_by_phase(app: Flask, session: Session) -> None:
    _arrange(session)
    found = re.findall(r'<section class="map-phase"><h2>(.*?)</section>', _page(app).split('class="map-list"')[1], re.S)
    assert _words(found[SERVICE]) == "Service & complaint 2 Helpline Telephone Callback Telephone"
    assert "No touchpoint in this phase." in found[2]


def test_drafts_are_not_on_it(app: Flask, session: Session) -> None:
    _arrange(session)
    made(session, "touchpoint", touchpoint("Geheim", "Secret", channel="shop", phases=["need"]), Intent.DRAFT)
    assert "Secret" not in _page(app)


def test_a_crowded_place_leads_to_the_table(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touchpoint_map, "MOST_IN_CELL", 2)
    for number in range(5):
        made(session, "touchpoint", touchpoint(f"Punkt {number}", f"point {number}", channel="web", phases=["use"]))
    html = _page(app)
    assert _table(html)["Web site"][4] == "point 0 point 1 3 more"
    assert unescape(html).count('href="/touchpoints/?channel=web&phases=use"') == 2


def test_it_costs_the_same_however_many_touchpoints(app: Flask, runtime: Runtime, session: Session) -> None:
    def cost() -> int:
        _page(app, "/touchpoints/map?made=anew")
        with count_queries(runtime.engine) as counted:
            _page(app, "/touchpoints/map?made=anew")
        return counted.selects

    _arrange(session)
    before = cost()
    for number in range(5):
        steps = [step("eins", touchpoint=f"punkt-{number}")]
        made(session, "touchpoint", touchpoint(f"Punkt {number}", f"point {number}", channel="web", phases=["use"]))
        made(session, "process", process(f"Prozess {number}", f"process {number}", steps=steps))
    assert cost() == before
