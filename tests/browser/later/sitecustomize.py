"""Moves the clock of a wiki that is served for a test: read by Python itself as each process begins."""

import os
from datetime import datetime, timedelta

from wiki.core import clock

_now = clock.now


def _later() -> datetime:
    return _now() + timedelta(days=int(os.environ["DAYS_LATER"]))


clock.now = _later
