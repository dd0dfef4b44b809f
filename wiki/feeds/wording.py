"""What acts upon feed addresses are called."""

from flask_babel import lazy_gettext as _l

ACTS = {
    "feed:made": _l("Private feed address made"),
    "feed:renewed": _l("Private feed address renewed"),
    "feed:revoked": _l("Private feed address revoked"),
}
