"""Fetch the browser files that Rawi ships: `python tools/vendor_assets.py` takes each package of vendor.toml with npm, checks it
against vendor.lock.json, and lays its files where the page or the tests want them. `--check` compares the files with the lock, offline.

A new version: change it in vendor.toml, run with `--lock`, look at the difference, commit both with the files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
LIST, LOCK = HERE / "vendor.toml", HERE / "vendor.lock.json"


def main() -> int:
    """Fetch, or check; the number of faults is the exit status."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    options.add_argument("--check", action="store_true", help="compare the files here with the lock")
    options.add_argument("--lock", action="store_true", help="write the lock anew from what npm gives")
    given = options.parse_args()
    faults = check() if given.check else fetch(given.lock)
    for fault in faults:
        print(fault, file=sys.stderr)
    return min(len(faults), 1)


def packages() -> list[dict[str, Any]]:
    """The packages of vendor.toml: name, version, licence, folder, files (path in the package → name here)."""
    found: list[dict[str, Any]] = tomllib.loads(LIST.read_text("utf-8"))["package"]
    return found


def check() -> list[str]:
    """Files that are missing or not those of the lock."""
    locked = json.loads(LOCK.read_text("utf-8"))
    wanted = {path: digest for package in locked.values() for path, digest in package["files"].items()}
    return [f"{path}: is not the file of the lock" for path, digest in wanted.items() if digest_of(ROOT / path) != digest]


def fetch(relock: bool) -> list[str]:
    """Lay every file down; what differs from the lock is told and not written."""
    locked = {} if relock or not LOCK.exists() else json.loads(LOCK.read_text("utf-8"))
    faults, made = [], {}
    for package in packages():
        spec = f"{package['name']}@{package['version']}"
        with tempfile.TemporaryDirectory() as folder:
            archive = packed(spec, Path(folder))
            digest = digest_of(archive)
            known = locked.get(spec, {}).get("archive")
            if known not in (None, digest):
                faults.append(f"{spec}: npm gives another archive than the lock knows; look why before you use --lock")
                continue
            made[spec] = {"archive": digest, "licence": package["licence"], "files": unpack(archive, package)}
    if not faults:
        LOCK.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", "utf-8")
    return faults


def packed(spec: str, folder: Path) -> Path:
    """The package's archive from the registry."""
    subprocess.run(["npm", "pack", "--silent", spec, "--pack-destination", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def unpack(archive: Path, package: dict[str, Any]) -> dict[str, str]:
    """Write the wanted files; path → sha256."""
    written = {}
    with tarfile.open(archive) as opened:
        for inside, name in package["files"].items():
            member = opened.extractfile(f"package/{inside}")
            if member is None:
                raise FileNotFoundError(f"{package['name']}: has no file {inside}")
            path = ROOT / package["folder"] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(member.read())
            written[path.relative_to(ROOT).as_posix()] = digest_of(path)
    return written


def digest_of(path: Path) -> str:
    """The sha256 of a file, empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
