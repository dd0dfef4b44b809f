"""A path as an entry: what its stations must have, in which order they stand, its page, and the path of one's own."""

import re
from html import unescape

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries

from wiki.core.text import LANGUAGES
from wiki.entries import payload as payloads
from wiki.entries.models import EntryLink
from wiki.learning.kind import KIND
from wiki.learning.models import LearningPath
from wiki.learning.own_path import own_rows
from wiki.learning.prerequisites import in_order, too_late
from wiki.learning.stations import Station, minutes_of, stations_of


def both(text):
    return {"de": text, "en": text}


def term(name, **more):
    return {
        "labels": [{"language": each, "text": name, "status": "preferred"} for each in LANGUAGES],
        "definition": both("etwas"),
        **more,
    }


ASK = {"sort": "question", "title": both("Frage"), "text": both("Was?"), "right": both("So"), "wrong": both("Anders")}


def wrong(*stations, **content):
    _content, problems = payloads.clean(KIND, {"title": both("Weg"), "stations": list(stations), **content})
    return {each.where for each in problems}


def test_a_station_has_what_its_sort_needs_and_days_do_not_fall():
    read = {"entry": "term:kunde"}
    assert wrong(read, ASK, {"sort": "check", "questions": 2}, {"sort": "talk", "title": both("Reden")}) == set()
    assert wrong({"entry": "kunde"}) == {"stations-0-entry"}
    assert wrong({"title": both("Lesen")}, {"sort": "task", "text": both("Tun")}) == {
        "stations-0-entry", "stations-1-title",
    }  # fmt: skip
    assert wrong({"sort": "check", "questions": 2}) == {"stations-0-sort"}
    assert wrong({"sort": "question", "title": both("Frage")}) == {
        f"stations-0-{name}" for name in ("text", "right", "wrong")
    }
    assert wrong(ASK | {"wrong": both("so\nAnders")}) == {"stations-0-wrong", "stations-0-wrong_en"}
    assert wrong(ASK | {"wrong": {"de": "1\n2\n3\n4\n5\n6"}}) == {"stations-0-wrong", "stations-0-wrong_en"}
    assert wrong(read | {"why": both("Darum")}, read | {"questions": 3}) == {"stations-0-why", "stations-1-questions"}
    late = [read | {"within_days": 5}, read, read | {"within_days": 4}]
    assert wrong(*late) == {"stations-2-within_days"}
    assert wrong(read, roles=["cx_manager", "Nein!"]) == {"roles"}


def test_stations_are_values_and_advice_never_blocks():
    row = ASK | {"entry": "process:retoure", "wrong": {"de": "a\n\n b ", "en": "one"}, "right": {"de": "x" * 9}}
    content, _problems = payloads.clean(KIND, {"title": both("Weg"), "stations": [{"entry": "term:kunde"}, row]})
    assert [each.key for each in stations_of(content)] == ["term-kunde", "frage"]
    station = stations_of(content)[1]
    assert (station.address, station.wrong["de"], station.asks) == (("process", "retoure"), ("a", "b"), True)
    assert minutes_of(content) == 4
    assert minutes_of({"minutes": 90}) == 90
    said = [each.where for each in KIND.hints(content)]
    assert said == ["stations-1-why", "stations-1-wrong", "stations-1-right"]
    assert [each.where for each in KIND.hints({"stations": [{"key": "k", "entry": "term:kunde"}]})] == ["stations-"]


def test_broader_terms_move_up_with_their_questions_and_circles_end():
    about = [Station(key=each, kind="term", slug=each) for each in ("narrow", "process", "broad", "top", "other")]
    question = Station(key="q", sort="question", kind="term", slug="broad")
    stations = [*about[:3], question, *about[3:]]
    terms = [1, None, 2, None, 3, 9]
    higher = {1: frozenset({2, 3}), 2: frozenset({3})}
    assert {(each.narrower, each.broader) for each in too_late(terms, higher)} == {(0, 2), (0, 4), (2, 4)}
    order = in_order(stations, terms, higher)
    assert order == [4, 2, 3, 0, 1, 5]
    assert too_late([terms[each] for each in order], higher) == []
    circle = {1: frozenset({2}), 2: frozenset({1})}
    assert in_order(about[:2], [1, 2], circle) == [1, 0]
    assert too_late([1, 2], circle) == []


@pytest.fixture
def entries(company):
    company.function("Werkstatt")
    company.entry("term", "Beschwerde", **term("Beschwerde"))
    company.entry("term", "Reklamation", **term("Reklamation", broader=[{"entry": "beschwerde"}]))
    company.process("Reparatur", "", "Reklamation annehmen", "Gerät prüfen")
    return company


@SQLITE
def test_a_path_is_written_put_in_order_shown_and_known_where_it_leads(entries, session):
    editor = entries.stock.client("editor")
    page = editor.get("/learn/new")
    rows = [
        {"entry": "term:reklamation", "sort": "read"},
        {"entry": "term:beschwerde", "sort": "read", "within_days": "3"},
        {"entry": "process:reparatur", "sort": "read", "within_days": "7"},
        {"entry": "term:gibt-es-nicht", "sort": "read"},
    ]
    form = {f"stations-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    form |= {"csrf_token": csrf_of(page.text), "title": "Anfangen", "base_revision": "0", "functions": "werkstatt"}
    form |= {"roles": "editor, manager", "for_newcomers": "y"}
    told = editor.post("/learn/preview/hints", data=form).text
    assert "sollte vor „Reklamation“ stehen" in told
    assert "Einen Eintrag „gibt-es-nicht“ gibt es noch nicht" in told
    ordered = editor.post("/learn/new", data=form | {"order": "stations"}).text
    found = re.findall(r'name="stations-\d-entry"[^>]*value="([^"]+)"', ordered)
    assert found == ["term:beschwerde", "term:reklamation", "process:reparatur", "term:gibt-es-nicht"]
    assert '[["term:beschwerde", "Beschwerde"]]' in unescape(ordered)
    assert '<span data-row-title data-blank="noch ohne Namen">Reparatur</span>' in ordered
    refused = editor.post("/learn/new", data=form | {"stations-0-entry": "Reklamation"})
    assert refused.status_code == 422
    assert "Wählen Sie „Reklamation“ aus der Liste" in refused.text
    form |= {f"stations-{place}-entry": address for place, address in enumerate(found)} | {"stations-1-within_days": ""}
    form |= {"stations-0-within_days": "3", "intent": "release"}
    assert editor.post("/learn/new", data=form).status_code == 303

    path = session.query(LearningPath).one()
    assert (path.stations, path.roles, path.functions, path.for_newcomers) == (
        4,
        ["editor", "manager"],
        ["werkstatt"],
        True,
    )
    links = {
        (each.target_kind, each.target_slug): each.target_id
        for each in session.query(EntryLink).filter_by(source_id=path.id)
    }
    assert links["process", "reparatur"] is not None
    assert links["term", "gibt-es-nicht"] is None
    stranger = entries.stock.client("employee")
    shown = stranger.get("/learn/anfangen").text
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())
    assert (
        "etwa 12 Minuten 4 Stationen in 7 Tagen zu schaffen für alle, die neu sind: Werkstatt; Redaktion, Abteilungsleitung"
        in words
    )
    assert "1 Beschwerde Lesen · Begriff · innerhalb von 3 Tagen" in words
    assert "gibt es nicht" in words
    assert "Anfangen" in stranger.get("/processes/reparatur/used-in").text
    printed = stranger.get("/learn/anfangen/print").text
    assert "Erledigt am" in printed
    compared = editor.post("/learn/anfangen/edit", data=form | {
        "base_revision": "1", "roles": "editor", "stations-3-entry": "process:reparatur", "stations-2-key": "x-y-z",
    })  # fmt: skip
    assert compared.status_code == 303
    difference = editor.get("/learn/anfangen/compare/1..2").text
    assert "Reparatur" in difference


@SQLITE
def test_the_path_of_ones_own_leads_through_the_steps_one_does_or_answers_for(entries, session, runtime):
    person = entries.person("Anna")
    assert own_rows(session, person) == []
    anna = entries.stock.sign_in("anna@example.org")
    assert "Zurzeit führen Sie keinen Schritt" in anna.get("/learning/own").text
    entries.function("Annahme", "", "Anna")
    step = {"lane": "backstage", "function": "annahme"}
    first = step | {"title": both("Erst abholen")}
    second = step | {"title": both("Reklamation annehmen"), "happens": both("Eine Reklamation ist eine Beschwerde.")}
    entries.entry("process", "Zweiter", steps=[second], phases=["service"])
    entries.entry("process", "Erster", steps=[first, {"lane": "customer", "title": both("Warten")}], phases=["need"])
    session.rollback()
    with count_queries(runtime.engine) as counted:
        rows = own_rows(session, person)
    assert [row.get("entry") for row in rows] == [
        "process:erster", "term:beschwerde", "term:reklamation", "process:zweiter", None,
    ]  # fmt: skip
    assert rows[0]["text"]["en"] == "You carry out step 1 “Erst abholen”."
    assert rows[-1]["sort"] == "check"
    for number in range(3):
        entries.entry("process", f"Noch einer {number}", steps=[second], phases=["use"])
    session.rollback()
    with count_queries(runtime.engine) as more:
        assert len(own_rows(session, person)) == 8
    assert more.selects <= counted.selects
    page = anna.get("/learning/own").text
    assert "Dieses Wort begegnet Ihnen in Ihrem Teil von „Noch einer 0“." in page
    token = csrf_of(page)
    assert anna.post("/learning/begin", data={"csrf_token": token, "path": "own"}).status_code == 303
    assert "Auf diesem Pfad weitergehen" in anna.get("/learning/own").text
