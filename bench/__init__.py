"""Measures our pages beside Django admin, stock Flask-Admin and the floor: `make bench`."""
