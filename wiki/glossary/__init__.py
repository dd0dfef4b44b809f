"""The glossary: concepts and their labels."""
