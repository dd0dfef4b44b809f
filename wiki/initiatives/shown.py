"""An initiative on the page of its content: what it is measured by, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from wiki.entries.page import EntryPage
from wiki.initiatives.figures import Figure, Value
from wiki.initiatives.kind import figure_of
from wiki.initiatives.models import Initiative
from wiki.initiatives.wording import LIGHT_TONES, SHORT_LIGHTS, STAGES, VERDICTS, value_text


@dataclass(frozen=True)
class Now:
    """The figure of the version shown; stage, light and newest value with the version that readers see alone. Names
    are told on the page of the progress, to those signed in."""

    figure: Figure
    stage: str = ""
    light: str = ""
    newest: Value | None = None
    words: ClassVar[Mapping[str, Any]] = {
        "stages": STAGES, "lights": SHORT_LIGHTS, "tones": LIGHT_TONES, "verdicts": VERDICTS,
    }  # fmt: skip

    @property
    def verdict(self) -> str:
        """Whether the newest value reaches the target."""
        return self.figure.verdict(self.newest.value if self.newest else None)

    def told(self, value: float) -> str:
        """A value with its unit."""
        return value_text(value, self.figure.unit)


def initiative_now(page: EntryPage) -> Now:
    """What the page of an initiative shows beside its texts."""
    figure, entry = figure_of(page.payload), page.entry
    if not page.is_released or page.as_of is not None or not isinstance(entry, Initiative):
        return Now(figure)
    return Now(figure, entry.stage, entry.light, entry.newest)
