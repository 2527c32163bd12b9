"""After log-out, withdrawal and closing a browser gives nothing away: not by Back, not from what it keeps, not anew."""

import re

import pytest

from boligsocial import db
from boligsocial.models import Case, Note, Photo, Role, Share
from tests.hostile.leak import Seeker, fetched
from tests.hostile.stage import cookie_of, seeded
from tests.make import Make
from tests.secrets_world import SecretsWorld

LEAST = 50
# So many that at least LEAST secrets stand in them.
PAGES = 16


class Bench:
    """The app full of secrets, and the addresses that show some."""

    def __init__(self, browser, app, world, where):
        self.browser, self.app, self.world, self.where = browser, app, world, where
        self.maja, self.lone = world.users[Role.WORKER], world.users[Role.CONTACT]
        shared = world.shared
        self.photos = [f"/fotos/{photo.id}" for photo in Photo.select().limit(PAGES // 2)]
        self.pages = [f"/sager/{case.id}" for case in Case.select().order_by(Case.opened_at)]
        self.pages = self.pages[: PAGES - 1]
        self.pages += [
            f"/notater/{note.id}" for note in Note.select().where(Note.undone_at.is_null()).limit(PAGES // 4)
        ]
        self.shared, self.shared_photo = f"/portal/{shared.id}", f"/fotos/{shared.share_photos.get().photo_id}"

    def seeker(self, user):
        """A browser in which the person is signed in."""
        with db.db.obj.connection_context():
            return Seeker(self.browser, self.where, cookie_of(self.app, user))

    def found(self, texts):
        """The secrets that stand in the texts."""
        return self.world.secrets.found_in(texts)

    def act(self, user, path, **form):
        """Let somebody do something elsewhere."""
        with db.db.obj.connection_context():
            answer = Make(self.app).client(user).post(path, data=form)
        assert answer.status_code == 303, answer.text


@pytest.fixture
def bench(browser):
    with seeded(SecretsWorld) as (app, world, where), db.db.obj.connection_context():
        bench = Bench(browser, app, world, where)
        yield bench


def everything_that_is_kept(bench, seeker, paths):
    """By the browser's own storages and caches; then by the addresses, pages and pictures."""
    return [*seeker.kept(paths), *seeker.open(*paths), *fetched(seeker, paths)]


def after_log_out(bench):
    seeker = bench.seeker(bench.maja)
    cookie = next(one["value"] for one in seeker.context.cookies() if one["name"] == "boligsocial")
    paths = [*bench.pages, *bench.photos]
    before = bench.found(seeker.open(*paths, "/", *bench.pages[:4]))
    assert len(before) >= LEAST
    assert len(bench.found(seeker.back(3))) > 10, "Back shows secrets while somebody is signed in"
    seeker.open("/log")
    seeker.page.locator("textarea[name=text]").fill(draft := next(iter(before)))
    seeker.page.wait_for_timeout(400)
    seeker.open(*bench.pages[:3], "/mig")
    with seeker.page.expect_navigation():
        seeker.page.get_by_role("button", name="Log ud").click()
    assert bench.found([seeker.text()]) == set()
    assert bench.found(seeker.back(3)) == set()
    assert bench.found(everything_that_is_kept(bench, seeker, paths)) == set(), f"the draft is {draft}"
    thief = Seeker(bench.browser, bench.where, cookie)
    assert bench.found([*thief.open(*paths), *fetched(thief, paths)]) == set()


def after_withdrawal(bench):
    seeker, share = bench.seeker(bench.lone), bench.world.shared
    paths = [bench.shared, f"{bench.shared}/udskrift", bench.shared_photo, f"{bench.shared_photo}/lille"]
    seeker.open("/portal", *paths[:2])
    before = bench.found([*seeker.open(*paths), *fetched(seeker, paths)])
    assert share.text in before
    assert len(before) >= 4
    seeker.open("/portal", bench.shared)
    bench.act(bench.maja, f"/delinger/{share.id}/traek-tilbage")
    assert Share.get_by_id(share.id).withdrawn_at
    gone = before - bench.found(seeker.open("/portal"))
    assert share.text in gone
    seeker.page.wait_for_timeout(100)
    assert bench.found(seeker.back(1)) & gone == set(), "by Back"
    assert bench.found([*seeker.open("/portal"), *everything_that_is_kept(bench, seeker, paths)]) & gone == set()


def after_closing(bench):
    seeker = bench.seeker(bench.maja)
    cookie = next(one["value"] for one in seeker.context.cookies() if one["name"] == "boligsocial")
    paths = [*bench.pages, *bench.photos]
    assert len(bench.found(seeker.open(*paths, *bench.pages[:4]))) >= LEAST
    erik = next(user for user in bench.world.others if user.role == Role.ADMIN)
    bench.act(erik, f"/brugere/{bench.maja.id}/luk", sure="y")
    assert bench.found(seeker.back(3)) == set(), "by Back"
    assert bench.found(everything_that_is_kept(bench, seeker, paths)) == set()
    thief = Seeker(bench.browser, bench.where, cookie)
    assert bench.found([*thief.open(*paths), *fetched(thief, paths)]) == set()
    assert re.search("Log ind", thief.text())


def test_after_log_out_withdrawal_and_closing_the_browser_gives_no_secret_away(bench):
    after_withdrawal(bench)
    after_log_out(bench)
    after_closing(bench)
