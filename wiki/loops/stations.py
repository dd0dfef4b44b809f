"""The six stations between a signal and its effect, and where a loop is stuck. Values alone: no database.

After the outer loop of customer experience management: what single customers tell leads to a change of the process
behind it, those concerned are told, and it is checked whether it worked.
"""

from dataclasses import dataclass

from wiki.initiatives.models import CHECKING, CLOSED, PLANNED, STOPPED

NOTICED, CAUSE, INITIATIVE, CHANGED, TOLD, EFFECT = "noticed", "cause", "initiative", "changed", "told", "effect"
STATIONS = (NOTICED, CAUSE, INITIATIVE, CHANGED, TOLD, EFFECT)
DONE, HERE, AHEAD, NOTHING = "done", "here", "ahead", "nothing"
"""A station's state: passed · the loop is stuck here · not reached yet · passed without anything"""
RECHECK, COMPLETE, GIVEN_UP = "recheck", "complete", "given_up"
WHERE = (CAUSE, INITIATIVE, CHANGED, TOLD, EFFECT, RECHECK, COMPLETE, GIVEN_UP)
"""Where a loop may stand: waits for its root cause, for an initiative that begins, for a change, for somebody to tell,
for its effect, for the effect to be checked again; is complete, was given up."""


@dataclass(frozen=True)
class Facts:
    """What is known of one loop. Without an initiative (`stage` empty) it is a signal nobody has taken up."""

    signals: int = 0
    causes: int = 0
    """Signals whose root cause is known."""
    stage: str = ""
    changes: int = 0
    """Released versions the initiative brought about."""
    told: int = 0
    """Releases and messages that reached somebody."""
    measured: bool = False
    """Whether the effect has been measured since the initiative last began."""

    @property
    def where(self) -> str:
        """Where the loop stands; one of WHERE."""
        if self.stage == STOPPED:
            return GIVEN_UP
        if self.stage == CLOSED:
            return COMPLETE
        if self.stage == CHECKING:
            return RECHECK
        waits_for = ((CAUSE, self._lacks_cause), (INITIATIVE, self.stage in ("", PLANNED)), (CHANGED, not self.changes),
                     (TOLD, not self.told))  # fmt: skip
        return next((name for name, holds in waits_for if holds), EFFECT)

    @property
    def _lacks_cause(self) -> bool:
        return bool(self.signals) and not self.causes

    def state(self, station: str) -> str:
        """The state of one of STATIONS."""
        stuck = EFFECT if self.where == RECHECK else self.where
        if station == stuck:
            return HERE
        if self._has(station):
            return DONE
        if self.where in (COMPLETE, GIVEN_UP) or STATIONS.index(station) < STATIONS.index(stuck):
            return NOTHING
        return AHEAD

    def _has(self, station: str) -> bool:
        return {
            NOTICED: self.signals > 0,
            CAUSE: self.causes > 0,
            INITIATIVE: self.stage not in ("", PLANNED),
            CHANGED: self.changes > 0,
            TOLD: self.told > 0,
            EFFECT: self.measured and self.stage == CLOSED,
        }[station]
