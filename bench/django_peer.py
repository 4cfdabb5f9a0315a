"""The peer in Django: its admin over the same tables, an administrator signed in."""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from bench.caller import Count, Peer

ROW_LINK = re.compile(rb"/(\d+)/change/")


def cookie() -> str:
    """Django's tables for accounts and sessions, an account in them, and its session."""
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_superuser("messung", "", "Messen-am-Morgen-7")
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def counted() -> Count:
    count = Count()

    def note(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        count.note(sql)
        return run(sql, *rest)

    for connection in connections.all():
        connection.execute_wrappers.append(note)
    return count


def main(address: str) -> None:
    os.environ["SIM_BENCH_ADDRESS"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.django_office.settings"
    app = get_wsgi_application()
    Peer(app, counted(), ROW_LINK, {"lead": cookie()}).serve()


if __name__ == "__main__":
    main(sys.argv[1])
