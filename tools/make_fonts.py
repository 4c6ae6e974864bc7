"""Subset the report's faces into src/rawi/data/report/fonts/ (all SIL OFL 1.1, from npm @fontsource).

Run once, by hand, with fonttools and brotli installed:
    npm pack @fontsource-variable/noto-naskh-arabic@5.3.0 @fontsource/source-serif-4@5.3.1 @fontsource/ibm-plex-sans-arabic@5.3.0
    for f in *.tgz; do mkdir -p ${f%.tgz}; tar xzf $f -C ${f%.tgz}; done; python tools/make_fonts.py .
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/rawi/data/report/fonts"
ARABIC = (
    "U+0020,U+00A0,U+00AB,U+00BB,U+002E,U+002F,U+0028-0029,U+003A,U+060C,"
    "U+061B,U+061F,U+0621-0652,U+0660-066C,U+0670-0671,U+067E,U+0686,U+0698,U+06A4,U+06A9,U+06AF,U+06CC,U+200B-200F"
)
LATIN = "U+0020-007E,U+00A0,U+00AB,U+00B7,U+00BB,U+00C0-00FF,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+2190,U+2192,U+2212"
FACES = [
    ("naskh.woff2", "fontsource-variable-noto-naskh-arabic-5.3.0", "noto-naskh-arabic-arabic-wght-normal.woff2", ARABIC),
    ("serif-400.woff2", "fontsource-source-serif-4-5.3.1", "source-serif-4-latin-400-normal.woff2", LATIN),
    ("serif-600.woff2", "fontsource-source-serif-4-5.3.1", "source-serif-4-latin-600-normal.woff2", LATIN),
    ("sans-400.woff2", "fontsource-ibm-plex-sans-arabic-5.3.0", "ibm-plex-sans-arabic-latin-400-normal.woff2", LATIN),
    ("sans-arabic-400.woff2", "fontsource-ibm-plex-sans-arabic-5.3.0", "ibm-plex-sans-arabic-arabic-400-normal.woff2", ARABIC),
]


def main(folder: Path) -> None:
    """Write each subset and, beside it, the licence of its package."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, package, file, points in FACES:
        source = folder / package / "package"
        options = [f"--unicodes={points}", "--flavor=woff2", "--layout-features=*", f"--output-file={OUT / name}"]
        subprocess.run([sys.executable, "-m", "fontTools.subset", str(source / "files" / file), *options], check=True)
        shutil.copyfile(source / "LICENSE", OUT / f"OFL-{package.split('-arabic')[0].split('-4-')[0]}.txt")
    print(sum(f.stat().st_size for f in OUT.glob("*.woff2")), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
