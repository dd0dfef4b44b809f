"""What readers find unclear: whoever answers for the page sees it first, and who asked is told what became of it."""
