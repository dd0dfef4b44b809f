"""What the tables of hand-overs keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Topic

HANDOVERS = Topic(
    "handovers",
    _l("Hand-overs"),
    _l("So that nothing is lost when somebody leaves or hands duties over, and both sides can show what was agreed."),
    _l(
        "You, your heads, the administration, CX managers and auditors; successors see what is proposed to them. A "
        "hand-over that follows a last day which is not announced: you, the heads above and the administration."
    ),
    _l("For good, as a proof; when you are erased, under a pseudonym."),
    (
        Rows(
            _l("Your hand-overs"),
            "handover",
            "person_id",
            shows=((_l("From"), "moves_on"), (_l("State"), "state"), (_l("Begun"), "begun_at")),
        ),
        Rows(
            _l("Hand-overs you began"),
            "handover",
            "begun_by_id",
            erasing=Erasing.UNTIED,
            shows=((_l("Begun"), "begun_at"),),
        ),
        Rows(
            _l("What you were asked to take over"),
            "handover_item",
            "successor_id",
            shows=(
                (_l("What"), "title_de"),
                (_l("State"), "state"),
                (_l("Asked"), "asked_at"),
                (_l("Answered"), "answered_at"),
                (_l("Reason"), "reason"),
            ),
            also=("title_en",),
        ),
        Rows(
            _l("What came to you"),
            "handover_item",
            "holder_id",
            shows=((_l("What"), "title_de"), (_l("Since"), "done_on")),
        ),
        Rows(
            _l("Protocols, with pseudonyms instead of names"),
            "handover_protocol",
            by=By.NOTHING,
            erasing=Erasing.STAYS,
            also=("document",),
        ),
    ),
)


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([HANDOVERS])
