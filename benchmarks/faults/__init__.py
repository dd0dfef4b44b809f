"""Kills web processes, web server and worker at random moments under load, then looks for anything lost."""
