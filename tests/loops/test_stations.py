"""Where a loop stands, from what is known of it."""

import pytest

from wiki.loops.stations import AHEAD, DONE, EFFECT, HERE, NOTHING, STATIONS, WHERE, Facts

SIGNAL = Facts(signals=1)
CAUSE = Facts(signals=1, causes=1)
PLANNED = Facts(signals=1, causes=1, stage="planned")
RUNNING = Facts(signals=2, causes=1, stage="running")
CHANGED = Facts(signals=2, causes=1, stage="running", changes=1)
TOLD = Facts(signals=2, causes=1, stage="running", changes=1, told=2)
CHECKING = Facts(signals=2, causes=1, stage="checking", changes=1, told=2, measured=True)
CLOSED = Facts(signals=2, causes=1, stage="closed", changes=1, told=2, measured=True)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (SIGNAL, "cause"), (CAUSE, "initiative"), (PLANNED, "initiative"), (RUNNING, "changed"), (CHANGED, "told"),
        (TOLD, "effect"), (CHECKING, "recheck"), (CLOSED, "complete"),
        (Facts(signals=1, stage="running", changes=1), "cause"),
        (Facts(stage="running"), "changed"),
        (Facts(signals=1, stage="stopped"), "given_up"),
    ],
)  # fmt: skip
def test_a_loop_stands_at_the_first_thing_that_is_missing(facts: Facts, where: str) -> None:
    assert facts.where == where
    assert where in WHERE


def test_what_was_passed_is_done_and_what_comes_is_ahead() -> None:
    assert [CHANGED.state(each) for each in STATIONS] == [DONE, DONE, DONE, DONE, HERE, AHEAD]
    assert [CLOSED.state(each) for each in STATIONS] == [DONE] * 6
    assert CHECKING.state(EFFECT) == HERE


def test_what_was_passed_without_anything_says_so() -> None:
    """An initiative without a signal has no cause to find; one closed without a changed version shows the gap."""
    assert [Facts(stage="running").state(each) for each in STATIONS[:3]] == [NOTHING, NOTHING, DONE]
    assert Facts(signals=1, causes=1, stage="closed", told=1, measured=True).state("changed") == NOTHING
