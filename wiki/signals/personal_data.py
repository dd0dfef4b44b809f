"""What signals keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData, Rows, Topic

SIGNALS = Topic(
    "signals",
    _l("Signals"),
    _l("So that whoever noticed something can be asked, and is told what became of it."),
    _l("Everybody signed in; who reported without a name, or said that something is unclear, is told to nobody."),
    _l("As long as the signal is kept; when you leave, under a pseudonym."),
    (
        Rows(_l("Signals you reported"), "signal", "reported_by_id",
             shows=((_l("Title"), "title"), (_l("Text"), "text"), (_l("When"), "reported_at"))),
        Rows(_l("Signals you decided on"), "signal", "decided_by_id",
             shows=((_l("Title"), "title"), (_l("Answer given"), "answer"), (_l("When"), "decided_at"))),
        Rows(_l("Signals you have seen again"), "signal_sighting", "told_by_id",
             shows=((_l("Note"), "note"), (_l("When"), "told_at"))),
    ),
)  # fmt: skip


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([SIGNALS])
