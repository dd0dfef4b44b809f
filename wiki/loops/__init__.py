"""From signal to effect on one page; the map of the fields of action; the monthly report."""
