"""That the crawler finds nothing as an outsider says something, because as a worker it finds nearly everything."""

import pytest

from boligsocial.models import Role
from tests.crawler import crawler_as
from tests.secrets_world import SecretsWorld


@pytest.fixture
def world(make):
    return SecretsWorld(make)


def test_the_same_crawler_finds_most_of_the_secrets_as_a_worker(app, make, world, record_property):
    meant = world.secrets.shared_with(Role.WORKER)
    reached = meant & world.secrets.found_in(crawler_as(app, make, world, Role.WORKER).read.values())
    record_property("measured", f"crawler, worker: {len(reached)} of {len(meant)} secrets by following alone")
    # The rest is on pages of some areas of work only, or behind addresses that nothing leads to any more.
    assert len(reached) > 0.75 * len(meant)
