"""What is wrong with this installation, and how to mend it. Looks only; changes nothing."""

from collections.abc import Callable

from wiki.ops.doctor_content import CONTENT
from wiki.ops.doctor_surroundings import SURROUNDINGS, database
from wiki.ops.findings import Finding
from wiki.web.runtime import Runtime


def examine(runtime: Runtime, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Every finding. Without a usable database only that is told: everything else needs one."""
    found = list(database(runtime))
    if found:
        return found
    checks = (*SURROUNDINGS, *CONTENT)
    for number, check in enumerate(checks, start=1):
        found += check(runtime)
        if progress:
            progress(number, len(checks))
    return found
