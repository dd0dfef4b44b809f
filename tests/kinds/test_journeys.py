"""Personas and the journeys they go: what is shown, what is refused, what is found again."""

import re
from html import unescape
from typing import Any

import pytest
from conftest import Stock
from flask import Flask
from helpers import count_queries
from made_kinds import both, journey, made, moment, page_text, persona, process, step, touchpoint
from sqlalchemy.orm import Session

from wiki.entries.payload import clean, links
from wiki.entries.service import Intent
from wiki.journeys.drawing import feelings
from wiki.journeys.journey import KIND as JOURNEY
from wiki.journeys.models import Journey, Persona
from wiki.journeys.offering import offers
from wiki.journeys.persona import KIND as PERSONA
from wiki.web.runtime import Runtime

MOMENTS: list[dict[str, Any]] = [
    moment("tropft", action=both("Legt ein Tuch unter.", "Puts a cloth underneath."), feeling="-1"),
    moment(
        "anrufen",
        "service",
        title=both("ruft an", "calls"),
        persona="anna",
        touchpoint="hotline",
        thought=both("Endlich ein Mensch", "A human at last"),
        expectation=both("Hilfe", "help"),
        feeling="2",
        feeling_basis="researched",
        gain=both("Jemand hört zu.", "Somebody listens."),
        pain=both("Zu lange gewartet.", "Waited too long."),
        opportunity=both("Schneller abheben.", "Answer faster."),
        process_behind="beschwerde",
        process_step="annehmen",
    ),
]


def _words(html: str) -> str:
    main = html[html.index("<article") : html.index("</article>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def way(session: Session) -> None:
    """A journey with everything it refers to."""
    made(session, "touchpoint", touchpoint())
    made(session, "process", process(steps=[step("annehmen", title=both("nimmt an", "takes down"))]))
    made(session, "persona", persona("Anna", "Anna"))
    made(session, "journey", journey(personas=["anna"], moments=MOMENTS, start=both("Es tropft.", "It drips.")))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", ["Legt ein Tuch unter.", "„Endlich ein Mensch“", "Hilfe", "Jemand hört zu.", "Zu lange gewartet."]),
        ("en", ["Puts a cloth underneath.", "“A human at last”", "help", "Somebody listens.", "Answer faster."]),
    ],
)
def test_a_journey_is_drawn_as_a_map_and_told_moment_by_moment(app: Flask, language: str, told: list[str]) -> None:
    html = page_text(app, "/journeys/erstkauf", language)
    words = _words(html)
    for each in told:
        assert each in words
    drawn = html[html.index('<div class="journey-map') : html.index("</table>")]
    for key in ("tropft", "anrufen"):
        assert f'href="#step-{key}"' in drawn
        assert html.count(f'id="step-{key}"') == 1


@pytest.mark.usefixtures("way")
def test_the_map_leads_to_touchpoint_persona_and_the_step_behind(app: Flask) -> None:
    html = page_text(app, "/journeys/erstkauf", "en")
    drawn = html[html.index('<div class="journey-map') : html.index("</table>")]
    for address in ("/touchpoints/hotline", "/personas/anna", "/processes/beschwerde#step-annehmen"):
        assert f'href="{address}"' in drawn
    assert "takes down" in drawn


@pytest.mark.usefixtures("way")
def test_the_curve_is_said_in_words_and_tells_estimates_from_research(app: Flask) -> None:
    words = _words(page_text(app, "/journeys/erstkauf", "en"))
    assert "Best moment: calls. Worst moment: searches." in words
    assert "annoyed (estimated)" in words
    assert "delighted (researched)" in words
    assert "Feelings partly estimated" in words


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("address", ["/personas/anna", "/touchpoints/hotline/used-in", "/processes/beschwerde/used-in"])
def test_those_a_journey_leads_through_name_it(app: Flask, address: str) -> None:
    assert 'href="/journeys/erstkauf' in page_text(app, address)


@pytest.mark.usefixtures("way")
def test_a_journey_on_paper_has_its_curve_and_every_moment(app: Flask) -> None:
    html = page_text(app, "/journeys/erstkauf/print", "en")
    curve = html[html.index('<svg class="feelings"') : html.index("</svg>", html.index('<svg class="feelings"'))]
    assert "Best moment: calls. Worst moment: searches." in curve
    assert ">+2</text>" in curve
    for each in ("Puts a cloth underneath.", "A human at last", "Waited too long.", "takes down"):
        assert each in html


def test_a_persona_on_paper_says_the_same(app: Flask, session: Session) -> None:
    made(session, "persona", persona(first_name="Henrik", quote=both("So geht das", "This is how"), basis="research"))
    html = page_text(app, "/personas/einkaeufer/print", "en")
    assert "“This is how”" in html
    assert "Researched" in html


def test_a_step_that_is_gone_leads_to_its_process(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=[step()]))
    made(session, "journey", journey(moments=[moment(process_behind="beschwerde", process_step="weg")]))
    html = page_text(app, "/journeys/erstkauf")
    assert 'href="/processes/beschwerde"' in html
    assert "#step-weg" not in html


def test_a_process_nobody_may_read_yet_is_not_named(app: Flask, session: Session) -> None:
    made(session, "process", process("Geheimer Ablauf", "Secret", steps=[step()]), Intent.DRAFT)
    made(session, "journey", journey(moments=[moment(process_behind="geheimer-ablauf", process_step="anrufen")]))
    html = page_text(app, "/journeys/erstkauf")
    assert "Geheimer Ablauf" not in html
    assert "ruft an" not in html


def test_a_curve_breaks_where_a_feeling_is_missing() -> None:
    first, second, third, fourth = feelings([2, -2, None, 0])
    assert first[0] == "M50 14C75 14 87.5 32 100 50"
    assert second[0] == "M50 86C25 86 12.5 68 0 50"
    assert third == fourth == ("", "")


def test_a_persona_shows_a_face_a_sentence_and_its_points(app: Flask, session: Session) -> None:
    content = persona(
        first_name="Henrik",
        quote=both("Sagen Sie, was nicht geht", "Say what can't be done"),
        market="b2b",
        goals=both("Ruhe\nZahlen", "peace\nfigures"),
        donts=both("anrufen", "calling"),
        channels=[{"channel": "telephone", "liking": 1}, {"channel": "email", "liking": 5}],
    )
    made(session, "persona", content)
    html = page_text(app, "/personas/einkaeufer", "en")
    words = _words(html)
    for each in ("“Say what can't be done”", "Henrik", "Business customers (B2B)", "peace figures", "calling"):
        assert each in words
    assert words.index("E-mail") < words.index("Telephone")
    assert ">H</text>" in html


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ({}, ["Assumption"]),
        ({"basis": "research", "asked": 12}, ["Researched", "12 people asked"]),
    ],
)
def test_a_persona_says_what_it_rests_on(
    app: Flask, session: Session, parts: dict[str, Any], wanted: list[str]
) -> None:
    made(session, "persona", persona(**parts))
    words = _words(page_text(app, "/personas/einkaeufer", "en"))
    assert all(each in words for each in wanted)


def _wrong(content: dict[str, Any]) -> list[str]:
    return [problem.where for problem in clean(JOURNEY, content)[1]]


def test_what_is_said_of_a_moment_belongs_to_something() -> None:
    assert _wrong(journey(moments=[moment(feeling_basis="researched")])) == ["moments-0-feeling"]
    assert _wrong(journey(moments=[moment(process_step="anrufen")])) == ["moments-0-process_behind"]
    assert _wrong(journey(moments=[moment(persona="anna")])) == ["moments-0-persona"]
    assert _wrong(journey(personas=["anna"], moments=[moment(persona="anna")])) == []


@pytest.mark.parametrize(("feeling", "wrong"), [("2", []), ("-2", []), ("3", ["moments-0-feeling"])])
def test_a_feeling_lies_between_two_and_minus_two(feeling: str, wrong: list[str]) -> None:
    assert _wrong(journey(moments=[moment(feeling=feeling)])) == wrong


def test_nobody_is_asked_for_an_assumption() -> None:
    assert [problem.where for problem in clean(PERSONA, persona(asked=5))[1]] == ["basis"]
    assert clean(PERSONA, persona(asked=5, basis="research"))[1] == []


def test_a_moment_links_to_what_it_names() -> None:
    found = {(link.role, link.kind, link.slug, link.step_key) for link in links(JOURNEY, journey(moments=MOMENTS))}
    assert found == {
        ("moments", "touchpoint", "hotline", "anrufen"),
        ("moments", "persona", "anna", "anrufen"),
        ("moments", "process", "beschwerde", "anrufen"),
    }


def test_lists_are_filtered_by_what_was_released(app: Flask, session: Session) -> None:
    way = made(session, "journey", journey(market="b2c", personas=["anna"], moments=MOMENTS))
    who = made(session, "persona", persona(market="b2b", first_name="Anna"))
    assert isinstance(way, Journey)
    assert isinstance(who, Persona)
    assert (way.state, way.phases, way.moment_count, way.lowest) == ("current", ["need", "service"], 2, -1)
    assert (who.first_name, who.basis) == ("Anna", "assumption")
    assert "/journeys/erstkauf" in page_text(app, "/journeys/?market=b2c")
    assert "/journeys/erstkauf" not in page_text(app, "/journeys/?market=b2b")
    assert "−1" in page_text(app, "/journeys/?format=csv")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("address", ["/journeys/erstkauf", "/personas/anna"])
def test_what_was_written_stands_in_the_form_again(stock: Stock, address: str) -> None:
    stock.make("Ute Beispiel", "editor")
    html = stock.sign_in("ute.beispiel@example.org").get(f"{address}/edit").text
    wanted = {
        "/journeys/erstkauf": ["Legt ein Tuch unter.", 'name="moments-1-process_behind"', 'value="annehmen"'],
        "/personas/anna": ['name="first_name"', "Anna"],
    }[address]
    assert all(each in html for each in wanted)


def test_a_journey_costs_the_same_however_many_moments(app: Flask, runtime: Runtime, session: Session) -> None:
    for number in range(6):
        made(session, "touchpoint", touchpoint(f"Punkt {number}", "x"), slug=f"punkt-{number}")
        made(session, "process", process(f"Ablauf {number}", "x", steps=[step()]), slug=f"ablauf-{number}")
    for title, size in (("Kurz", 1), ("Lang", 6)):
        moments = [
            moment(f"moment-{n}", touchpoint=f"punkt-{n}", process_behind=f"ablauf-{n}", process_step="anrufen")
            for n in range(size)
        ]
        made(session, "journey", journey(title, title, moments=moments))

    def selects(address: str) -> int:
        page_text(app, address)
        with count_queries(runtime.engine) as counted:
            page_text(app, address)
        return counted.selects

    assert selects("/journeys/kurz?made=anew") == selects("/journeys/lang?made=anew")


def test_the_step_behind_a_moment_is_offered_by_its_title(session: Session, stock: Stock, way: None) -> None:
    made(session, "process", process("Geheim", steps=[step("planen")]), intent=Intent.DRAFT)
    assert offers(session, stock.actor(session, "editor"), "de") == {
        "process_step": [("annehmen", "Beschwerde: nimmt an")]
    }
    form = stock.client("editor").get("/journeys/erstkauf/edit").text
    assert re.search(r'<input(?=[^>]*name="moments-1-process_step")[^>]*list="offered-process_step"', form)
    assert '<datalist id="offered-process_step"><option value="annehmen">' in form
