"""What the sample company adds to the starter library: touchpoints that makers of espresso machines have."""

from functools import partial
from typing import Any

from wiki.core.db import wired
from wiki.demo.holdings import NEW_TOUCHPOINTS
from wiki.demo.year import Act, Scene
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create

EDITOR = "Miriam Vogt"
SHOP = {"channel": "shop", "direction": "both", "medium": "analogue", "contact": "direct", "personal": "personal"}
WEB = {"channel": "web", "direction": "both", "medium": "digital", "contact": "direct", "personal": "impersonal"}
VISIT = {"channel": "field_sales", "direction": "outbound", "medium": "analogue", "contact": "direct"}
ENTRIES: dict[str, dict[str, Any]] = {
    "Ladengeschäfte": {
        "title": {"de": "Barista-Kurs", "en": "Barista course"},
        "summary": {
            "de": "Abendkurs im Laden: mahlen, brühen, Milch schäumen, das eigene Gerät pflegen",
            "en": "Evening course in the shop: grind, brew, froth milk, look after one's own machine",
        },
        "phases": ["use", "loyalty"],
        "expectation": {
            "de": "Mit den eigenen Händen üben, nicht zusehen.",
            "en": "To practise with one's own hands, not to watch.",
        },
        **SHOP,
    },
    "Onlineshop": {
        "title": {"de": "Bohnen-Abo", "en": "Bean subscription"},
        "summary": {
            "de": "Frische Bohnen im gewählten Abstand, jederzeit verschoben oder beendet",
            "en": "Fresh beans at the interval chosen, put off or ended at any time",
        },
        "phases": ["purchase", "loyalty"],
        "expectation": {
            "de": "Mit einem Klick pausieren, ohne anzurufen.",
            "en": "To pause with one click, without a telephone call.",
        },
        **WEB,
    },
    "Geschäftskunden": {
        "title": {"de": "Probegerät im Büro", "en": "Trial machine in the office"},
        "summary": {
            "de": "Zwei Wochen Espresso für alle, bevor der Betrieb entscheidet",
            "en": "Two weeks of espresso for everybody before the company decides",
        },
        "phases": ["information", "decision"],
        "expectation": {
            "de": "Aufgestellt, erklärt und pünktlich wieder abgeholt werden, ohne dass jemand im Büro schleppt.",
            "en": "Set up, explained and fetched on the day, without anybody in the office carrying it.",
        },
        **VISIT,
    },
}
"""By the German name of the department."""


def acts() -> list[Act]:
    """In any order: `company.py` puts the acts of all chapters in order."""
    return [Act(352 - number, partial(_add, unit)) for number, unit in enumerate(ENTRIES)]


def _add(unit: str, scene: Scene) -> None:
    kind = wired(scene.session, Kinds).get("touchpoint")
    content, problems = payloads.clean(kind, ENTRIES[unit] | {"department": scene.department(unit).slug})
    if problems:
        raise RuntimeError("; ".join(f"{each.where}: {each.message}" for each in problems))
    note = "Gibt es bei uns, stand aber nirgends."
    made = create(scene.session, scene.actor(EDITOR), kind, Edit(content, note=note, intent=Intent.RELEASE))
    if made.entry.slug not in NEW_TOUCHPOINTS:
        raise RuntimeError(f"nobody is named for {made.entry.slug}")
