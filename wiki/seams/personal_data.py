"""What the tables of seams keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData, Rows, Topic

SEAMS = Topic(
    "seams",
    _l("Agreements at seams"),
    _l("So that both departments can rely on what was agreed, and by whom."),
    _l("Everybody signed in: who said something about a seam, who proposed, accepted or declined an agreement."),
    _l("As long as the process exists; when you leave, under a pseudonym."),
    (
        Rows(
            _l("What you said about seams"), "seam", "told_by_id",
            shows=((_l("Entry"), "entry_id"), (_l("Notes"), "notes"), (_l("When"), "told_at")),
        ),
        Rows(
            _l("Agreements you proposed"), "seam_agreement", "proposed_by_id",
            shows=((_l("What"), "what"), (_l("Form"), "form"), (_l("By when"), "by_when"), (_l("When"), "proposed_at")),
        ),
        Rows(
            _l("Agreements you accepted for the side that hands over"), "seam_agreement", "from_accepted_by_id",
            shows=((_l("What"), "what"), (_l("When"), "from_accepted_at")),
        ),
        Rows(
            _l("Agreements you accepted for the side that takes over"), "seam_agreement", "to_accepted_by_id",
            shows=((_l("What"), "what"), (_l("When"), "to_accepted_at")),
        ),
        Rows(
            _l("Agreements you declined"), "seam_agreement", "declined_by_id",
            shows=((_l("What"), "what"), (_l("Reason"), "reason"), (_l("When"), "declined_at")),
        ),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add(
        [SEAMS], {"seam.causes": "what goes wrong between two steps", "seam.called": "what the two steps are called"}
    )
