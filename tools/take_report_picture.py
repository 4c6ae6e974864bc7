"""Take docs/report.png from a fresh `rawi demo` page: an article beside its records, one of them pinned.

Needs playwright and a Chromium (`CHROMIUM`, default /usr/bin/chromium) and pillow; run by hand after a change of the page:  python tools/take_report_picture.py [SAMPLE [WORD]]
"""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from rich.console import Console

from rawi.demo import write_demo

OUT = Path(__file__).parent.parent / "docs/report.png"
SAMPLE, WORD = "17-abu-dhabi-coalition", "Saudi Press Agency (SPA)) threat"


def main(sample: str = SAMPLE, word: str = WORD) -> None:
    """Write docs/report.png, 1440 units wide, at most 256 colours: the event with the longest line of transmission among those that
    hold ``word``."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = write_demo(Path(folder), Console(quiet=True))
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        page.goto(page_file.as_uri())
        page.evaluate("id => document.getElementById(id).scrollIntoView()", sample)
        cards = page.locator(f'[id="{sample}"] .card.event:visible').filter(has_text=word).all()
        card = max(cards, key=lambda card: card.locator(".chain li").count())
        card.locator(".word").click()
        page.evaluate("card => window.scrollTo(0, card.getBoundingClientRect().top + scrollY - 300)", card.element_handle())
        page.wait_for_timeout(900)
        picture = Image.open(BytesIO(page.screenshot()))
        browser.close()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(OUT, optimize=True)
    print(OUT, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
