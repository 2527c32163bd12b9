"""Mutants of CSRF, headers, cookies and redirects."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "no form needs a token",
        "boligsocial/config.py",
        '"WTF_CSRF_TIME_LIMIT": None,',
        '"WTF_CSRF_TIME_LIMIT": None,\n    "WTF_CSRF_CHECK_DEFAULT": False,',
        "tests/test_inquiries_public.py::test_the_token_of_the_page_is_needed_and_enough",
    ),
    Mutant(
        "another site's form comes back ready to send",
        "boligsocial/errors.py",
        'request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"',
        "True",
        "tests/test_errors.py::test_another_sites_form_gets_the_plain_refusal",
    ),
    Mutant(
        "a password comes back in a refused form",
        "boligsocial/errors.py",
        'NOT_KEPT = {"csrf_token", "password", "current", "write_id"}',
        'NOT_KEPT = {"csrf_token", "write_id"}',
        "tests/test_login_goes_on.py::test_no_password_travels_through_the_login_page",
    ),
    Mutant(
        "scripts from elsewhere run",
        "boligsocial/headers.py",
        "\"script-src 'self'\"",
        '"script-src *"',
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "a page is framed by another site",
        "boligsocial/headers.py",
        "        \"frame-ancestors 'none'\",\n",
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "a form is sent elsewhere",
        "boligsocial/headers.py",
        "        \"form-action 'self'\",\n",
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "a page's base is moved elsewhere",
        "boligsocial/headers.py",
        "        \"base-uri 'none'\",\n",
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "a browser guesses the type of a file",
        "boligsocial/headers.py",
        '"X-Content-Type-Options": "nosniff", ',
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "another site shows our files",
        "boligsocial/headers.py",
        ', "Cross-Origin-Resource-Policy": "same-origin"',
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "a browser keeps pages",
        "boligsocial/headers.py",
        '            headers["Cache-Control"] = "no-store"\n',
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "addresses go along to other sites",
        "boligsocial/headers.py",
        '    "Referrer-Policy": "same-origin",\n',
        "",
        "tests/test_headers.py::test_a_page",
    ),
    Mutant(
        "encryption is not insisted on",
        "boligsocial/headers.py",
        '        if request.is_secure:\n            headers["Strict-Transport',
        '        if False:\n            headers["Strict-Transport',
        "tests/test_headers.py::test_encryption_is_insisted_on_where_there_is_any",
    ),
    Mutant(
        "a picture opened by itself runs scripts",
        "boligsocial/notes/views.py",
        '    response.headers["Content-Security-Policy"] = "default-src \'none\'; sandbox"\n',
        "",
        "tests/test_headers.py::test_a_photo_runs_nothing_and_is_kept_by_nobody",
    ),
    Mutant(
        "a static file opened by itself runs scripts",
        "boligsocial/headers.py",
        '            headers["Content-Security-Policy"] = INERT\n',
        "            pass\n",
        "tests/test_headers.py::test_a_static_file_may_be_kept_for_good_because_its_address_changes_with_it",
    ),
)
