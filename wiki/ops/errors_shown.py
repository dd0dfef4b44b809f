"""Errors of consumers and jobs as administrators see them: short, and without the people and secrets in them."""

import re

from wiki.core.personal_data import find

LONGEST = 160
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@]+@")
_TOKEN = re.compile(r"\b[A-Za-z0-9_-]{32,}\b")


def in_short(error: str | None) -> str:
    """The first line of `error`; what looks like an address, a number of somebody or a secret becomes `…`."""
    line = next((each.strip() for each in (error or "").splitlines() if each.strip()), "")
    line = _CREDENTIALS.sub("…@", line)
    for match in find(line):
        line = line.replace(match.text, "…")
    line = _TOKEN.sub("…", line)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
