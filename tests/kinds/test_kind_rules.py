"""What the kinds refuse, and what they tell search."""

from typing import Any

import pytest
from made_kinds import both, guideline, journey, label, persona, process, step, term, touchpoint

from wiki.entries.kinds import Kind
from wiki.entries.payload import clean, links
from wiki.glossary.kind import KIND as TERM
from wiki.guidelines.kind import KIND as GUIDELINE
from wiki.journeys.journey import KIND as JOURNEY
from wiki.journeys.persona import KIND as PERSONA
from wiki.processes.kind import KIND as PROCESS
from wiki.touchpoints.kind import KIND as TOUCHPOINT

CONTENT = [
    (TERM, term()), (TOUCHPOINT, touchpoint()), (PROCESS, process()), (GUIDELINE, guideline()), (PERSONA, persona()),
    (JOURNEY, journey()),
]  # fmt: skip


def _wrong(kind: Kind, content: dict[str, Any]) -> list[str]:
    return [problem.where for problem in clean(kind, content)[1]]


@pytest.mark.parametrize(("kind", "content"), CONTENT)
def test_the_least_content_is_enough(kind: Kind, content: dict[str, Any]) -> None:
    assert clean(kind, content) == (content, [])


@pytest.mark.parametrize("kind", [TOUCHPOINT, PROCESS, GUIDELINE, PERSONA, JOURNEY])
def test_a_title_is_needed_in_one_language(kind: Kind) -> None:
    assert _wrong(kind, {}) == ["title"]
    assert _wrong(kind, {"title": {"en": "Only English"}}) == []


def test_one_label_of_a_language_is_preferred() -> None:
    assert _wrong(TERM, {**term(), "labels": [label("Kanal"), label("Weg")]}) == ["labels"]
    assert _wrong(TERM, {**term(), "labels": [label("Kanal", status="admitted")]}) == ["labels"]


def test_a_label_spelt_alike_is_said_once() -> None:
    labels = [
        label("Kundenprozess"),
        label("Kunden-Prozess", status="admitted"),
        label("kundenprozess", status="hidden"),
    ]
    assert _wrong(TERM, {**term(), "labels": labels}) == []
    labels[1] = label("KUNDENPROZESS", status="admitted")
    assert _wrong(TERM, {**term(), "labels": labels}) == ["labels-1-text"]


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"function": "agent", "actor": both("Kunde", "customer")}, ["steps-0-actor"]),
        ({"promise_hours": 24}, ["steps-0-promise"]),
        ({"break_severity": "major"}, ["steps-0-break_point"]),
        ({"promise_hours": 0, "promise": both("Rückruf", "call back")}, ["steps-0-promise_hours"]),
        ({"lane": "sky"}, ["steps-0-lane"]),
        ({"title": None}, ["steps-0-title"]),
        ({"promise_hours": 24, "promise": both("Rückruf", "call back"), "function": "agent"}, []),
        ({"break_point": both("Es dauert.", "It takes long.")}, []),
    ],
)
def test_what_a_step_may_hold(parts: dict[str, Any], wrong: list[str]) -> None:
    assert _wrong(PROCESS, process(steps=[{**step(), **parts}])) == wrong


def test_steps_have_keys_of_their_own() -> None:
    assert _wrong(PROCESS, process(steps=[step("anrufen"), step("anrufen")])) == ["steps-1"]
    unnamed = {name: value for name, value in step().items() if name != "key"}
    content, problems = clean(PROCESS, process(steps=[unnamed, unnamed]))
    assert [each["key"] for each in content["steps"]] == ["ruft-an", "ruft-an-2"]
    assert problems == []


@pytest.mark.parametrize("name", ["importance_customer", "importance_process"])
def test_importance_goes_from_one_to_five(name: str) -> None:
    assert _wrong(TOUCHPOINT, touchpoint(**{name: "5"})) == []
    assert _wrong(TOUCHPOINT, touchpoint(**{name: "6"})) == [name]


def test_defaults_are_left_out() -> None:
    content, _problems = clean(TOUCHPOINT, touchpoint(owned_by="own", visible_to_employees="yes", moment_of_truth="no"))
    assert content == touchpoint()
    assert clean(PROCESS, process(process_type="core"))[0] == process()


def test_a_step_links_to_its_touchpoint() -> None:
    content = process(steps=[step(touchpoint="hotline")])
    assert [(link.role, link.kind, link.slug, link.step_key) for link in links(PROCESS, content)] == [
        ("steps", "touchpoint", "hotline", "anrufen")
    ]


def test_search_finds_every_text_and_knows_its_step() -> None:
    content = process(
        number="CX-01",
        summary=both("Zweck", "purpose"),
        steps=[step(happens=both("Es geschieht.", "It happens."), break_point=both("Hier bricht es.", "It breaks."))],
        body=both("## Mehr\n\n**fett**", "more"),
    )
    found = PROCESS.passages(content)
    assert [(each.field, each.weight, each.step_key) for each in found] == [
        ("title", "label", ""),
        ("number", "alt", ""),
        ("summary", "body", ""),
        ("steps", "step", "anrufen"),
        ("steps", "body", "anrufen"),
        ("steps", "body", "anrufen"),
        ("body", "body", ""),
    ]
    assert found[-1].texts["de"] == "Mehr fett"


def test_hidden_labels_are_found_though_never_shown() -> None:
    content = {**term(), "labels": [label("Kanal"), label("Kanahl", status="hidden")]}
    assert [each.texts for each in TERM.passages(content)][:2] == [{"de": "Kanal"}, {"de": "Kanahl"}]


@pytest.mark.parametrize(("kind", "content"), CONTENT)
def test_filters_are_columns_of_the_model(kind: Kind, content: dict[str, Any]) -> None:
    for name in kind.filters:
        assert hasattr(kind.model, name)
        assert hasattr(kind.field(name), "options")
