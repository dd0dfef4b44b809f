"""Measures the wiki (`make bench`) and kills it under load (`make faults`)."""
