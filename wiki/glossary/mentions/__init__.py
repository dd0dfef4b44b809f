"""Mentions of concepts in texts: found, told apart and made into links with cards."""
