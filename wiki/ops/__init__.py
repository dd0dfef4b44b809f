"""Operation: worker, server, health, backup."""
