"""The tests. The keys of all the apps and processes of a run lie in one folder, which goes with it."""

import os
import tempfile

from boligsocial.keys import KeyRing

if "TEST_KEYS" not in os.environ:
    KEYS = tempfile.TemporaryDirectory(prefix="boligsocial-keys-")
    os.environ["TEST_KEYS"] = KEYS.name
    KeyRing(KEYS.name).make_first()
os.environ["BOLIGSOCIAL_KEY_FOLDER"] = os.environ["TEST_KEYS"]
