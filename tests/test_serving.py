"""What the access log keeps of a request."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from boligsocial.serving import HouseLogger, access_log_format


@pytest.fixture
def line():
    """Return the log's line for a path, asked for from 192.0.2.7."""
    logger = HouseLogger(Config())

    def logged(path):
        environ = {"REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"}
        environ |= {"PATH_INFO": path, "QUERY_STRING": "q=Amina", "RAW_URI": f"{path}?q=Amina"}
        answer = SimpleNamespace(status="200 OK", sent=12, headers=[])
        atoms = logger.atoms(answer, SimpleNamespace(headers=[]), environ, timedelta(seconds=1))
        return access_log_format % logger.atoms_wrapper_class(atoms)

    return logged


def test_a_line_says_from_where_and_what_but_nothing_that_was_searched_for(line):
    assert line("/sager").startswith("192.0.2.7 ")
    assert '"GET /sager" 200' in line("/sager")
    assert "Amina" not in line("/sager")


def test_an_activation_link_is_not_kept(line):
    assert '"GET /aktiver/..." 200' in line("/aktiver/hemmeligt")


@pytest.mark.parametrize("path", ["/henvend-dig", "/henvend-dig/tak"])
def test_from_where_somebody_writes_to_us_is_not_kept(line, path):
    assert line(path).startswith("- ")
    assert "192.0.2.7" not in line(path)


def test_a_path_with_line_breaks_and_colours_stays_one_plain_line(line):
    assert line("/x\n\x1b[31m/y").count("\n") == 0
    assert "\x1b" not in line("/x\x1b[31m")
