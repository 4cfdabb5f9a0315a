"""The content security policy in a real browser: every page keeps it, and a breach is noticed."""

import pytest

from models.permissions import Role
from tests.browser.conftest import Visit
from tests.factories import Office

pytestmark = pytest.mark.browser


def test_what_the_policy_forbids_is_noticed_by_every_test(
    visit: Visit, complaints: list[str]
) -> None:
    """That is what makes each visit of these tests a check of the policy."""
    page = visit("/admin/")
    page.evaluate(
        """document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>')"""
    )
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""")
    page.evaluate("""() => new Promise((done) => {
      const picture = new Image();
      picture.onerror = done;
      picture.src = "https://elsewhere.example/x.png";
      document.body.append(picture);
    })""")
    assert page.evaluate("window.ran") is None
    told = " ".join(complaints)
    for part in ("style-src", "script-src", "img-src"):
        assert part in told
    complaints.clear()


def test_nothing_goes_without_being_asked_for(visit: Visit, office: Office) -> None:
    """The question is a page of its own, so it does not depend on a script that may not run."""
    task = office.task()
    page = visit(f"/admin/task/details/?id={task.id}", role=Role.SOCIAL_WORKER)
    page.context.route("**/*.js", lambda route: route.abort())
    page.reload()
    page.click("main a.danger")
    page.wait_for_url("**/admin/task/delete/**")
    assert office.fresh(task) is not None
    page.click("main button.danger")
    page.wait_for_url("**/admin/task/")
    assert office.fresh(task) is None
