"""Which device a browser runs on, coarse and in plain words: enough to know one's own logins by, and no more."""

from boligsocial.language import gettext

# What stands in the browser's own description of itself -> its name. The first that fits: most pretend to be others.
BROWSERS = (
    *(("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"), ("Firefox", "Firefox")),
    *(("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)
_BETWEEN = "|"


def device_of(user_agent: str) -> str:
    """Return "Chrome|Android": what is kept about the device on which a login begins."""
    browser, system = (next((name for sign, name in names if sign in user_agent), "") for names in (BROWSERS, SYSTEMS))
    return f"{browser}{_BETWEEN}{system}"


def device_words(device: str) -> str:
    """Return "Chrome på Android" for what `device_of` gave, as far as it is known."""
    browser, _, system = device.partition(_BETWEEN)
    if browser and system:
        return gettext("%(browser)s på %(system)s", browser=browser, system=system)
    return browser or system or gettext("Ukendt enhed")
