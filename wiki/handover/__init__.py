"""Hand-over: everything a person answers for goes to successors, item by item."""
