import time
from models import Person
import pytest
@pytest.mark.parametrize("n", range(4))
def test_a(any_office, n):
    any_office.person()
    assert any_office.only(Person).title == "Beispiel, Ada"
def test_e(postgres_app): pass
