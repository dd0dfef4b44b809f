"""Pages over several features."""
