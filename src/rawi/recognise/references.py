"""What a reference points back at: «the party», «the ministry», «the two sides», «his country»; what was named before in the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rawi.fold import fold_word
from rawi.lexicon.inflect import ARTICLE
from rawi.lexicon.rows import Place
from rawi.recognise.candidates import Proposal, Scene, bare_title
from rawi.records import Mention

_REMEMBERED = 200  # mentions


@dataclass(slots=True)
class Memory:
    """What has been named so far, latest last, for references back."""

    mentions: list[tuple[Proposal, Mention]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def latest(self) -> Iterator[tuple[Proposal, Mention]]:
        """The mentions before, latest first, as far back as a reader would remember."""
        return reversed(self.mentions[-_REMEMBERED:])

    def latest_places(self) -> Iterator[Place]:
        """The places before, latest first, as far back."""
        return reversed(self.places[-_REMEMBERED:])

    def fresh_id(self, start: int, end: int) -> str:
        """An id of kind and span, with a letter added on collision."""
        made, letter = f"m{start}-{end}", ord("b")
        while made in self.ids:
            made, letter = f"m{start}-{end}{chr(letter)}", letter + 1
        self.ids.add(made)
        return made


def same_head(scene: Scene, proposal: Proposal, memory: Memory) -> Mention | None:
    """The last body named by the same noun and more, for a noun with the article alone: «the party» for Hezb-Allah;
    «the army», «the government» only for one of the country most in play."""
    word = scene.sentences[proposal.sentence].words[proposal.first]
    if proposal.first != proposal.last or not proposal.rule.startswith(_NOUNS) or not word.host.startswith(ARTICLE) or proposal.number > 1:
        return None
    head = word.host.removeprefix(ARTICLE)
    own = {nation for nation, _ in scene.countries.most_common(1)} if proposal.refers in ("military", "government") else None
    for _, mention in memory.latest():
        if mention.entity is None or mention.kind not in _BODIES:
            continue
        first, *more = fold_word(mention.text).split()
        if more and first.removeprefix(ARTICLE) == head and (own is None or _country_of(scene, mention.entity) in own):
            return mention
    return None


_NOUNS = ("groups/", "collectives/")
_BODIES = frozenset({"military", "armed_group", "ngo", "government", "igo", "media"})


def referent(scene: Scene, proposal: Proposal, memory: Memory) -> tuple[str, str | None, tuple[str, ...]] | None:
    """Kind, entity and members of what a reference points at: the nearest of its kind (and nation) before it."""
    if proposal.number > 1:
        return _several(proposal, memory)
    if proposal.rule.startswith("collectives/") and proposal.kind == "state":
        return _own_country(memory)
    wanted = proposal.refers
    if wanted in ("government", "military") and not proposal.rule.startswith("collectives/"):
        return _body_in_play(scene, proposal, memory, wanted)
    for earlier, mention in memory.latest():
        if mention.kind != wanted or not _same_nation(scene, proposal, earlier, mention):
            continue
        if wanted == "person" and not _same_office(scene, proposal, earlier, mention):
            continue
        return mention.kind, mention.entity, () if mention.entity else (mention.members or (mention.id,))[:1]
    return (wanted or proposal.kind, None, ()) if not proposal.rule.startswith("collectives/") else None


def _same_nation(scene: Scene, proposal: Proposal, earlier: Proposal, mention: Mention) -> bool:
    """The reference names no nation, or the earlier mention's own."""
    return proposal.nation is None or proposal.nation in (earlier.nation, _country_of(scene, mention.entity or ""))


def _same_office(scene: Scene, proposal: Proposal, earlier: Proposal, mention: Mention) -> bool:
    """A title points back at one who was named with it or held it; «the Russian official» at any person of that nation."""
    title = bare_title(proposal.rule.partition("/")[2])
    if title in scene.linkers["generic_titles"]:
        return proposal.nation is not None
    return earlier.rule.split("+")[0] == proposal.rule or title in scene.tables.held.get(mention.entity or "", frozenset())


def _body_in_play(scene: Scene, proposal: Proposal, memory: Memory, wanted: str) -> tuple[str, str | None, tuple[str, ...]]:
    """«the army», «the regime»: the one of the country most in play that has one; one named before in the article wins there."""
    nations = [proposal.nation] if proposal.nation else [nation for nation, _ in scene.countries.most_common(3)]
    for nation in nations:
        for _, mention in memory.latest():
            if mention.kind == wanted and mention.entity and _country_of(scene, mention.entity) == nation:
                return wanted, mention.entity, ()
        body = scene.body(wanted, nation)
        if body:
            return wanted, body.id, ()
    return wanted, None, ()


def _own_country(memory: Memory) -> tuple[str, str | None, tuple[str, ...]] | None:
    """«his country»: the state of the last person, government or force named, else the last state."""
    for earlier, mention in memory.latest():
        if mention.kind in ("person", "government", "military") and earlier.nation:
            return "state", f"state/{earlier.nation.lower()}", ()
        if mention.kind == "state" and mention.entity:
            return "state", mention.entity, ()
    return None


def _country_of(scene: Scene, entity: str) -> str | None:
    actor = scene.lexicon.actors.get(entity)
    return actor.country if actor else None


def _several(proposal: Proposal, memory: Memory) -> tuple[str, str | None, tuple[str, ...]] | None:
    """The latest different parties of the wanted kind, as many as the word says; any actor fits «the two sides»."""
    found: dict[str, Mention] = {}
    for earlier, mention in memory.latest():
        if mention.kind == "place" or mention.members or earlier.rule.startswith("collectives/"):
            continue
        if proposal.refers in ("actor", "state", mention.kind) and (proposal.refers != "state" or mention.kind == "state"):
            found.setdefault(mention.entity or mention.id, mention)
        if len(found) == proposal.number:
            break
    if len(found) < 2:
        return None
    members = tuple(m.id for m in reversed(found.values()))
    kinds = {m.kind for m in found.values()}
    return (kinds.pop() if len(kinds) == 1 else "state"), None, members
