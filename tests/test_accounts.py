"""Getting in and out."""

from boligsocial.models import LoginSession
from tests.make import PASSWORD


def test_a_person_gets_in_with_user_name_and_password(make, client):
    worker = make.worker()
    answer = client.post("/log-ind", data={"username": worker.username, "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.location == "/"
    assert LoginSession.select().where(LoginSession.user == worker).count() == 1
    assert client.get("/mig").status_code == 200


def test_logging_out_ends_the_session_also_for_a_copied_cookie(make):
    worker = make.worker()
    browser = make.client(worker)
    copied = browser.get_cookie("boligsocial").value
    browser.post("/log-ud")
    thief = make.client()
    thief.set_cookie("boligsocial", copied)
    assert thief.get("/mig").status_code == 303
