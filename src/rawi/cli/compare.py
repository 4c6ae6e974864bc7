"""rawi compare, episodes, naming, sources: what many articles say together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from rawi.cli.options import Outlet, Published, complain
from rawi.cli.store_options import StoreAddress, opened

if TYPE_CHECKING:
    from rawi.compare import Comparison, Decisions
    from rawi.records import Reading

_PATHS = (
    "Articles (.txt .html .jsonl, folders, -), which are read first, or files of Readings that rawi read wrote; without any, the store."
)
Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH…", help=_PATHS, show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines on standard output.")]
_DECIDED = 'What people decided: JSON Lines of {"verdict": "same" or "different", "a": {"article", "event"}, "b": …}.'
Decided = Annotated[Path | None, typer.Option("--decisions", metavar="FILE", exists=True, dir_okay=False, help=_DECIDED)]
_BEFORE = "Episodes of an earlier run (rawi episodes --json): tell what became of them."
Before = Annotated[Path | None, typer.Option("--before", metavar="FILE", exists=True, dir_okay=False, help=_BEFORE)]
Why = Annotated[bool, typer.Option("--why", help="Show for each report which features joined it to its episode, with their weights.")]
_OF = "Only the actor with this registry id (military/syrian-army)."
Of = Annotated[str | None, typer.Option("--actor", metavar="ID", help=_OF)]


_KEEP = "Keep what comes of it in the store, in place of what was kept before: the workbench shows it. Only without PATH."
Keep = Annotated[bool, typer.Option("--keep", help=_KEEP)]


class Inputs(NamedTuple):
    """What is compared: paths with what is said of all of them, or the articles of a store."""

    paths: list[str] | None
    published: str | None
    outlet: str | None
    store: str | None


def compare(
    paths: Paths = None, as_json: AsJson = False, decisions: Decided = None, published: Published = None, outlet: Outlet = None,
    store: StoreAddress = None, keep: Keep = False,
) -> None:  # fmt: skip
    """Compare articles: stories with their tellers, copies, episodes, independent chains and differences; one story a line with --json."""
    from rawi.compare.shown import story_lines

    if keep:
        return _keep(Inputs(paths, published, outlet, store), decisions, as_json)
    made, refused = _compared(Inputs(paths, published, outlet, store), decisions)
    for number, story in enumerate(made.stories):
        if as_json:
            print(json.dumps(_story_record(made, story.id), ensure_ascii=False))
            continue
        _lines([""] if number else [])
        _lines(story_lines(story, made))
    raise typer.Exit(refused)


def episodes(
    paths: Paths = None, as_json: AsJson = False, decisions: Decided = None, before: Before = None, why: Why = False,
    published: Published = None, outlet: Outlet = None, store: StoreAddress = None,
) -> None:  # fmt: skip
    """Which reports tell of one occurrence, and on whose word; one episode a line with --json."""
    from rawi.compare import trace
    from rawi.compare.shown import episode_lines

    made, refused = _compared(Inputs(paths, published, outlet, store), decisions)
    reasons = _reasons(made) if why and not as_json else {}
    for episode in trace(made.episodes, _earlier(before)) if before else made.episodes:
        if as_json:
            print(_line(episode))
            continue
        _lines(episode_lines(episode, made))
        _lines(reasons.get(episode.id, ()))
    raise typer.Exit(refused)


def naming(
    paths: Paths = None, as_json: AsJson = False, actor: Of = None, published: Published = None, outlet: Outlet = None,
    store: StoreAddress = None,
) -> None:  # fmt: skip
    """What each outlet calls each actor, with loaded names, how often, from when to when."""
    from rawi.compare import name_actors
    from rawi.compare.shown import naming_lines

    found, refused = _readings(Inputs(paths, published, outlet, store))
    rows = [row for row in name_actors(found) if actor is None or row.entity == actor]
    _lines(map(_line, rows) if as_json else naming_lines(rows))
    raise typer.Exit(refused)


def sources(
    paths: Paths = None, as_json: AsJson = False, published: Published = None, outlet: Outlet = None, store: StoreAddress = None
) -> None:
    """On whose word each outlet's events stand, how often, from when to when."""
    from rawi.compare import rely_on
    from rawi.compare.shown import source_lines

    found, refused = _readings(Inputs(paths, published, outlet, store))
    rows = rely_on(found)
    _lines(map(_line, rows) if as_json else source_lines(rows))
    raise typer.Exit(refused)


def _readings(given: Inputs) -> tuple[list[Reading], bool]:
    """The Readings of the inputs, and whether one was refused."""
    from rawi.cli.articles import Wishes
    from rawi.cli.told import told_readings

    if given.paths:
        return told_readings(given.paths, Wishes(given.published, given.outlet))
    if given.published or given.outlet:
        raise typer.BadParameter("--published and --outlet are for files; give a PATH, or leave them out to compare the store")
    with opened(given.store) as kept:
        return list(kept.each_reading()), False


def _keep(given: Inputs, decisions: Path | None, as_json: bool) -> None:
    """Compare the store and keep what comes of it."""
    from rawi.review.comparing import keep_comparison

    if given.paths or given.published or given.outlet or decisions or as_json:
        raise typer.BadParameter("compares the articles of a store by what was decided there; give --store alone", param_hint="--keep")
    with opened(given.store) as kept:
        found = keep_comparison(kept)
        complain(f"Kept {found.stories:,} stories of {found.articles:,} articles, with {found.episodes:,} episodes, in {kept.place}.")


def _compared(given: Inputs, decisions: Path | None) -> tuple[Comparison, bool]:
    """The comparison of all inputs, with the known outlets' families; that of a store by what was decided there."""
    from rawi.compare import compare as compared
    from rawi.outlets import load_outlets
    from rawi.review.comparing import compare_store

    decided = _decisions(decisions)
    if not given.paths and not (given.published or given.outlet):
        with opened(given.store) as kept:
            return compare_store(kept, decided), False
    found, refused = _readings(given)
    return compared(found, load_outlets().house, decided), refused


def _decisions(path: Path | None) -> Decisions | None:
    from rawi.compare import DecisionError, read_decisions

    try:
        return read_decisions(path) if path else None
    except DecisionError as error:
        complain(error)
        raise typer.Exit(1) from error


def _earlier(path: Path) -> list[tuple[str, tuple[Any, ...]]]:
    """Id and reports of the episodes of an earlier run."""
    from rawi.compare.records import ReportRef

    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append((str(row["id"]), tuple(ReportRef(r["article"], r["event"]) for r in row["reports"])))
        except (ValueError, KeyError, TypeError) as error:
            complain(f"{path}:{number}: no episode ({error}); give what rawi episodes --json printed.")
            raise typer.Exit(1) from error
    return found


def _story_record(made: Comparison, id: str) -> dict[str, Any]:
    """A story with its episodes, chains and differences."""
    from rawi.records import plain

    story = next(story for story in made.stories if story.id == id)
    told = set(story.episodes)
    return {
        "story": plain(story),
        "episodes": [plain(episode) for episode in made.episodes if episode.id in told],
        "chains": [plain(chain) for chain in made.chains if chain.episode in told],
        "differences": [plain(difference) for difference in made.differences if difference.episode in told],
    }


def _reasons(made: Comparison) -> dict[str, list[str]]:
    """Episode → for each account but the first, its features against the first one."""
    from rawi.compare import reasons_of

    found: dict[str, list[str]] = {}
    for reason in reasons_of(made):
        told = " ".join(f"{f.name}={f.value}:{f.weight:+.1f}" for f in reason.features)
        line = f"  {reason.article} {reason.event} with {reason.against}: {reason.score:.1f} = {told}"
        found.setdefault(reason.episode, []).append(line)
    return found


def _line(record: Any) -> str:
    from rawi.records import plain

    return json.dumps(plain(record), ensure_ascii=False)


def _lines(lines: Any) -> None:
    from rawi.cli.told import show

    for line in lines:
        show(line)
