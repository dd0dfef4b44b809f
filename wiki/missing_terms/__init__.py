"""Words people look for in vain: what is searched for without a hit, and terms that are asked for."""
