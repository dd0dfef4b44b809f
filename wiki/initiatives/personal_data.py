"""What initiatives keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

INITIATIVES = Topic(
    "initiatives",
    _l("Initiatives"),
    _l("So that it is clear who leads an initiative, who takes part, and who wrote down how it goes."),
    _l("Everybody signed in who may read the initiative."),
    _l("As long as the initiative exists; when you leave, under a pseudonym."),
    (
        Rows(_l("Initiatives you take part in"), "initiative_member", "person_id", erasing=Erasing.NAMELESS,
             shows=((_l("Initiative"), "initiative_id"), (_l("Part"), "part"), (_l("Since"), "since"),
                    (_l("Until"), "until"))),
        Rows(_l("Reports you wrote"), "initiative_report", "by_id",
             shows=((_l("Initiative"), "initiative_id"), (_l("Reason"), "reason"), (_l("When"), "at"))),
        Rows(_l("Decisions you wrote down"), "initiative_decision", "recorded_by_id",
             shows=((_l("Text"), "text"), (_l("When"), "recorded_at"))),
        Rows(_l("Figures you wrote down"), "initiative_measurement", "recorded_by_id",
             shows=((_l("Source"), "source"), (_l("When"), "recorded_at"))),
        Rows(_l("Versions you tied to an initiative"), "initiative_change", "added_by_id",
             shows=((_l("When"), "added_at"),)),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([INITIATIVES])
