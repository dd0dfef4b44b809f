"""Learning paths: what one reads, answers and does in which order, and how far one has come."""
