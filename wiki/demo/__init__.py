"""A sample company, plainly invented, to try the wiki with."""
