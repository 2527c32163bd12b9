"""How often one may guess: by name, by address and in all; and what a right password forgives."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import LoginAttempt
from boligsocial.passwords import token_hash
from tests.make import PASSWORD, Make

MINE, ELSEWHERE = token_hash("127.0.0.1"), token_hash("192.0.2.7")


def log_in(client, username, password=PASSWORD):
    return Make(client.application).log_in(client, username, password)


def failed(times, name="en.anden", address=ELSEWHERE, minutes_ago=1):
    """Let it have gone wrong so many times before."""
    at = now() - timedelta(minutes=minutes_ago)
    row = {"name_hash": token_hash(name), "address_hash": address, "at": at}
    LoginAttempt.insert_many([row] * times).execute()


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ({"times": 4, "name": "maja"}, 303),
        ({"times": 5, "name": "maja"}, 429),
        ({"times": 5, "name": "maja", "minutes_ago": 14}, 429),
        ({"times": 5, "name": "maja", "minutes_ago": 16}, 303),
        ({"times": 29, "address": MINE}, 303),
        ({"times": 30, "address": MINE}, 429),
        ({"times": 199}, 303),
        ({"times": 200}, 429),
    ],
)
def test_so_many_wrong_tries_are_forgiven_and_one_more_is_not(make, client, before, status):
    make.worker(username="maja")
    failed(**before)
    assert log_in(client, "maja").status_code == status


def test_a_try_while_the_name_is_closed_checks_no_password_and_makes_the_wait_no_longer(make, client):
    make.worker(username="maja")
    failed(5, "maja")
    assert log_in(client, " Maja ").status_code == 429
    assert log_in(client, "maja", "forkert").status_code == 429
    assert LoginAttempt.select().count() == 5


def test_getting_in_forgives_ones_own_wrong_tries_and_nobody_elses(make, client):
    make.worker(username="maja")
    failed(4, "maja")
    failed(4, "jonas")
    assert log_in(client, "maja").status_code == 303
    assert {row.name_hash for row in LoginAttempt.select()} == {token_hash("jonas")}
    for _try in range(4):
        assert log_in(make.client(), "maja", "forkert").status_code == 422


def test_what_is_typed_as_name_or_address_is_kept_as_hashes_only(make, client):
    log_in(client, "Min.Hemmelighed", "forkert")
    (row,) = LoginAttempt.select().dicts()
    assert (row["name_hash"], row["address_hash"]) == (token_hash("min.hemmelighed"), MINE)


def test_blanks_around_a_user_name_do_not_matter(make, client):
    make.worker(username="maja")
    assert log_in(client, " maja ").status_code == 303


def test_an_empty_password_is_asked_for_and_counts_as_no_try(make, client):
    make.worker(username="maja")
    answer = log_in(client, "maja", "")
    assert answer.status_code == 422
    assert "Skriv din adgangskode." in answer.text
    assert LoginAttempt.select().count() == 0


def test_the_wait_is_over_after_a_quarter_of_an_hour(make, client):
    make.worker(username="maja")
    with time_machine.travel(now(), tick=False) as traveller:
        failed(5, "maja", minutes_ago=0)
        traveller.shift(timedelta(minutes=14, seconds=59))
        assert log_in(client, "maja").status_code == 429
        traveller.shift(timedelta(seconds=2))
        assert log_in(client, "maja").status_code == 303
