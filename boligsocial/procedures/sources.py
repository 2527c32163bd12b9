"""The marks by which lines and rules name their sources, and what a person is told instead.

The addresses stand in docs/procedures.md.
"""

import re

SOURCES = {
    "S0": "rudersdal.dk",
    "S14": "arkmedic.dk",
    "S15": "docplayer.dk",
    "S16": "plus-bolig.dk",
    "S17": "bl.dk",
    "S18": "rudersdal.dk",
    "S19": "borger.dk",
    "S21": "borger.dk",
    "S23": "aarhusbolig.dk",
    "S24": "bdk.dk",
    "S25": "aabnet.dk",
    "S26": "tlfrh.dk",
    "S28": "almenlejeloven (danskelove.dk)",
    "S31": "bl.dk",
    "S36": "danskelove.dk",
    "S37": "frederikssund.dk",
    "S39": "bosj.dk",
    "S40": "faellesskaberne.dk",
    "S42": "almenbo.dk",
    "S43": "bdk.dk",
    "S45": "danskelove.dk",
    "S46": "danskelove.dk",
    "S47": "danskelove.dk",
    "S48": "bdk.dk",
    "S50": "mors.dk",
    "S51": "bsjviborg.dk",
    "S54": "domea.dk",
    "S55": "danskelove.dk",
    "S56": "tlfrh.dk",
    "S59": "elov.dk",
    "S61": "retsinformation.dk",
    "S62": "ast.dk",
    "S64": "star.dk",
    "S68": "vi-lejere.dk",
    "S69": "blividinbolig.dk",
    "S71": "fagbladetboligen.dk",
    "S72": "regelrytter.dk",
    "S73": "vejen.dk",
    "S74": "sm.dk",
    "S75": "nyborg.dk",
    "S76": "aarhus.dk",
    "S77": "toender.dk",
    "S78": "slagelse.dk",
    "S79": "bdk.dk",
    "S82": "danskelove.dk",
    "S85": "nyborg.dk",
    "S88": "docplayer.dk",
    "S94": "lovguiden.dk",
    "S98": "Viborg Kommune",
    "S101": "fagbladetboligen.dk",
    "S116": "socialraadgiverne.dk",
}
MARK = re.compile(r"S\d+")


def places_of(source: str) -> str:
    """Return where a rule was read, e.g. "bdk.dk, aabnet.dk", for its marks; "" for what is our own."""
    return ", ".join(dict.fromkeys(SOURCES[mark] for mark in MARK.findall(source)))
