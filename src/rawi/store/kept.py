"""The comparison that a store keeps: ``store.kept``. Each method is one transaction, as with the Store's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rawi.compare.records import Story
from rawi.records import Reading, plain
from rawi.store import contents, episodes, stories, story_spread
from rawi.store.engine import Database
from rawi.store.episodes import Told
from rawi.store.stories import Compared, StoryEntry, StoryQuery
from rawi.store.story_spread import Spread


@dataclass(frozen=True, slots=True)
class Kept:
    """What articles say together, as it was compared last and regrouped by people since. Every method raises StoreError when the database
    cannot do it, and Unknown for a story that is not there."""

    database: Database

    def keep(self, made: Sequence[Story], told: Iterable[Told]) -> None:
        """Enter a comparison in place of the one before, all of it or nothing."""
        with self.database.writing() as connection:
            stories.keep(connection, made, told)

    def compared(self) -> Compared | None:
        """When the store was compared, and how many articles came since; None where it never was."""
        with self.database.reading() as connection:
            return stories.compared(connection)

    def stories(self, query: StoryQuery | None = None, *, after: str | None = None, limit: int = 20) -> list[StoryEntry]:
        """Stories that meet a query, in its order; ``after``: the cursor of the one to go on from."""
        return self.page(query or StoryQuery(), after=after, limit=limit)[0]

    def page(self, query: StoryQuery, *, after: str | None = None, limit: int = 20) -> tuple[list[StoryEntry], int]:
        """The same, with how many stories meet the query in all."""
        with self.database.reading() as connection:
            return stories.find(connection, query, after, limit)

    def outlets(self) -> list[str]:
        """Every outlet that tells a story, by its name as published."""
        with self.database.reading() as connection:
            return stories.outlets(connection)

    def story(self, name: str) -> Story:
        """A story as it stands now. Raises Unknown."""
        with self.database.reading() as connection:
            return stories.story(connection, name)

    def spread(self, name: str, most_voices: int = 40, most_episodes: int = 40) -> Spread:
        """A story laid open, with so many of its articles and episodes at most. Raises Unknown."""
        with self.database.reading() as connection:
            return story_spread.spread(connection, name, most_voices, most_episodes)

    def episodes(self, ids: Sequence[str]) -> list[Told]:
        """Episodes with their chains, differences and reasons; those that are not there are left out."""
        with self.database.reading() as connection:
            return episodes.kept(connection, ids)

    def readings(self, articles: Iterable[str]) -> dict[str, Reading]:
        """The current readings of some articles at once; those that are not there are left out."""
        with self.database.reading() as connection:
            return contents.currents(connection, articles)

    def told_in(self, names: Sequence[str]) -> dict[str, list[str]]:
        """The ids of the episodes of some stories, those that most outlets tell first."""
        with self.database.reading() as connection:
            return stories.told_in(connection, names)

    def tellers(self, names: Sequence[str]) -> dict[str, list[str]]:
        """The outlets of some stories, in the order they told it."""
        with self.database.reading() as connection:
            return stories.tellers(connection, names)

    def stories_telling(self, episode: str) -> list[str]:
        """The stories an episode is told in."""
        with self.database.reading() as connection:
            return stories.stories_telling(connection, episode)

    def story_of(self, article: str) -> str | None:
        """The story an article is in; None where no comparison has seen it."""
        with self.database.reading() as connection:
            return stories.story_of(connection, article)

    def episode_of(self, article: str, event: str) -> str | None:
        """The episode an event is a report of; None where there is none."""
        with self.database.reading() as connection:
            return stories.episode_of(connection, article, event)

    def reports_of(self, article: str) -> dict[str, str]:
        """Event → episode, for the events of an article."""
        with self.database.reading() as connection:
            return stories.reports_of(connection, article)

    def whole(self, name: str) -> dict[str, Any]:
        """A story with everything told in it, in the form of `rawi compare --json`: {"story", "episodes", "chains", "differences"}."""
        with self.database.reading() as connection:
            found = stories.story(connection, name)
            told = episodes.kept(connection, found.episodes)
        details = {field: [row for one in told for row in (one.detail or {}).get(field, ())] for field in ("chains", "differences")}
        return {"story": plain(found), "episodes": [one.episode for one in told], **details}
