"""The page of a process: where it breaks, its drawing, its views, its steps in full."""

import re
from html import unescape
from typing import Any

import pytest
from conftest import Stock
from flask import Flask
from made_kinds import both, made, process, step, touchpoint
from sqlalchemy.orm import Session

from wiki.entries.service import Intent

SOFT = "\u00ad"


def _page(app: Flask, address: str = "/processes/beschwerde", language: str = "en") -> str:
    client = app.test_client()
    client.set_cookie("cxwiki_language", language)
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text.replace(SOFT, "")


def _part(html: str, begin: str, end: str) -> str:
    return html[(start := html.index(begin)) : html.index(end, start)]


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _drawing(html: str) -> str:
    return _part(html, '<div class="blueprint"', "</table>")


def _broken(key: str, severity: str = "", **parts: Any) -> dict[str, Any]:
    rated = {"break_severity": severity} if severity else {}
    return step(key, break_point=both(f"{key} bricht.", f"{key} breaks."), title=both(key, key), **rated, **parts)


def test_the_worst_break_points_are_told_before_the_drawing_and_lead_to_their_steps(
    app: Flask, session: Session
) -> None:
    steps = [_broken("a", "minor"), _broken("b"), step("c"), _broken("d", "critical"), _broken("e", "major")]
    made(session, "process", process(steps=steps))
    html = _page(app)
    strip = _part(html, 'class="card breaks-overview"', "</section>")
    assert html.index("breaks-overview") < html.index('<div class="blueprint"') < html.index('<ol class="steps">')
    assert "4 break points" in _words(strip)
    assert "1 critical, 1 major, 1 minor, 1 not rated" in _words(strip)
    order = re.findall(r'class="break-head">.*?href="#step-(\w)"', strip, re.DOTALL)
    assert order == ["d", "e", "a", "b"]
    assert "d breaks." in _words(strip)
    line = _part(strip, '<ol class="beats"', "</ol>")
    assert re.findall(r'href="#step-(\w)"', line) == ["a", "b", "c", "d", "e"]
    assert "Critical break point" in _words(line)


def test_a_process_without_a_known_break_point_says_so(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=[step("a")]))
    assert "No break point is known" in _words(_page(app))


def test_waits_promises_and_drop_outs_are_counted(app: Flask, session: Session) -> None:
    promise = {"promise": both("Rückruf", "call back")}
    steps = [
        step("a", wait=both("1 Tag", "1 day"), drop_out=both("legt auf", "hangs up"), **promise, promise_hours=24),
        step("b", wait=both("1 Tag", "1 day"), **promise, promise_hours=72),
    ]
    made(session, "process", process(steps=steps))
    words = _words(_part(_page(app), "breaks-overview", "</section>"))
    assert "2 waits 2 promises, the longest: 3 days customers give up at 1 step" in words


def test_the_drawing_holds_every_step_and_what_belongs_to_it_uncut(app: Flask, session: Session) -> None:
    evidence = "Merkzettel auf Papier oder per E-Mail: zwei Modelle, Gründe, Preis, Name und der Tag der Rücklage"
    made(session, "touchpoint", touchpoint(moment_of_truth=True))
    steps = [
        step("a", touchpoint="hotline", evidence=both(evidence, evidence), wait=both("6 Minuten", "6 minutes")),
        _broken("b", "critical", lane="partner", drop_out=both("gibt auf", "gives up"), questions=both("?", "Why?")),
    ]
    made(session, "process", process(steps=steps))
    drawing = _drawing(_page(app))
    words = _words(drawing)
    for wanted in (evidence, "6 minutes", "b breaks.", "gives up", "Partner", "Line of interaction", "Helpline",
                   "Line of visibility", "Line of internal interaction"):  # fmt: skip
        assert wanted in words
    for sign in ("Moment of truth", "Customers give up here", "Wait", "Customers ask here", "Critical break point"):
        assert f'aria-label="{sign}"' in drawing
    assert 'class="marks"' not in drawing, "evidence is marked where there is some"


def test_only_rows_with_something_in_them_are_drawn(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=[step("a")]))
    drawing = _drawing(_page(app))
    assert "bp-attribute" not in drawing
    assert "Partner" not in _words(drawing)


def test_cards_and_steps_lead_to_each_other(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=[step("a"), step("b")]))
    html = _page(app)
    for key in ("a", "b"):
        for name, other in (("card", "step"), ("step", "card")):
            assert html.count(f'id="{name}-{key}"') == 1
            assert f'href="#{other}-{key}"' in html


def test_the_address_chooses_the_view_and_the_switch_says_which_one_is_shown(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=[step("a")]))
    usual, drawn, listed = (
        _page(app, f"/processes/beschwerde{view}") for view in ("", "?view=blueprint", "?view=list")
    )
    assert 'class="blueprint"' not in listed
    assert 'id="card-a"' not in listed
    assert 'href="#card-a"' not in listed
    for html in (usual, drawn):
        assert 'class="blueprint"' in html
    for html in (usual, drawn, listed):
        assert 'id="step-a"' in html
        assert 'href="/processes/beschwerde?view=list"' in html
        assert 'href="/processes/beschwerde?view=blueprint"' in html
    current = r'<a href="([^"]+)" title="[^"]+" aria-current="true"'
    assert re.findall(current, listed) == ["/processes/beschwerde?view=list"]
    assert re.findall(current, drawn) == ["/processes/beschwerde?view=blueprint"]
    assert 'class="process-drawing asked-for"' in drawn
    assert 'class="process-drawing"' in usual, "on phones the list comes first unless the drawing is asked for"


def test_an_old_version_has_both_views_of_its_own(app: Flask, session: Session, stock: Stock) -> None:
    made(session, "process", process(steps=[step("a")]))
    html = stock.client("editor").get("/processes/beschwerde/revisions/1?view=list").text
    assert 'href="/processes/beschwerde/revisions/1?view=blueprint"' in html
    assert 'class="blueprint"' not in html


@pytest.mark.parametrize(("number", "parts"), [(1, 0), (7, 0), (8, 2), (24, 4)])
def test_long_processes_are_printed_in_bands(app: Flask, session: Session, number: int, parts: int) -> None:
    made(session, "process", process(steps=[step(f"s{n}", title=both(f"S{n}", f"S{n}")) for n in range(number)]))
    html = _page(app)
    assert html.count('class="bp-band"') == parts
    assert html.count('scope="row">Frontstage<') == 1 + parts, "each band names the lanes"
    assert html.count('id="card-s0"') == 1


def test_a_process_without_steps_offers_no_views(app: Flask, session: Session) -> None:
    made(session, "process", process(summary=both("Wozu.", "What for.")))
    html = _page(app)
    assert "view-switch" not in html
    assert "breaks-overview" not in html


def test_a_touchpoint_that_is_not_released_stays_hidden_from_strangers(
    app: Flask, session: Session, stock: Stock
) -> None:
    made(session, "touchpoint", touchpoint("Geheim", "Secret place"), intent=Intent.DRAFT, slug="hinten")
    made(session, "process", process(steps=[step("a", touchpoint="hinten")]))
    link = 'href="/touchpoints/hinten"'
    assert link not in (html := _page(app))
    assert "Secret place" not in html
    assert link in stock.client("editor").get("/processes/beschwerde?view=list").text


def test_a_hand_over_is_marked_in_the_drawing_and_told_in_the_list(app: Flask, session: Session) -> None:
    steps = [
        step("a", lane="frontstage", actor=both("Service", "service")),
        step("b", lane="backstage", actor=both("Technik", "engineering")),
    ]
    made(session, "process", process(steps=steps))
    html = _page(app)
    assert "Hand-over: service → engineering" in unescape(_drawing(html))
    assert "Hand-over: service → engineering" in _words(_part(html, 'id="step-b"', "</li>"))
