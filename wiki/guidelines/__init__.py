"""The company's guidelines."""
