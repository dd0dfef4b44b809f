"""What becomes of a word when a concept gets another preferred label."""

from typing import Any

from wiki.core.text import fold
from wiki.entries.fields import Payload
from wiki.glossary.projection import PREFERRED, status


def keep_old_names(before: Payload, content: dict[str, Any]) -> dict[str, Any]:
    """A word that was preferred and is no label any more stays one that people may use and find."""
    labels = list(content.get("labels", ()))
    there = {(label["language"], fold(label["text"])) for label in labels}
    for label in before.get("labels", ()):
        if status(label) == PREFERRED and (label["language"], fold(label["text"])) not in there:
            labels.append({name: value for name, value in label.items() if name != "status"})
    return {**content, "labels": labels} if labels else content
