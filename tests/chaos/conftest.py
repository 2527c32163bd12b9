"""The stage that every round of the phones plays on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.chaos.stage import Stage, set_stage


@pytest.fixture
def stage(playwright: Playwright) -> Iterator[Stage]:
    """A server, a proxy and phones of the test's own; at its end nothing has broken the Content-Security-Policy."""
    with set_stage(playwright) as stage:
        yield stage
        assert stage.violations == []
