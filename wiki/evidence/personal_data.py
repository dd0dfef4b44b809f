"""What evidence keeps about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData, Rows, Topic

EVIDENCE = Topic(
    "evidence",
    _l("Evidence"),
    _l("So that whoever reads it can ask where it comes from."),
    _l("Everybody signed in."),
    _l("As long as the evidence is kept; when you leave, under a pseudonym."),
    (
        Rows(
            _l("Evidence you wrote down"), "evidence", "told_by_id",
            shows=((_l("Entry"), "entry_id"), (_l("Source"), "source"), (_l("Note"), "note"), (_l("When"), "told_at")),
        ),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([EVIDENCE], {"evidence.called": "what the step is called"})
