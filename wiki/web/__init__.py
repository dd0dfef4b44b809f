"""Helpers around Flask: the transaction, forms, errors, the shell."""
