"""Fills a new database: reference data for every office, an invented town for the demo."""
