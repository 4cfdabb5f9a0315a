"""The office that is measured: the application with the clock of the town, not its generator."""

import logging

from flask import Flask

from app import create_app
from bench.town import NOW


def office(address: str) -> Flask:
    """The application as the office runs it, on the day of the data set."""
    logging.disable(logging.INFO)
    return create_app(
        {
            "SECRET_KEY": "nur-zum-messen-" + "s" * 32,
            "DATA_KEYS": ["nur-zum-messen-" + "d" * 32],
            "SQLALCHEMY_DATABASE_URI": address,
            "DEMO": True,  # the accounts are the demo's, the cookies need no HTTPS
            "CLOCK": lambda: NOW,
        }
    )
