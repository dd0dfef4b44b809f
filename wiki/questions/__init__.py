"""Questions made from what is released: the same content always makes the same questions."""
