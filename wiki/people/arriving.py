"""Where somebody arrives who has just accepted an invitation: upper floors say, they may want to show people around."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Arrival:
    """Filled while wiring; reach it with `wired(session, Arrival)`. An empty address is the home page."""

    address: Callable[[], str] = lambda: ""
