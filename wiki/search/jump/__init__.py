"""Finding while typing: the jump list, and what the command palette offers beside it."""
