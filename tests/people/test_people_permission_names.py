"""Every permission is told in words on the page of a role."""

from wiki.access.permissions import Permission
from wiki.people.permission_names import PERMISSION_NAMES


def test_every_permission_has_a_name():
    assert set(PERMISSION_NAMES) == set(Permission)


def test_a_roles_page_says_what_it_allows(stock):
    client = stock.client("employee")
    client.set_cookie("cxwiki_language", "en")
    page = client.get("/roles/auditor").text
    assert "Read the audit record" in page
    assert "audit.read" not in page
    assert "Manage accounts" not in page
