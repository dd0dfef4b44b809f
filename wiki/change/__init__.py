"""Change management: groups concerned, their readiness, who is told and trained."""
