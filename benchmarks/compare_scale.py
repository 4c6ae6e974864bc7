"""What copies and stories cost over a long stream: seconds an article by block, and the most memory held. One figure a line.

    python benchmarks/compare_scale.py [--articles 1000000] [--block 100000] [--window 20000]

The articles are prepared Readings made here: a story has words, names and an act of its own and one to eight tellings over three days; a
telling is written anew from the story's words and common ones, or copies an earlier one with small edits. The seed is fixed. Making a
Reading is not counted; whatever comparison does with it is.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from rawi.compare.copies import WINDOW, CopyIndex
from rawi.compare.describe import telling_of
from rawi.compare.stories import StoryStream
from rawi.records import Article, DateSpan, Event, Mention, Quote, Reading, SentenceSpan

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
COMMON, TOPICAL, NAMES, PLACES = 3_000, 60_000, 3_000, 8_000  # words and entities there are
A_DAY = 1_000  # stories that begin each day
TYPES = ("ASSAULT", "CONSULT", "COERCE", "PROTEST", "AID")
FIRST_DAY = date(2020, 1, 1)


class World:
    """The words and names that stories are made of, and the stories that are being told."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.common = [self._word(3, 6) for _ in range(COMMON)]
        self.topical = [self._word(5, 9) for _ in range(TOPICAL)]

    def _word(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(LETTERS, k=self.chance.randint(least, most)))

    def stream(self) -> Iterator[tuple[int, bool, Reading]]:
        """Story number, whether it is a copy, and the Reading, in the order of publication, without end."""
        stories, numbers = [], itertools.count()
        for day in itertools.count():
            stories += [Story(self, number, day) for number in itertools.islice(numbers, A_DAY)]
            told = [story for story in stories for _ in range(story.due(day))]
            self.chance.shuffle(told)
            for story in told:
                yield story.number, *story.tell(day)
            stories = [story for story in stories if story.left]


class Story:
    """One story: its words, two actors, a place, an act, and the tellings still to come."""

    def __init__(self, world: World, number: int, day: int) -> None:
        chance = world.chance
        self.world, self.number, self.day, self.left = world, number, day, chance.choice((1, 1, 2, 3, 5, 8))
        self.words = chance.sample(world.topical, 45)
        self.actors = [f"armed_group/a{int(NAMES * chance.random() ** 2)}" for _ in range(2)]
        self.place = int(PLACES * chance.random() ** 2)
        self.type, self.texts = chance.choice(TYPES), list[str]()

    def due(self, day: int) -> int:
        """How many tellings come on a day: half of what is left, all on the third."""
        return self.left if day - self.day >= 2 else (self.left + 1) // 2

    def tell(self, day: int) -> tuple[bool, Reading]:
        """The next telling: one in four copies an earlier one, a word or two changed."""
        chance = self.world.chance
        self.left -= 1
        copied = bool(self.texts) and chance.random() < 0.25
        text = self._copied(chance.choice(self.texts)) if copied else self._written()
        self.texts.append(text)
        return copied, self._reading(text, day)

    def _written(self) -> str:
        chance = self.world.chance
        sentences = []
        for _ in range(6):
            words = chance.sample(self.words, 9) + chance.choices(self.world.common, k=11)
            chance.shuffle(words)
            sentences.append(" ".join(words) + ".")
        return "\n".join(sentences)

    def _copied(self, text: str) -> str:
        words = text.split(" ")
        words[self.world.chance.randrange(len(words))] = self.world.common[0]
        return " ".join(words)

    def _reading(self, text: str, day: int) -> Reading:
        published = (FIRST_DAY + timedelta(days=day)).isoformat()
        happened = (FIRST_DAY + timedelta(days=self.day)).isoformat()
        spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
        actors = tuple(Mention(f"m{n}", n, n + 1, text[n], "armed_group", entity=id, name_en=id) for n, id in enumerate(self.actors))
        x, y = divmod(self.place, 100)
        place = Mention("m2", 2, 3, text[2], "place", entity=f"place/p{self.place}", country="SY", lat=x / 10, lon=y / 5, precision_km=2.0)
        when = DateSpan(happened, happened, "day", 0, 1, text[0])
        event = Event(
            "e0", Quote(0, 1, text[0]), self.type, None, "occurred", "outlet", ("m0",), ("m1",), ("m2",), ("at",), when, (), None, None, 0.9
        )
        article = Article(
            f"{self.number}-{len(self.texts)}", text, outlet=f"outlet {self.world.chance.randrange(200)}", published=published
        )
        return Reading(article, sentences=tuple(SentenceSpan(*span, "body") for span in spans), mentions=(*actors, place), events=(event,))


def memory(field: str) -> float:
    """VmRSS (held now) or VmHWM (the most held) of this process, in MB, as the system counts it."""
    return int(re.findall(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))[0]) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--block", type=int, default=100_000, help="articles a line")
    parser.add_argument("--window", type=int, default=WINDOW, help="articles kept")
    wanted = parser.parse_args()
    copies, stories = CopyIndex(wanted.window), StoryStream(window=wanted.window)
    spent, costs, found, copied, agreed, story_of = 0.0, list[float](), 0, 0, 0, dict[int, int]()
    for number, (story, is_copy, reading) in enumerate(itertools.islice(World(20200521).stream(), wanted.articles), 1):
        started = time.process_time()
        telling = telling_of(reading)
        copy = copies.add(telling)
        group = stories.add(telling, copy)
        spent += time.process_time() - started
        copied, found = copied + is_copy, found + (is_copy and copy is not None)
        agreed += story_of.setdefault(story, group) == group
        if number % wanted.block == 0:
            costs.append(spent / wanted.block * 1000)
            spent = 0.0
            print(f"{number} articles: {costs[-1]:.3f} ms an article, {memory('VmRSS'):.0f} MB held", flush=True)
    print(f"copies found: {found} of {copied}; tellings in the story of its first telling: {agreed / wanted.articles:.3f}")
    full = costs[1:] or costs  # the window fills during the first block
    print(f"cost of the dearest block over that of the cheapest, from the second on: {max(full) / min(full):.2f}")
    print(f"most memory held: {memory('VmHWM'):.0f} MB")


if __name__ == "__main__":
    main()
