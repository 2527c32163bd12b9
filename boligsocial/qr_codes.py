"""QR codes as the path of an SVG, so that a template draws them and a policy without pictures from elsewhere holds."""

import segno

# Light space that a camera needs around the code, in modules.
QUIET = 4


def qr_code(text: str) -> tuple[int, str]:
    """Return the width of the code in modules and the dark ones as the path of an SVG."""
    rows = list(segno.make(text, error="q", micro=False).matrix_iter(border=QUIET))
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
