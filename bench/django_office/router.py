"""Which of Django's tables lie in which database."""

from typing import Any

OFFICE = "django_office"


class Router:
    def db_for_read(self, model: Any, **_: Any) -> str:
        return "office" if model._meta.app_label == OFFICE else "default"

    db_for_write = db_for_read

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        return True

    def allow_migrate(self, database: str, app_label: str, **_: Any) -> bool:
        return database == "default" and app_label != OFFICE
