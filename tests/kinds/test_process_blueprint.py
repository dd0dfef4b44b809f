"""How a blueprint is drawn: lanes and lines, the way from step to step, bands for paper, seams, hyphens."""

import pytest

from wiki.processes.blueprint import MOST_IN_BAND, bands, draw
from wiki.processes.breaks import Beat, worst_first
from wiki.processes.cards import Card, Place, seams
from wiki.processes.hyphens import SOFT, hyphenated


def _cards(*lanes: str) -> list[Card]:
    return [Card(number, f"step-{number}", lane, f"Step {number}") for number, lane in enumerate(lanes, start=1)]


def _ways(*lanes: str) -> dict[str, list[str]]:
    return {row.name: [cell.way for cell in row.cells] for row in draw(_cards(*lanes)).rows}


def test_the_lanes_stand_in_the_order_of_the_field_with_the_three_lines_between() -> None:
    assert [row.name for row in draw(_cards("customer")).rows] == [
        "customer", "line-interaction", "frontstage", "line-visibility", "backstage", "line-internal", "support",
    ]  # fmt: skip
    with_partner = [row.name for row in draw(_cards("partner")).rows]
    assert with_partner[4:7] == ["backstage", "partner", "line-internal"]


def test_a_step_stands_in_its_lane_and_column_only() -> None:
    rows = draw(_cards("customer", "backstage", "customer")).rows
    found = {(row.name, cell.column): cell.step.number for row in rows for cell in row.cells if cell.step}
    assert found == {("customer", 0): 1, ("backstage", 1): 2, ("customer", 2): 3}
    assert [row.name for row in rows if row.is_empty and not row.is_line] == ["frontstage", "support"]


def test_the_way_leaves_a_step_passes_the_lanes_between_and_enters_the_next() -> None:
    ways = _ways("customer", "backstage", "backstage", "customer")
    assert ways["customer"] == ["", "bp-from down", "", "bp-to up"]
    assert ways["frontstage"] == ways["line-visibility"] == ["", "bp-pass", "", "bp-pass"]
    assert ways["backstage"] == ["", "bp-to down", "bp-in", "bp-from up"]
    assert ways["support"] == ["", "", "", ""]


@pytest.mark.parametrize("number", [1, 2, 7, 8, 12, 24, 60])
def test_on_paper_a_process_is_cut_into_bands_of_about_the_same_length(number: int) -> None:
    found = bands(_cards(*["customer"] * number))
    lengths = [len(band.steps) for band in found]
    assert sum(lengths) == number
    assert max(lengths) <= MOST_IN_BAND
    assert max(lengths) - min(lengths) <= 1
    assert [card.number for band in found for card in band.steps] == list(range(1, number + 1))


def test_a_band_names_every_lane_of_the_process_and_goes_on_where_the_last_one_ended() -> None:
    cards = _cards(*["customer"] * 7, "partner", *["support"] * 2)
    first, second = bands(cards)
    assert [row.name for row in first.rows] == [row.name for row in second.rows]
    going_on = bands(_cards(*["customer"] * 4, *["support"] * 4))[1]
    assert {row.name: row.cells[0].way for row in going_on.rows}["support"] == "bp-to down"


def test_a_hand_over_is_where_another_of_us_takes_over() -> None:
    found = seams([Place("customer", "Kundin", ""), Place("frontstage", "Service", ""), Place("backstage", "Technik", ""),
                   Place("support", "Technik", ""), Place("support", "", "")])  # fmt: skip
    assert [len(each) for each in found] == [0, 0, 1, 0, 0]
    assert "Service" in found[2][0]
    assert "Technik" in found[2][0]


def test_a_change_of_channel_is_told_from_where_the_customer_was_met_last() -> None:
    found = seams([Place("customer", "", "Chat"), Place("backstage", "", ""), Place("frontstage", "", "Hotline"),
                   Place("customer", "", "Hotline")])  # fmt: skip
    assert [len(each) for each in found] == [0, 0, 1, 0]
    assert found[2][0].index("Chat") < found[2][0].index("Hotline")


def test_what_breaks_worst_is_told_first_and_equals_in_the_order_of_the_steps() -> None:
    severities = ["minor", "", "critical", "unrated", "major", "critical"]
    beats = [Beat(number, "", "", severity) for number, severity in enumerate(severities, start=1)]
    assert [beat.number for beat in worst_first(beats)] == [3, 6, 5, 1, 4]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vorgangsnummer nennen", "Vorgangs-nummer nennen"),
        ("Schnittstellenvereinbarung", "Schnitt-stellen-vereinbarung"),
        ("Kundenaktivitäten", "Kunden-aktivitäten"),
        ("Bestätigungsseite", "Bestätigungs-seite"),
        ("Hotline", "Hotline"),
        ("Kundenportal-App", "Kunden-portal-App"),
    ],
)
def test_long_words_may_break_between_their_parts(text: str, wanted: str) -> None:
    assert hyphenated(text).replace(SOFT, "-") == wanted
    assert hyphenated(text).replace(SOFT, "") == text
