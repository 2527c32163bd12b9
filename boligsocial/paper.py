"""A PDF of ours, on A4: the only module that knows the library. Pages have a foot with what it is and their number.

The font is packaged (fonts/LICENSE) and holds Latin with every accent, Greek, Cyrillic and Arabic, which is joined and
written from the right. What it has no sign for becomes a box; the JSON beside it has the letter itself.
"""

import io
import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONTS = Path(__file__).parent / "fonts"
MARGIN, FOOT, LABEL = 18.0, 15.0, 46.0
TEXT, SMALL, LINE = 10.0, 8.5, 5.2
HEADINGS = {1: 18.0, 2: 13.5, 3: 11.0}
# How much of a page a photo takes at most.
PHOTO_WIDTH, PHOTO_HEIGHT = 120.0, 90.0
GREEN, GREY, INK = (11, 93, 78), (90, 90, 90), (20, 20, 20)
# It tells about every glyph that a font is thinned out by.
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Paper:
    """A document, written from top to bottom; `made_at` is all it says about when, so that it can be made anew."""

    def __init__(self, title: str, foot: str, made_at: datetime) -> None:
        self._pdf = _Pages(foot)
        self._pdf.set_title(title)
        self._pdf.set_lang("da")
        self._pdf.set_creator("Boligsocial")
        self._pdf.set_creation_date(made_at)
        self._pdf.add_page()
        self.heading(title, 1)

    def heading(self, words: str, level: int = 2) -> None:
        """Write a heading; it never stands alone at the foot of a page."""
        pdf = self._pdf
        if pdf.will_page_break(HEADINGS[level] + 3 * LINE):
            pdf.add_page()
        pdf.ln(LINE if level < 3 else LINE / 2)
        if level < 3:
            pdf.start_section(words, level - 1)
        self._write(words, HEADINGS[level], "B", GREEN if level < 3 else INK)
        pdf.ln(1)

    def text(self, words: str, small: bool = False) -> None:
        """Write a text as it was typed, with its lines."""
        self._write(words or "-", SMALL if small else TEXT, "", GREY if small else INK)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write lines of a label and what is known; those without a value are left out."""
        pdf = self._pdf
        for label, value in pairs:
            if not value:
                continue
            if pdf.will_page_break(2 * LINE):
                pdf.add_page()
            top, page = pdf.get_y(), pdf.page
            pdf.set_xy(pdf.l_margin + LABEL, top)
            self._write(value, TEXT, "", INK)
            below = (pdf.page, pdf.get_y())
            pdf.page = page
            pdf.set_xy(pdf.l_margin, top)
            self._write(label, SMALL, "", GREY, LABEL - 3)
            pdf.page, lowest = max(below, (pdf.page, pdf.get_y()))
            pdf.set_xy(pdf.l_margin, lowest)

    def photo(self, jpeg: bytes, caption: str) -> None:
        """Put a photo on the page with what it is under it."""
        pdf = self._pdf
        if pdf.will_page_break(PHOTO_HEIGHT + 2 * LINE):
            pdf.add_page()
        pdf.image(io.BytesIO(jpeg), w=PHOTO_WIDTH, h=PHOTO_HEIGHT, keep_aspect_ratio=True, alt_text=caption)
        self.text(caption, small=True)

    def bytes(self) -> bytes:
        """Return the finished PDF."""
        return bytes(self._pdf.output())

    def _write(self, words: str, size: float, style: str, colour: tuple[int, int, int], width: float = 0) -> None:
        pdf = self._pdf
        pdf.set_font("DejaVu", style, size)
        pdf.set_text_color(*colour)
        pdf.multi_cell(width, size * 0.5 + 0.4, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


class _Pages(FPDF):
    """A4 with our margins, font and foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN + FOOT / 2)
        self.add_font("DejaVu", "", FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_text_shaping(True)

    def footer(self) -> None:
        """Say on every page what it belongs to and which of how many it is."""
        self.set_y(-FOOT)
        self.set_font("DejaVu", "", SMALL)
        self.set_text_color(*GREY)
        # In Danish whoever prints it: it goes to an archive, and is to be the same each time.
        self.cell(0, LINE, f"{self.foot} · side {self.page_no()} af {{nb}}", align="C")
