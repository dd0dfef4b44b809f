"""The page of each kind, in both languages; what it costs."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from helpers import count_queries
from made_kinds import both, guideline, journey, label, made, page_text, persona, process, step, term, touchpoint
from sqlalchemy.orm import Session

from wiki.web.runtime import Runtime


def _words(html: str) -> str:
    main = html[html.index("<article") : html.index("</article>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


FULL_STEPS: list[dict[str, Any]] = [
    step("anrufen", touchpoint="hotline", actor=both("Kundin", "customer"), evidence=both("Ansage", "announcement")),
    step(
        "klaeren",
        lane="backstage",
        title=both("klärt Ursache", "finds the cause"),
        function="second-line",
        happens=both("Die Technik prüft.", "Engineering checks."),
        expectation=both("Klarheit", "clarity"),
        expectation_met="disappointed",
        promise=both("Rückruf in drei Tagen", "call back within three days"),
        promise_hours=72,
        questions=both("Wann?", "When?"),
        complaints=both("Zu spät!", "Too late!"),
        drop_out=both("Jeder fünfte legt auf.", "One in five hangs up."),
        wait=both("6 Minuten", "6 minutes"),
        break_point=both("Niemand ist zuständig.", "Nobody is in charge."),
        break_severity="critical",
    ),
]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_term_says_what_it_is_called_and_what_not(app: Flask, session: Session, language: str) -> None:
    labels = [
        label("Abwanderungsquote"),
        label("Churn", status="admitted"),
        label("AQ", status="admitted", type="abbreviation"),
        label("Verlustrate", status="deprecated"),
        label("Abwanderungsqoute", status="hidden"),
        label("churn rate", "en"),
    ]
    made(session, "term", {**term(), "labels": labels, "example": both("Ein Beispiel.", "An example.")}, slug="churn")
    html = page_text(app, "/glossary/churn", language)
    words = _words(html)
    title, definition = {
        "de": ("Abwanderungsquote", "Weg zwischen Kunde und Unternehmen"),
        "en": ("churn rate", "way between customer and company"),
    }[language]
    assert f"<h1>{title}</h1>" in html
    assert definition in words
    assert '<b lang="de">AQ</b> (' in html
    assert '<s lang="de">Verlustrate</s>' in html
    assert {"de": "Ein Beispiel.", "en": "An example."}[language] in words
    assert words.count("Abwanderungsquote") == 1
    assert "Abwanderungsqoute" not in html


@pytest.mark.parametrize("address", ["/glossary/erlebnis", "/glossary/erfahrung"])
def test_a_confusion_is_told_on_both_sides(app: Flask, session: Session, address: str) -> None:
    difference = both("Das eine ist jetzt, das andere im Rückblick.", "One is now.")
    confused = [{"entry": "erfahrung", "difference": difference}]
    made(session, "term", term("Erlebnis", "episode", confused_with=confused), slug="erlebnis")
    made(session, "term", term("Erfahrung", "experience"), slug="erfahrung")
    assert _words(page_text(app, address)).count(difference["de"]) == 1


def test_relations_between_concepts_are_shown_from_both_ends(app: Flask, session: Session) -> None:
    made(session, "term", term("Kontakt", "contact"), slug="kontakt")
    broader = [{"entry": "kontakt"}]
    made(session, "term", term("Anruf", "call", broader=broader, related=["nummer"]), slug="anruf")
    made(session, "term", term("Nummer", "number"), slug="nummer")
    for address, other in (("anruf", "kontakt"), ("kontakt", "anruf"), ("anruf", "nummer"), ("nummer", "anruf")):
        related = page_text(app, f"/glossary/{address}").split('<dl class="related">')[1].split("</dl>")[0]
        assert f'href="/glossary/{other}"' in related


def test_a_touchpoint_shows_its_attributes_and_the_steps_that_lead_there(app: Flask, session: Session) -> None:
    content = touchpoint(
        channel="telephone", phases=["use"], importance_customer=4, moment_of_truth=True, visible_to_employees=False
    )
    made(session, "touchpoint", content)
    made(session, "process", process(steps=FULL_STEPS))
    draft = process("Entwurf", "Draft", steps=[step("geheim", touchpoint="hotline")])
    made(session, "process", draft)
    html = page_text(app, "/touchpoints/hotline", "en")
    words = _words(html)
    for wanted in ("Telephone", "Moment of truth", "Step 1 calls"):
        assert wanted in words
    assert 'aria-label="4 of 5"' in html
    assert re.search(r'<li class="on">Use<', html)
    assert "Visible to employees no" in words
    assert 'href="/processes/beschwerde#step-anrufen"' in html


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de", ["klärt Ursache", "Die Technik prüft.", "Niemand ist zuständig.", "Rückruf in drei Tagen", "6 Minuten"]),
        (
            "en",
            [
                "finds the cause",
                "Engineering checks.",
                "Nobody is in charge.",
                "call back within three days",
                "Hotline",
            ],
        ),
    ],
)
def test_a_process_is_drawn_and_told_step_by_step(
    app: Flask, session: Session, language: str, wanted: list[str]
) -> None:
    made(session, "touchpoint", touchpoint("Hotline", "Hotline"))
    made(session, "process", process(trigger=both("Störung", "fault"), number="CX-01", steps=FULL_STEPS))
    html = page_text(app, "/processes/beschwerde", language)
    words = _words(html)
    for each in [*wanted, "CX-01"]:
        assert each in words
    blueprint = html[html.index('<div class="blueprint') : html.index("</table>")]
    for key in ("anrufen", "klaeren"):
        assert f'href="#step-{key}"' in blueprint
        assert html.count(f'id="step-{key}"') == 1
    assert 'tabindex="0" role="region" aria-label="' in blueprint


def test_severity_and_deadline_are_said_in_words(app: Flask, session: Session) -> None:
    made(session, "process", process(steps=FULL_STEPS))
    words = _words(page_text(app, "/processes/beschwerde", "en"))
    for each in ("1 break point", "Critical break point", "within 3 days", "disappointed", "Service blueprint"):
        assert each in words


def test_a_guideline_says_from_when_it_holds(app: Flask, session: Session) -> None:
    body = both("## Wofür\n\nFür alle.", "## What for\n\nFor all.")
    made(session, "guideline", guideline(valid_from="2026-12-01", body=body))
    words = _words(page_text(app, "/guidelines/terminologie", "de"))
    assert "01.12.2026" in words
    assert words.index("Wofür") < words.index("Für alle.")


def test_a_text_in_the_other_language_says_so(app: Flask, session: Session) -> None:
    made(
        session, "touchpoint", {"title": {"de": "Hotline"}, "summary": {"de": "Kundenservice"}, "body": {"de": "Text."}}
    )
    html = page_text(app, "/touchpoints/hotline", "en")
    assert '<span lang="de">Kundenservice</span>' in html
    assert '<div class="text" lang="de">' in html
    assert "only in German" in html


@pytest.mark.parametrize(
    ("kind", "content", "address"),
    [
        ("term", term(), "/glossary/kanal"),
        ("touchpoint", touchpoint(), "/touchpoints/hotline"),
        ("process", process(), "/processes/beschwerde"),
        ("guideline", guideline(), "/guidelines/terminologie"),
        ("journey", journey(), "/journeys/erstkauf"),
    ],
)
def test_empty_parts_are_left_out(
    app: Flask, session: Session, kind: str, content: dict[str, Any], address: str
) -> None:
    made(session, kind, content)
    html = page_text(app, address, "en")
    article = html[html.index("<article") : html.index("</article>")].split('<div class="side-row">')[0]
    assert not re.findall(r"<h[23][^>]*>", article), re.findall(r"<h[23][^>]*>.*?</h", article)
    assert not re.search(r"<dd>\s*</dd>", article)


def _selects(app: Flask, runtime: Runtime, address: str) -> int:
    made_anew = f"{address}?made=anew"  # a page with a query is never one that was kept
    page_text(app, made_anew)
    with count_queries(runtime.engine) as counted:
        page_text(app, made_anew)
    return counted.selects


def test_a_process_costs_the_same_however_many_steps(app: Flask, runtime: Runtime, session: Session) -> None:
    for number in range(12):
        made(session, "touchpoint", touchpoint(f"Punkt {number}", f"point {number}"), slug=f"punkt-{number}")
    for title, size in (("Kurz", 2), ("Lang", 12)):
        steps = [
            step(f"schritt-{n}", touchpoint=f"punkt-{n}", function=f"f-{n}", wait=both("1 h", "1 h"))
            for n in range(size)
        ]
        made(session, "process", process(title, title, steps=steps))
    assert _selects(app, runtime, "/processes/kurz") == _selects(app, runtime, "/processes/lang")


def test_a_touchpoint_costs_the_same_however_often_used(app: Flask, runtime: Runtime, session: Session) -> None:
    for slug, uses in (("selten", 1), ("oft", 6)):
        made(session, "touchpoint", touchpoint(slug, slug), slug=slug)
        for number in range(uses):
            steps = [step("eins", touchpoint=slug), step("zwei", touchpoint=slug)]
            made(session, "process", process(f"{slug} {number}", "x", steps=steps), slug=f"{slug}-{number}")
    assert _selects(app, runtime, "/touchpoints/selten") == _selects(app, runtime, "/touchpoints/oft")


def test_a_term_costs_the_same_however_many_relations(app: Flask, runtime: Runtime, session: Session) -> None:
    names = [f"begriff-{number}" for number in range(8)]
    for name in names:
        made(session, "term", term(name, f"{name} en"), slug=name)
    for title, size in (("Wenig", 1), ("Viel", 8)):
        confused = [{"entry": name, "difference": both("anders", "other")} for name in names[:size]]
        broader = [{"entry": name} for name in names[:size]]
        content = term(title, f"{title} en", confused_with=confused, broader=broader, related=names[:size])
        made(session, "term", content, slug=title.lower())
    assert _selects(app, runtime, "/glossary/wenig") == _selects(app, runtime, "/glossary/viel")


@pytest.mark.parametrize("path", ["glossary", "touchpoints", "processes", "guidelines", "personas", "journeys"])
def test_a_list_costs_the_same_however_long(app: Flask, runtime: Runtime, session: Session, path: str) -> None:
    kind, content = {
        "glossary": ("term", term),
        "touchpoints": ("touchpoint", touchpoint),
        "processes": ("process", process),
        "guidelines": ("guideline", guideline),
        "personas": ("persona", persona),
        "journeys": ("journey", journey),
    }[path]
    made(session, kind, content("Eins", "One"))
    before = _selects(app, runtime, f"/{path}/")
    for number in range(5):
        made(session, kind, content(f"Mehr {number}", f"More {number}"))
    assert _selects(app, runtime, f"/{path}/") == before


def test_a_list_is_filtered_by_one_of_several_values(app: Flask, session: Session) -> None:
    made(session, "touchpoint", touchpoint("Hotline", "Helpline", phases=["use", "service"], channel="telephone"))
    made(session, "touchpoint", touchpoint("Anzeige", "Advertisement", phases=["need"], channel="print"))
    html = page_text(app, "/touchpoints/?phases=service")
    assert ("/touchpoints/hotline" in html, "/touchpoints/anzeige" in html) == (True, False)
    html = page_text(app, "/touchpoints/?channel=print&phases=need")
    assert ("/touchpoints/hotline" in html, "/touchpoints/anzeige" in html) == (False, True)
