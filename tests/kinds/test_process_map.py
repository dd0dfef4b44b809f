"""The map of processes: by phase, by type or department, with what breaks; filters in the address."""

import re
from html import unescape

from conftest import Stock
from flask import Flask
from helpers import count_queries
from made_kinds import both, made, process, step
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.entries.service import Intent
from wiki.people.models import Department
from wiki.web.runtime import Runtime


def _map(app: Flask, query: str = "") -> str:
    client = app.test_client()
    client.set_cookie("cxwiki_language", "en")
    answer = client.get(f"/processes/map{query}")
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text


def _groups(html: str) -> dict[str, list[str]]:
    found = {}
    for group in html.split('<section class="map-group"')[1:]:
        title = re.search(r"<h2[^>]*>([^<]+?) <", group)
        assert title
        found[title[1]] = re.findall(r'<a href="/processes/([^"]+)"', group.split("</section>")[0])
    return found


def _bar(html: str, slug: str) -> str:
    found = re.search(rf'<li class="([^"]*)">\s*<a href="/processes/{slug}">.*?</li>', html, re.DOTALL)
    assert found, slug
    return found[0]


def test_processes_reach_over_their_phases(app: Flask, session: Session) -> None:
    made(session, "process", process("Kauf", "Purchase", phases=["purchase", "use"]), slug="kauf")
    made(session, "process", process("Lücke", "Gap", phases=["need", "decision"]), slug="luecke")
    made(session, "process", process("Ohne", "Without"), slug="ohne")
    html = _map(app)
    assert 'class="from-4 over-2"' in _bar(html, "kauf")
    assert "map-reach" not in _bar(html, "kauf")
    gap = _bar(html, "luecke")
    assert 'class="from-1 over-3"' in gap
    assert gap.count("<i") == 3
    assert gap.count('<i class="on"') == 2
    assert "Need, Decision" in gap, "whoever does not see the columns reads the phases"
    assert 'class="unplaced"' in _bar(html, "ohne")


def test_they_stand_in_the_order_of_the_journey_by_type(app: Flask, session: Session) -> None:
    made(session, "process", process("A", "A", phases=["service"]), slug="a")
    made(session, "process", process("B", "B", phases=["need"]), slug="b")
    made(session, "process", process("C", "C", process_type="management"), slug="c")
    assert _groups(_map(app)) == {"Management processes": ["c"], "Core processes": ["b", "a"]}


def test_or_by_department(app: Flask, session: Session) -> None:
    begin_write(session)
    session.add(Department(slug="service", name_de="Kundenservice", name_en="Customer service", sort_key="service"))
    session.commit()
    made(session, "process", process("A", "A", department="service"), slug="a")
    made(session, "process", process("B", "B"), slug="b")
    html = _map(app, "?by=department")
    assert _groups(html) == {"Customer service": ["a"], "No department named": ["b"]}
    assert "by=department" in re.findall(r'class="map-phases".*?href="([^"]+)"', html, re.DOTALL)[0]


def test_filters_and_what_takes_them_away_keep_the_grouping(app: Flask, session: Session) -> None:
    made(session, "process", process("Returning", "Returning"), slug="returning")
    made(session, "process", process("Repairing", "Repairing"), slug="repairing")
    html = _map(app, "?by=department&q=return")
    assert _groups(html) == {"No department named": ["returning"]}
    assert '<input type="hidden" name="by" value="department">' in html
    chip = re.search(r'href="([^"]+)" aria-label="Remove the filter', html)
    assert chip
    assert unescape(chip[1]) == "/processes/map?by=department"
    client = app.test_client()
    followed = client.get("/processes/map?by=department&q=return&breaks=", headers={"HX-Request": "true"})
    assert followed.headers["HX-Push-Url"] == "/processes/map?q=return&by=department"


def test_break_points_are_counted_by_severity(app: Flask, session: Session) -> None:
    broken = {"break_point": both("Bricht.", "Breaks.")}
    steps = [
        step("a", **broken, break_severity="minor"),
        step("b", **broken, break_severity="critical"),
        step("c", **broken),
    ]
    made(session, "process", process(steps=steps))
    made(session, "process", process("Heil", "Sound", steps=[step("a")]), slug="heil")
    html = _map(app)
    told = unescape(_bar(html, "beschwerde"))
    assert "3 break points: 1 critical, 1 minor, 1 not rated" in told
    assert "critical" in re.search(r'<li class="([^"]*)"', told)[1]  # type: ignore[index]
    assert "bp-flag" not in _bar(html, "heil")


def test_filters_are_in_the_address(app: Flask, session: Session) -> None:
    broken = {"break_point": both("Bricht.", "Breaks.")}
    made(session, "process", process("A", "A", phases=["need"], steps=[step("a", **broken)]), slug="a")
    made(session, "process", process("B", "B", phases=["use"], process_type="support", field_of_action="steer",
                                     steps=[step("a", **broken, break_severity="major")]), slug="b")  # fmt: skip
    made(session, "process", process("C", "C", phases=["use"]), slug="c")
    for query, wanted in (("?phases=use", {"b", "c"}), ("?process_type=support", {"b"}), ("?field_of_action=steer", {"b"}),
                          ("?breaks=any", {"a", "b"}), ("?breaks=severe", {"b"}), ("?phases=nonsense", {"a", "b", "c"}),
                          ("?phases=need&breaks=severe", set())):  # fmt: skip
        shown = {slug for slugs in _groups(_map(app, query)).values() for slug in slugs}
        assert shown == wanted, query
    assert "Nothing matches these filters." in _map(app, "?phases=need&breaks=severe")


def test_drafts_and_what_is_put_away_are_not_on_the_map(app: Flask, session: Session, stock: Stock) -> None:
    made(session, "process", process("Offen", "Open"), slug="offen")
    made(session, "process", process("Geheim", "Secret"), intent=Intent.DRAFT, slug="geheim")
    assert "geheim" not in _map(app)
    assert "/processes/geheim" not in stock.client("editor").get("/processes/map").text


def test_list_and_map_lead_to_each_other(app: Flask, session: Session) -> None:
    made(session, "process", process())
    assert 'href="/processes/" ' in _map(app) or 'href="/processes/">' in _map(app)
    assert 'href="/processes/map"' in app.test_client().get("/processes/").text


def test_an_empty_map_says_what_will_stand_there(app: Flask, stock: Stock) -> None:
    assert "Nothing has been released here yet." in _map(app)
    assert 'href="/processes/new"' in stock.client("editor").get("/processes/map").text


def test_the_map_costs_the_same_however_many_processes(app: Flask, runtime: Runtime, session: Session) -> None:
    def selects() -> int:
        _map(app, "?by=department")
        with count_queries(runtime.engine) as counted:
            _map(app, "?by=department&made=anew")
        return counted.selects

    made(session, "process", process(steps=[step("a", break_point=both("x", "x"))]))
    before = selects()
    for number in range(6):
        steps = [step(f"s{n}", break_point=both("x", "x")) for n in range(4)]
        made(session, "process", process(f"P{number}", f"P{number}", steps=steps, department=f"d-{number}"))
    assert selects() == before
