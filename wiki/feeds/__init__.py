"""Lists as Atom feeds, due dates as a calendar, under private addresses where they need rights."""
