"""The same tables in Django's admin, configured as its documentation advises for large tables."""
