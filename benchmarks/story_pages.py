"""How long the pages of stories and episodes take on the server, with many articles; and what merging, splitting and undoing take.

    python benchmarks/story_pages.py [--articles 50000] [--store FILE] [--rounds 9]

The articles are those of store_scale.py; with --store a file that is there already is used, and its comparison is replaced. They copy each
other far more than news does, so that the comparison is made up: articles of one text are dealt into stories of 1 to 250 tellers, a third of
them copies, and each occurrence of the text is an episode told by all of them. The server is a process of its own, over HTTP.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
from serve_load import KEY, served
from sqlalchemy import text
from store_scale import BASES, Maker

from rawi.compare.accounts import account
from rawi.compare.compare import episode_id, episode_of
from rawi.compare.contradict import differences_of, iso_day
from rawi.compare.corroborate import chains_of, circle_of
from rawi.compare.describe import telling_of
from rawi.compare.episodes import Group
from rawi.compare.kinship import load_kin
from rawi.compare.records import Story, Teller
from rawi.compare.reports import COUNTED, Telling, ordinal
from rawi.outlets import load_outlets
from rawi.records import plain
from rawi.store import Store, StoryQuery, Told

SIZES = (1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 8, 12, 20, 40)
MOST = 250
LIMIT = 300  # ms of server time, the goal


def dealt(store: Store, maker: Maker) -> Iterator[list[Telling]]:
    """The articles of the store in stories: those of one text, dealt into groups."""
    bases = [telling_of(reading, least=COUNTED) for reading in maker.bases]
    rows = _articles(store)
    for number, base in enumerate(bases):
        left = [row for row in rows if row[0] % BASES == number]
        chance = random.Random(number)
        if number % 40 == 0:
            yield [_told(base, row) for row in left[:MOST]]
            left = left[MOST:]
        while left:
            size = chance.choice(SIZES)
            yield [_told(base, row) for row in left[:size]]
            left = left[size:]


def _articles(store: Store) -> list[tuple[int, str, str | None, int]]:

    chosen = text("SELECT a.id, a.name, v.outlet, v.published FROM articles a JOIN versions v ON v.article_id = a.id ORDER BY a.id")
    with store.database.reading() as connection:
        found = connection.execute(chosen).all()

    return [(int(name[1:]), name, outlet, ordinal(day) or 0) for _, name, outlet, day in found]


def _told(base: Telling, row: tuple[int, str, str | None, int]) -> Telling:
    number, name, outlet, day = row
    reports = tuple(replace(report, article=name, outlet=outlet, published=day) for report in base.reports)
    return replace(base, article=name, outlet=outlet, published=day, title=f"تطورات رقم {number}", reports=reports)


def compared(stories: Iterator[list[Telling]]) -> tuple[list[Story], list[Told]]:
    """The made-up comparison."""
    made, told, kin, house = [], [], load_kin(), load_outlets().house
    for tellings in stories:
        tellings.sort(key=lambda telling: telling.published or 0)
        roots = {t.article: tellings[0].article for t in tellings[1:] if int(t.article[1:]) % 3 == 0}
        circle = circle_of(tellings, roots, house, kin)
        ids = []
        for at in range(len(tellings[0].reports)):
            group = Group(0, [account([telling.reports[at]]) for telling in tellings])
            id = episode_id(group)
            chains = chains_of(group, id, circle)
            detail = {"chains": plain(chains), "differences": plain(differences_of(group, id, dict(circle.tellings), kin)), "reasons": []}
            told.append(Told(plain(episode_of(id, group, chains, circle)), detail))
            ids.append(id)
        tellers = tuple(
            Teller(t.outlet, t.article, _day(t), roots.get(t.article), "copy" if t.article in roots else None, ()) for t in tellings
        )
        first = tellings[0]
        made.append(Story(f"story-{first.article}", tuple(t.article for t in tellings), first.title, _day(first), tuple(ids), tellers))
    return made, told


def _day(telling: Telling) -> str | None:

    return iso_day(telling.published)


def pages(store: Store) -> dict[str, str]:
    """What is asked for, by what it is."""
    big = store.kept.stories(StoryQuery(order="tellers"), limit=1)[0].id
    middle = store.kept.stories(StoryQuery(order="tellers"), after="8~9999~0", limit=1)[0].id
    ids = {name: store.kept.told_in([name])[name][0] for name in (big, middle)}
    return {
        "stories, newest": "/stories",
        "stories, most tellers": "/stories?order=tellers",
        "stories, disputed": "/stories?standing=disputed",
        "stories, every filter": "/stories?outlet=صدف&type=ASSAULT&place=Idlib&standing=one_source&first=2020-01-01&last=2023-12-31",
        "stories of one outlet too": "/stories?alone=1",
        "stories, nothing found": "/stories?place=Reykjavik&alone=1",
        "story, the most tellers": f"/stories/{quote(big)}",
        "story of 8 outlets": f"/stories/{quote(middle)}",
        "story in Arabic": f"/stories/{quote(middle)}?lang=ar",
        "episode, the most tellers": f"/episodes/{quote(ids[big])}",
        "episode of 8 outlets": f"/episodes/{quote(ids[middle])}",
        "article": f"/articles/{quote(store.kept.story(middle).articles[0])}",
        "API, stories": "/api/v1/stories?limit=20",
        "API, a story of 8 outlets": f"/api/v1/stories/{quote(middle)}",
    }


def decisions(who: httpx.Client, store: Store) -> dict[str, list[float]]:
    """A split, a merge of its parts and two undos, again and again: ms of each."""
    times: dict[str, list[float]] = {}
    for entry in store.kept.stories(StoryQuery(order="tellers"), after="9~9999~0", limit=20):
        id = store.kept.told_in([entry.id])[entry.id][0]
        (told,) = store.kept.episodes([id])
        report = told.episode["reports"][0]
        made = _ask(who, times, "split", "/episodes/split", {"episode": id, "reports": [report]})
        merged = _ask(who, times, "merge", "/episodes/merge", {"episodes": [e["id"] for e in made["episodes"]]})
        for one in (merged, made):
            _ask(who, times, "undo", "/episodes/undo", {"decision": one["decision"]["id"]})
    return times


def _ask(who: httpx.Client, times: dict[str, list[float]], name: str, path: str, body: dict[str, Any]) -> Any:
    started = time.perf_counter()
    answer = who.post(f"/api/v1{path}", json=body)
    times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
    answer.raise_for_status()
    return answer.json()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--store", help="a file that is kept; without it one in a temporary folder")
    parser.add_argument("--rounds", type=int, default=9)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address, maker = wanted.store or f"{folder}/rawi.db", Maker()
        with Store.open(address) as store:
            there = store.counts()["articles"]
            for batch in maker.batches(there, wanted.articles) if there < wanted.articles else ():
                store.add(batch)
            made, told = compared(dealt(store, maker))
            started = time.perf_counter()
            store.kept.keep(made, told)
            print(
                f"{store.counts()['articles']} articles, {len(made)} stories, {len(told)} episodes, kept in {time.perf_counter() - started:.0f} s"
            )
            asked = pages(store)
        slow = measure(address, asked, wanted.rounds)
    sys.exit(bool(slow))


def measure(address: str, asked: dict[str, str], rounds: int) -> list[str]:
    """Time every page; those whose median is over the limit."""
    slow = []
    with served(address) as server, httpx.Client(base_url=server.url, headers=HEADERS, timeout=120, trust_env=False) as who:
        for name, path in asked.items():
            times = []
            for _ in range(rounds):
                used, started = server.cpu, time.perf_counter()
                who.get(path).raise_for_status()
                times.append(((time.perf_counter() - started) * 1000, (server.cpu - used) * 1000))
            clock, cpu = (statistics.median(each) for each in zip(*times, strict=True))
            slow += [name] if clock > LIMIT else []
            print(f"  {clock:6.0f} ms, slowest {max(times)[0]:5.0f}, CPU {cpu:4.0f}  {name}", flush=True)
        with Store.open(address) as store:
            for name, each in decisions(who, store).items():
                print(f"  {statistics.median(each):6.0f} ms, slowest {max(each):5.0f}  {name}", flush=True)
    return slow


HEADERS = {"Authorization": f"Bearer {KEY}", "Accept": "text/html"}

if __name__ == "__main__":
    main()
