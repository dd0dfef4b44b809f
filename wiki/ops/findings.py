"""Something wrong with an installation, as the doctor tells it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wiki.web.runtime import Runtime


@dataclass(frozen=True)
class Finding:
    """Something wrong. `part` is stable, for scripts; `is_grave` means that the wiki cannot do its work."""

    part: str
    what: str
    mend: str
    is_grave: bool = True


Check = Callable[[Runtime], Iterator[Finding]]
"""Looks at one part; changes nothing."""
