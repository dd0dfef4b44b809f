"""What every kind of entry shares."""
