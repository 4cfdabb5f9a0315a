"""Sentences about the office, checked on the real application."""
