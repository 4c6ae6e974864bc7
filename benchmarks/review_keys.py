"""Time from a key press to the next record on the review desk, as a browser has it: Chromium on a store that is there.

    python benchmarks/review_keys.py --store FILE [--decisions 60] [--look 100] [--order random]

Decisions are written into the store: give a copy. The clock is the page's own: from the key's event to the first frame after the swap.
``--look``: milliseconds that each event is looked at before the key; with 0 the keys come as fast as the events do. The CPU times are those
of this process (the server and what drives the browser) and of the page's main thread.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from rawi.serve import Door
from rawi.store import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from workbench import chromium, served

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
    options.add_argument("--look", type=int, default=100)
    options.add_argument("--order", default="random")
    given = options.parse_args()
    door = Door("benchmark")
    with Store.open(given.store) as store, served(store, door) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/enter?token={door.token}")
        page.goto(f"{address}/review?order={given.order}")
        page.wait_for_load_state("networkidle")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable")
        before, used = metrics(devtools), time.process_time()
        times = []
        for _ in range(given.decisions):
            page.wait_for_timeout(given.look)
            times.append(page.evaluate(_CLOCK))
        page.wait_for_selector("body:not([data-sending])")
        spent = {name: (value - before[name]) * 1000 / given.decisions for name, value in metrics(devtools).items()}
        used = (time.process_time() - used) * 1000 / given.decisions
        times.sort()
    print(f"key to next record: p50 {statistics.median(times):.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms, most {times[-1]:.0f} ms")
    print(f"CPU a decision: server {used:.0f} ms; page {', '.join(f'{name} {value:.1f}' for name, value in spent.items())} ms")


def metrics(devtools: Any) -> dict[str, float]:
    """Seconds that the page's main thread has spent, by what on."""
    told = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: told[name] for name in ("TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")}


if __name__ == "__main__":
    main()
