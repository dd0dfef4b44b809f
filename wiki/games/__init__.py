"""Small games that teach the words; nobody's results are kept."""
