"""What the phone promises by itself: nothing typed is lost and nothing can be read."""

import time

from PIL import Image
from playwright.sync_api import expect

from tests.chaos.phones import ChaosPhone
from tests.chaos.servers import wait_until
from tests.chaos.stage import Stage
from tests.chaos.taken import TYPED, large_photo


def test_typing_that_is_killed_comes_back_to_the_last_character(stage: Stage) -> None:
    phone = stage.lasting_phone()
    stage.proxy.is_down = True
    phone.go("/log")
    for times in range(1, 5):
        phone.page.locator("#text").press_sequentially(TYPED, delay=25)
        # A person's hand is still over the keys when the phone dies.
        time.sleep(0.05)
        phone.kill()
        phone.open("/log")
        phone.page.locator("#draft").wait_for()
        assert phone.page.locator("#text").input_value() == TYPED * times
        phone.page.locator("#text").press("End")
        phone.page.locator("#text").press("Control+End")


def test_a_draft_comes_back_with_place_chips_and_photos_and_can_be_deleted(stage: Stage) -> None:
    phone = stage.lasting_phone()
    phone.fill("Halvt skrevet", stage.photos[:2], kind="Opkald", topic="Husleje")
    phone.page.locator("summary", has_text="Bolig, sag").tap()
    phone.page.locator("#dwelling").fill("Birkelunden 22")
    phone.page.locator("#when label", has_text="I går").tap()
    wait_until(lambda: len(phone.records()) == 1, 5, "the draft")
    time.sleep(0.3)
    phone.kill()
    phone.open()
    phone.log_in("maja")
    phone.go("/log")
    page = phone.page
    page.locator("#draft").wait_for()
    assert page.locator("#text").input_value() == "Halvt skrevet"
    assert page.locator("#dwelling").input_value() == "Birkelunden 22"
    chosen = page.locator(":checked").evaluate_all("all => all.map(one => one.value)")
    assert {"call", "rent", "yesterday"} <= set(chosen)
    assert page.locator("#pictures img").count() == 2
    with page.expect_navigation():
        page.locator("#drop-draft").tap()
    assert page.locator("#text").input_value() == ""
    assert phone.records() == []


def test_a_photo_leaves_the_phone_upright_small_and_without_its_tags(stage: Stage) -> None:
    phone = stage.phone()
    stage.photos = [large_photo(stage.folder, 1)]
    stage.write(phone, photo_count=1)
    phone.drain()
    (sent,) = stage.proxy.photos.values()
    assert sent.startswith(b"\xff\xd8")
    for mark in (b"Exif", b"Telefonmager", b"GPS", b"\xff\xe1"):
        assert mark not in sent
    path = stage.folder / "sent.jpg"
    path.write_bytes(sent)
    with Image.open(path) as picture:
        assert picture.size == (1200, 1600)


# The phone last heard from the server so many days ago.
LAST_SEEN = """
(days) => new Promise((done) => {
  const opening = indexedDB.open("boligsocial");
  opening.onsuccess = () => {
    const db = opening.result;
    const kv = db.transaction("kv", "readwrite").objectStore("kv");
    kv.get("me").onsuccess = ({ target }) => {
      const me = { ...target.result, seen: Date.now() - days * 864e5 };
      kv.put(me, "me").onsuccess = () => { db.close(); done(); };
    };
  };
})
"""
SECRETS = ("hemmelig-i-noten", "hemmelig-i-kladden", "hemmelig-i-rettelsen", "hemmelig-bolig-7")


def test_nothing_that_was_typed_or_photographed_can_be_read_on_the_disk_before_or_after_log_out(stage: Stage) -> None:
    phone = stage.lasting_phone()
    phone.fill(f"{SECRETS[0]} sendt", stage.photos[:1])
    phone.save()
    phone.drain()
    (photo,) = stage.proxy.photos.values()
    stage.proxy.is_down = True
    phone.fill(f"{SECRETS[0]} venter", stage.photos[1:2])
    phone.save()
    phone.page.locator("summary", has_text="Bolig, sag").tap()
    phone.page.locator("#dwelling").fill(SECRETS[3])
    phone.page.locator("#text").press_sequentially(SECRETS[1], delay=10)
    time.sleep(0.5)
    assert found_on_disk(phone, photo) == []
    stage.proxy.calm()
    stage.proxy.plan = lambda request: None
    phone.drain()
    phone.go("/mere")
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Log ud").tap()
    assert found_on_disk(phone, photo) == []
    phone.close()
    assert found_on_disk(phone, photo) == []


def found_on_disk(phone: ChaosPhone, photo: bytes) -> list[str]:
    """Return the files of the profile that hold something secret, in the encodings that browsers write."""
    marks = [secret.encode(code) for secret in SECRETS for code in ("utf-8", "utf-16-le")]
    marks += [photo[600:700], b"\xff\xd8\xff\xe0\x00\x10JFIF" + photo[11:40]]
    files = [path for path in phone.profile.rglob("*") if path.is_file()]
    assert any("IndexedDB" in str(path) for path in files)
    found = []
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        found += [f"{path.relative_to(phone.profile)}: {mark[:30]!r}" for mark in marks if mark in content]
    return found


def test_a_phone_that_is_full_says_so_and_keeps_what_was_typed(stage: Stage) -> None:
    phone = stage.phone()
    phone.fill("Vigtigt")
    phone.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    phone.page.locator("button.main", has_text="Gem notat").tap()
    phone.page.locator("#trouble", has_text="kunne ikke gemmes på telefonen").wait_for()
    # The form is emptied for the next note and filled again when nothing could be kept: that takes a moment.
    expect(phone.page.locator("#text")).to_have_value("Vigtigt")
    assert "Gemt" not in phone.page.inner_text("#saved")
    # The stub throws where a real browser would report.
    phone.violations = [one for one in phone.violations if not one.endswith("full")]


def test_three_days_without_the_server_take_the_key_away_and_leave_the_notes(stage: Stage) -> None:
    phone = stage.lasting_phone()
    stage.proxy.is_down = True
    stage.write(phone)
    phone.go("/log")
    phone.page.evaluate(LAST_SEEN, 2.9)
    phone.go("/log")
    # The script shows the form once it knows who writes.
    phone.page.locator("form#log").wait_for()
    phone.page.evaluate(LAST_SEEN, 3.1)
    phone.go("/log")
    phone.page.locator("#nobody").wait_for()
    wait_until(lambda: "1 er låst på telefonen" in phone.status(), 5, "the page to say that a note is locked")
    assert phone.waiting() == 1
    # The login is of today; the first page from the server brings the key back.
    stage.proxy.calm()
    phone.go("/log")
    phone.drain()
    assert stage.judge().faults == {}


def test_a_new_version_is_offered_and_taken_without_losing_the_draft(stage: Stage) -> None:
    phone = stage.lasting_phone()
    phone.go("/log")
    assert phone.page.locator("#update").is_hidden()
    phone.page.locator("#text").fill("Halvt")
    wait_until(lambda: len(phone.records()) == 1, 5, "the draft")
    stage.proxy.rewrite = ("/sw.js", b'VERSION="', b'VERSION="f')
    phone.page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one.update())")
    wait_until(
        lambda: phone.page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)"),
        10,
        "the new worker",
    )
    phone.page.reload()
    phone.page.locator("#update").wait_for()
    with phone.page.expect_navigation():
        phone.page.locator("#update-now").tap()
    wait_until(lambda: phone.page.locator("#text").input_value() == "Halvt", 5, "the draft")
    wait_until(lambda: phone.page.locator("#update").is_hidden(), 5, "the offer to go")
