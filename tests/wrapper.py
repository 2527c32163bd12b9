"""Where people's words stand on a page, and where htmx does not look."""


def bare(element, words, is_safe=False):
    """Yield where the words stand as text outside of what htmx passes over: `hx-ignore`, or `hx-disable` in htmx 2."""
    is_safe = is_safe or {"hx-ignore", "hx-disable"} <= set(element.keys()) or element.tag in ("textarea", "option")
    texts = [element.text, *(child.tail for child in element)]
    if not is_safe and element.tag != "title" and any(words.search(text or "") for text in texts):
        yield f"a person's words in {element.tag} {element.attrib} without hx-ignore hx-disable: {texts}"
    for child in element:
        if isinstance(child.tag, str):
            yield from bare(child, words, is_safe)


def lets_htmx_reach_what_is_for_htmx(document):
    has_htmx = any("htmx" in script.get("src", "") for script in document.iter("script"))
    for wrapper in document.iter() if has_htmx else ():
        for element in wrapper.iter() if "hx-ignore" in wrapper.attrib else ():
            if {"hx-get", "hx-post"} & set(element.keys()):
                yield f"{element.tag} {element.attrib} is passed over: its page says {{% block live %}}{{% endblock %}}"
