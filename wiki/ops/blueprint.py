"""The blueprint of operation; the modules `views` and `views_*` add their addresses to it."""

from flask import Blueprint

from wiki.access.permissions import Permission
from wiki.access.rules import needs

blueprint = Blueprint("ops", __name__)

LOOK = needs(Permission.SYSTEM_MANAGE, Permission.AUDIT_READ)
"""Who may see how the wiki runs: administrators, and auditors, who change nothing."""
ACT = needs(Permission.SYSTEM_MANAGE)
