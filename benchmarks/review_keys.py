"""Time from a key press to the next record on the review desk, as a browser has it: Chromium on a store that is there.

    python benchmarks/review_keys.py --store FILE [--decisions 60]

Decisions are written into the store: give a copy. The clock is the page's own: from the key's event to the first frame after the swap.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from rawi.serve import Door
from rawi.store import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from workbench import chromium, served

_A_LOOK = 100  # milliseconds between two decisions
_CLOCK = """() => new Promise(done => {
  const begun = performance.now();
  new MutationObserver((_, seen) => {
    const desk = document.querySelector('#desk');
    if (desk && !desk.dataset.old) { seen.disconnect(); requestAnimationFrame(() => done(performance.now() - begun)); }
  }).observe(document.body, {childList: true, subtree: true});
  document.querySelector('#desk').dataset.old = '1';
  document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyA', bubbles: true, cancelable: true}));
})"""


def main() -> None:
    """Print the times."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    options.add_argument("--store", required=True)
    options.add_argument("--decisions", type=int, default=60)
    given = options.parse_args()
    door = Door("benchmark")
    with Store.open(given.store) as store, served(store, door) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/enter?token={door.token}")
        page.goto(f"{address}/review?order=random")
        page.wait_for_load_state("networkidle")
        times = []
        for _ in range(given.decisions):
            page.wait_for_timeout(_A_LOOK)
            times.append(page.evaluate(_CLOCK))
        times.sort()
    print(f"key to next record: p50 {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms, most {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
