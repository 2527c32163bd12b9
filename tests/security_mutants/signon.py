"""Mutants of the municipality's own login: which answers are believed."""

from tests.security_mutants.mutant import Mutant

PROVIDER, ACTIONS = "boligsocial/signon/provider.py", "boligsocial/signon/actions.py"
ANSWERS, SERVER = "tests/test_signon.py::test_", "tests/test_signon_server.py::test_"
FORGED = f"{ANSWERS}a_forged_answer_lets_nobody_in"
# Where a token is read for the first time.
READ = """                return jwt.decode(id_token, self._key_set(), algorithms=ALGORITHMS)
            except"""
LOOK = """                import base64, hashlib, hmac

                words, _, mark = id_token.rpartition(".")
                parts = [json.loads(base64.urlsafe_b64decode(f"{part}===")) for part in words.split(".")]
"""
WITH_THE_PUBLIC_KEY = """                for key in self._key_set():
                    made = hmac.new(key.as_pem(private=False), words.encode(), hashlib.sha256).digest()
                    if made == base64.urlsafe_b64decode(f"{mark}==="):
                        return jwt.Token(*parts)
"""
USED_UP = """    if not SignonTrip.delete().where(SignonTrip.state_hash == trip.state_hash).execute():
        raise UnknownTrip
"""
FRESH = """        if since is not None and not _is_after(claims.get("auth_time"), since - LEEWAY):
            raise NotProven("auth_time")
"""

MUTANTS = (
    Mutant(
        "an answer for another app lets in when its azp is ours",
        PROVIDER,
        ', "validate": lambda _claims, aud: aud in (ours, [ours])}',
        "}",
        f"{FORGED}[for another app, and says that we may use it]",
    ),
    Mutant(
        "an answer for other apps too lets in",
        PROVIDER,
        "aud in (ours, [ours])",
        "ours in aud",
        f"{FORGED}[for another app and for us]",
    ),
    Mutant(
        "an answer that another app may use lets in",
        PROVIDER,
        'wanted, {"client_id": ours})',
        "wanted, {})",
        f"{FORGED}[for us, and another app may use it]",
    ),
    Mutant(
        "an answer of another server lets in",
        PROVIDER,
        '{"essential": True, "value": self.login.issuer}',
        '{"essential": True}',
        f"{FORGED}[of another server]",
    ),
    Mutant(
        "an answer of another login lets in",
        PROVIDER,
        '{"essential": True, "value": nonce}',
        '{"essential": True}',
        f"{FORGED}[of another login]",
    ),
    Mutant(
        "an answer of no login lets in",
        PROVIDER,
        '{"essential": True, "value": nonce}',
        '{"value": nonce}',
        f"{FORGED}[of no login]",
    ),
    Mutant(
        "an answer that is over lets in",
        PROVIDER,
        "LEEWAY = timedelta(minutes=1)",
        "LEEWAY = timedelta(days=1)",
        f"{FORGED}[over]",
    ),
    Mutant(
        "an answer of tomorrow lets in",
        PROVIDER,
        "now=int(now().timestamp())",
        'now=int(token.claims["iat"])',
        f"{FORGED}[made in the future]",
    ),
    Mutant(
        "nobody looks at the signature",
        PROVIDER,
        READ,
        f"{LOOK}                return jwt.Token(*parts)\n            except",
        f"{FORGED}[signed by somebody]",
    ),
    Mutant(
        "an answer that is not signed lets in",
        PROVIDER,
        READ,
        f'{LOOK}                if parts[0]["alg"] == "none":\n                    return jwt.Token(*parts)\n{READ}',
        f"{FORGED}[signed by nobody]",
    ),
    Mutant(
        "a secret that others know too signs",
        PROVIDER,
        '"ES256")\nKEY_TYPES = ("RSA", "EC")',
        '"ES256", "HS256")\nKEY_TYPES = ("RSA", "EC", "oct")',
        f"{FORGED}[signed with the shared secret]",
    ),
    Mutant(
        "the public key signs as if it were a secret",
        PROVIDER,
        READ,
        f"{LOOK}{WITH_THE_PUBLIC_KEY}{READ}",
        f"{FORGED}[signed with the public key]",
    ),
    Mutant(
        "a low level of assurance is high enough",
        PROVIDER,
        '{"essential": True, "values": list(self.login.acr)}',
        '{"essential": True}',
        f"{FORGED}[of a low level]",
    ),
    Mutant(
        "no level of assurance is high enough",
        PROVIDER,
        '{"essential": True, "values": list(self.login.acr)}',
        '{"values": list(self.login.acr)}',
        f"{FORGED}[of no level]",
    ),
    Mutant(
        "an empty name names somebody",
        ACTIONS,
        "if not isinstance(part, str) or not part:",
        "if not isinstance(part, str):",
        f"{ANSWERS}an_answer_about_an_empty_name_is_about_nobody",
    ),
    Mutant(
        "somebody else's answer works in my browser",
        ACTIONS,
        "        SignonTrip.browser_hash == token_hash(browser),\n",
        "",
        f"{ANSWERS}an_answer_that_nobody_here_asked_for_lets_nobody_in",
    ),
    Mutant(
        "an answer works again",
        ACTIONS,
        USED_UP,
        "",
        f"{ANSWERS}an_answer_works_once_even_for_a_copy_of_the_browser_and_a_server_that_forgets_its_codes",
    ),
    Mutant(
        "of two same answers at once both let in",
        ACTIONS,
        USED_UP,
        "    SignonTrip.delete().where(SignonTrip.state_hash == trip.state_hash).execute()\n",
        f"{ANSWERS}of_two_that_bring_the_same_answer_at_once_one_gets_in",
    ),
    Mutant(
        "an answer works an hour later",
        ACTIONS,
        "        SignonTrip.begun_at >= now() - TRIP_LIVES,\n",
        "",
        f"{ANSWERS}an_answer_after_eleven_minutes_is_too_late",
    ),
    Mutant(
        "the login is asked for without a challenge",
        PROVIDER,
        '            code_challenge_method="S256",\n',
        "",
        f"{ANSWERS}it_is_asked_for_a_code_with_a_challenge_a_nonce_and_the_level",
    ),
    Mutant(
        "the state stands readable in the database",
        ACTIONS,
        "state_hash=token_hash(secrets.state)",
        "state_hash=secrets.state",
        f"{ANSWERS}what_the_cookie_holds_is_no_secret_of_the_login",
    ),
    Mutant(
        "a login of long ago is fresh",
        PROVIDER,
        FRESH,
        "",
        "tests/test_signon_people.py::test_a_login_of_some_time_ago_proves_nothing_anew",
    ),
    Mutant(
        "another server's description is believed",
        PROVIDER,
        'facts.get("issuer") != self.login.issuer or not',
        "not",
        f"{SERVER}a_server_that_makes_no_sense_gives_a_page_and_what_was_typed_is_there",
    ),
    Mutant(
        "the client's secret is sent in the clear",
        PROVIDER,
        " or not all(map(is_protected, addresses)):",
        ":",
        f"{SERVER}a_server_that_makes_no_sense_gives_a_page_and_what_was_typed_is_there",
    ),
    Mutant(
        "the log says with which code somebody came",
        "boligsocial/signon/views.py",
        "name, error)",
        "name, request.full_path)",
        f"{SERVER}neither_log_nor_trail_nor_database_holds_a_code_or_a_token",
    ),
    Mutant(
        "logins on their way are counted by nobody",
        ACTIONS,
        "        raise TooManyTrips\n",
        "        pass\n",
        f"{SERVER}nobody_fills_the_database_with_logins_that_never_come_back",
    ),
)
