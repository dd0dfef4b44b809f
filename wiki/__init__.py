"""CX wiki: glossary, process library and governance for customer experience teams."""

__version__ = "0.1.0"
