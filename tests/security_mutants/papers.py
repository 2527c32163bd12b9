"""Mutants of what the tables of docs/asvs.md rest on."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "the most used passwords are taken",
        "boligsocial/passwords.py",
        "or hashlib.sha256(folded.encode()).digest()[:KEPT_BYTES] in most_used()",
        "",
        "tests/test_passwords.py::test_the_most_used_passwords_that_are_long_enough_are_refused",
    ),
    Mutant(
        "forms are signed with SHA-1",
        "boligsocial/passwords.py",
        "Signer.default_digest_method = staticmethod(hashlib.sha256)",
        "Signer.default_digest_method = staticmethod(hashlib.sha1)",
        "tests/test_passwords.py::test_everything_that_is_signed_is_signed_with_sha_256",
    ),
    Mutant(
        "the cookie is signed with SHA-1",
        "boligsocial/accounts/login.py",
        "    digest_method = staticmethod(hashlib.sha256)\n",
        "",
        "tests/test_passwords.py::test_everything_that_is_signed_is_signed_with_sha_256",
    ),
    Mutant(
        "logging in again leaves the login that was here before",
        "boligsocial/entering.py",
        "        log_out(me())",
        "        pass",
        "tests/test_fresh_login.py::test_logging_in_again_ends_the_login_that_was_here_before",
    ),
    Mutant(
        "a fresh proof goes to whoever copied the cookie too",
        "boligsocial/accounts/actions.py",
        'this, user.token = LoginSession.token_hash == token_hash(user.token or ""), new_token()',
        'this = LoginSession.token_hash == token_hash(user.token or "")',
        "tests/test_fresh_login.py::test_a_proof_gives_the_login_a_new_token_and_the_copied_one_opens_nothing",
    ),
)
