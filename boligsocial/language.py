"""Danish is the source, English the second language; one look-up of the catalogue per request."""

from collections.abc import Callable
from functools import cache
from gettext import NullTranslations
from typing import Any

from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, session
from flask_babel import Babel, get_translations
from flask_babel.speaklater import LazyString
from flask_login import current_user

LANGUAGES = {"da": "Dansk", "en": "English"}
_DANISH = NullTranslations()


def chosen_language() -> str:
    """Return the signed-in person's language, else the one chosen on the login page, else Danish."""
    if current_user and current_user.is_authenticated:
        language = current_user.language
    else:
        language = session.get("language", "da")
    return language if language in LANGUAGES else "da"


def language() -> str:
    """Return the language of this request: "da" or "en"."""
    if not has_request_context():
        return "da"
    if "language" not in g:
        g.language = chosen_language()
    return g.language


def _catalogue() -> NullTranslations:
    # Asking Flask-Babel for every sentence is what makes translated pages slow; ask once.
    if not has_request_context() or language() == "da":
        return _DANISH
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def gettext(sentence: str, **values: Any) -> str:
    """Return `sentence` in the request's language with `%(name)s` filled in."""
    text = _catalogue().gettext(sentence)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the form of the sentence that fits `num`, which is also a value."""
    return _catalogue().ngettext(one, many, num) % {"num": num, **values}


@cache
def gettext_in(language: str) -> Callable[[str], str]:
    """Return a `gettext` for this language, for what no request asks for. Needs an app at its first use."""
    if language == "da" or language not in LANGUAGES:
        return _DANISH.gettext
    return Translations.load(current_app.config["BABEL_TRANSLATION_DIRECTORIES"], [language]).gettext


def lazy_gettext(sentence: str) -> LazyString:
    """Return `sentence`, translated when it is shown; for labels made at import."""
    return LazyString(gettext, sentence)


def forget_language() -> None:
    """Let the rest of this request ask again; for after log-in and a change of language."""
    g.pop("language", None)
    g.pop("catalogue", None)


def init_app(app: Flask) -> None:
    """Set up the catalogues and give templates `_` and `ngettext`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda sentence: _catalogue().gettext(sentence),
        lambda one, many, num: _catalogue().ngettext(one, many, num),
        newstyle=True,
    )
    # For words out of the database, such as job titles: `_` would take what people wrote for markup and formats.
    app.jinja_env.filters["translated"] = gettext
    app.jinja_env.globals.update(language=language, languages=LANGUAGES)
