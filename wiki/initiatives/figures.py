"""The figure of an initiative: how values are read, compared with the target, and how far chance may be behind them."""

from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from wiki.initiatives.fields import HIGHER, SHARE

REACHED, MISSED = "reached", "missed"
_Z = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution: 95 % lie between minus and plus this."""


@dataclass(frozen=True)
class Interval:
    """Where the true share lies with a certainty of 95 %; both ends in percent."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether `value` lies within."""
        return self.low <= value <= self.high


def wilson(percent: float, cases: int) -> Interval:
    """The Wilson score interval of a share of `percent` among `cases`.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association 22, 209-212. Recommended for few cases and shares near 0 or 100 by Brown, Cai, DasGupta
    (2001): Interval estimation for a binomial proportion. Statistical Science 16, 101-133.
    """
    share, square = percent / 100, _Z * _Z
    middle = share + square / (2 * cases)
    half = _Z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    below = 1 + square / cases
    return Interval(max(0.0, (middle - half) / below * 100), min(100.0, (middle + half) / below * 100))


@dataclass(frozen=True)
class Value:
    """A value of the figure on a day. `cases`: how many it rests on, where that is known."""

    value: float
    on: date | None = None
    cases: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Figure:
    """What an initiative is measured by. `names` by language; nothing in it is there for certain."""

    names: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    better: str = HIGHER
    baseline: Value | None = None
    target: float | None = None
    target_on: date | None = None

    @property
    def is_share(self) -> bool:
        """Whether values are percent of cases."""
        return self.unit == SHARE

    def interval(self, value: Value) -> Interval | None:
        """The interval of a share whose cases are known."""
        if not self.is_share or not value.cases or not 0 <= value.value <= 100:
            return None
        return wilson(value.value, value.cases)

    def verdict(self, value: float | None) -> str:
        """Whether the value reaches the target; empty where there is nothing to compare."""
        if value is None or self.target is None:
            return ""
        reaches = value >= self.target if self.better == HIGHER else value <= self.target
        return REACHED if reaches else MISSED

    def is_certain(self, value: Value) -> bool:
        """Whether chance alone does not explain on which side of the target the value lies; of what is no share with
        known cases nothing is known, and nothing is said."""
        interval = self.interval(value)
        return interval is None or self.target is None or not interval.holds(self.target)

    def way(self, value: float | None) -> int | None:
        """How much of the way from baseline to target the value has gone, in percent from 0 to 100."""
        if value is None or self.baseline is None or self.target is None or self.target == self.baseline.value:
            return None
        gone = (value - self.baseline.value) / (self.target - self.baseline.value)
        return round(100 * min(1.0, max(0.0, gone)))
