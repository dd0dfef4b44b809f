"""Currency: whether what is released still holds - reviews, who is asked, verified in one click."""
