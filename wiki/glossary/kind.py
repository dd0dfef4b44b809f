"""The kind *term*: one entry a concept, with labels in several languages."""

from collections import Counter

from flask_babel import lazy_gettext as _l

from wiki.core import markdown
from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, fold
from wiki.entries.fields import Choice, Line, Option, Payload, Prose, Reference, References
from wiki.entries.kinds import Column, Kind, Passage, View
from wiki.entries.options import FIELD_OF_ACTION, by_label, shown_field_of_action, shown_summary
from wiki.entries.rows import Rows
from wiki.glossary.hints import hints
from wiki.glossary.listed import also_called, labelled
from wiki.glossary.models import Term
from wiki.glossary.projection import ADMITTED, DEPRECATED, HIDDEN, PREFERRED, project, project_new, status, withdraw
from wiki.glossary.renaming import keep_old_names

LABELS = Rows(
    name="labels",
    label=_l("Labels"),
    row_label=_l("Label"),
    help=_l(
        "What the concept is called: one preferred label in each language, and every other word people use for it."
    ),
    required=True,
    fields=(
        Choice(
            name="language",
            label=_l("Language"),
            required=True,
            options=(Option("de", _l("German")), Option("en", _l("English"))),
        ),
        Line(name="text", label=_l("Label"), required=True, most=150),
        Choice(
            name="type",
            label=_l("Type"),
            default="full",
            options=(
                Option("full", _l("full form")),
                Option("abbreviation", _l("abbreviation")),
                Option("acronym", _l("acronym")),
                Option("variant", _l("spelling variant")),
            ),
        ),
        Choice(
            name="status",
            label=_l("Status"),
            default=ADMITTED,
            options=(
                Option(PREFERRED, _l("preferred")),
                Option(ADMITTED, _l("admitted")),
                Option(DEPRECATED, _l("deprecated")),
                Option(HIDDEN, _l("hidden (misspelling)")),
            ),
        ),
    ),
    identity=("language", "text"),
    most=60,
)

FIELDS = (
    LABELS,
    FIELD_OF_ACTION,
    Line(
        name="scope",
        label=_l("Only in"),
        help=_l("Fill this in only when the same word means different things in different areas."),
        most=100,
    ),
    Rows(
        name="broader",
        label=_l("Broader concepts"),
        row_label=_l("Broader concept"),
        fields=(
            Reference(name="entry", label=_l("Concept"), kind="term", required=True),
            Choice(
                name="relation",
                label=_l("Relation"),
                default="generic",
                options=(Option("generic", _l("is a kind of")), Option("partitive", _l("is a part of"))),
            ),
        ),
        identity=("entry",),
        most=20,
    ),
    References(name="related", label=_l("Related concepts"), kind="term"),
    Rows(
        name="confused_with",
        label=_l("Not to be confused with"),
        row_label=_l("Easily confused concept"),
        fields=(
            Reference(name="entry", label=_l("Concept"), kind="term", required=True),
            Prose(
                name="difference",
                label=_l("The difference in one sentence"),
                per_language=True,
                required=True,
                most=500,
            ),
        ),
        identity=("entry",),
        most=20,
    ),
    Prose(
        name="definition",
        label=_l("Definition"),
        help=_l("A phrase, not a sentence: begin with the broader concept, then say what sets this one apart."),
        per_language=True,
        required=True,
        is_markdown=True,
        section=True,
        most=2000,
    ),
    Prose(name="note", label=_l("Note"), per_language=True, is_markdown=True, section=True, most=5000),
    Prose(name="example", label=_l("Example"), per_language=True, is_markdown=True, section=True, most=5000, height=4),
    Prose(
        name="body",
        label=_l("Explanation"),
        per_language=True,
        is_markdown=True,
        section=True,
        most=50_000,
        height=8,
    ),
)


def titles(payload: Payload) -> dict[str, str]:
    """The preferred label in each language."""
    found = {label["language"]: label["text"] for label in payload.get("labels", ()) if status(label) == PREFERRED}
    return {language: found.get(language, "") for language in LANGUAGES}


def summaries(payload: Payload) -> dict[str, str]:
    """The definition as plain text."""
    return {language: markdown.plain(text) for language, text in payload.get("definition", {}).items()}


def check(payload: Payload) -> list[Problem]:
    """One preferred label a language, at least one at all, and no label said twice in a language."""
    labels = payload.get("labels", ())
    problems = []
    preferred = Counter(label["language"] for label in labels if status(label) == PREFERRED)
    for language, number in preferred.items():
        if number > 1:
            problems.append(Problem("labels", _l("Only one label of a language can be preferred (%(l)s).", l=language)))
    if not preferred:
        problems.append(Problem("labels", _l("One label must be preferred.")))
    seen = set()
    for index, label in enumerate(labels):
        key = (label["language"], fold(label["text"]), status(label) == HIDDEN)
        if key in seen:
            problems.append(Problem(f"labels-{index}-text", _l("This label is there already, spelt alike.")))
        seen.add(key)
    return problems


def passages(payload: Payload) -> list[Passage]:
    """Labels by weight, then the texts."""
    found = []
    for label in payload.get("labels", ()):
        weight = "label" if status(label) == PREFERRED else "alt"
        found.append(Passage("labels", {label["language"]: label["text"]}, weight))
    for name in ("definition", "note", "example", "body"):
        if name in payload:
            texts = {language: markdown.plain(text) for language, text in payload[name].items()}
            found.append(Passage(name, texts))
    found += [Passage("confused_with", row["difference"]) for row in payload.get("confused_with", ())]
    return found


KIND = Kind(
    name="term",
    path="glossary",
    folder="glossary",
    corrected="definition",
    model=Term,
    icon="book",
    label=_l("Term"),
    plural=_l("Glossary"),
    new_label=_l("New term"),
    fields=FIELDS,
    titles=titles,
    summaries=summaries,
    project=project,
    project_new=project_new,
    withdraw=withdraw,
    passages=passages,
    check=check,
    hints=hints,
    keep_old_names=keep_old_names,
    columns=(
        Column("labels", _l("Also called"), also_called, shape="beneath"),
        Column("definition", _l("Definition"), shown_summary, shape="text"),
        Column(
            "field_of_action",
            FIELD_OF_ACTION.label,
            shown_field_of_action,
            by_label(Term.field_of_action, FIELD_OF_ACTION),
        ),
    ),
    loads=("labels",),
    also_named=labelled,
    views=(View(_l("List"), "index", "list-ul"), View(_l("A–Z"), "a_to_z", "sort-alpha-down")),
    filters=("field_of_action",),
    asked_of=("broader", "related", "confused_with"),
)
