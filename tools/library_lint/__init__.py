"""What can be proved about the texts of `content/`: `python -m tools.library_lint [FOLDER]`.

Taste cannot be checked, form can: both languages, definitions as DIN 2330 wants them, sources, relations that hold,
no entry that nothing leads to, processes and journeys that are whole, typography. Messages name file and line.
"""
