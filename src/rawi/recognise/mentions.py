"""Sentences → mentions of actors, places and agreements, in text order."""

from __future__ import annotations

from rawi.fold import Folded
from rawi.lexicon import Lexicon
from rawi.parse import Sentence
from rawi.recognise.actors import propose_actors, propose_agreements, propose_collectives
from rawi.recognise.candidates import Scene, Tables
from rawi.recognise.choose import choose
from rawi.recognise.groups import propose_groups
from rawi.recognise.named import propose_named
from rawi.recognise.persons import propose_persons
from rawi.recognise.places import propose_places
from rawi.recognise.references import Memory
from rawi.recognise.resolve import make_mention
from rawi.recognise.states import propose_states, propose_un
from rawi.recognise.tellers import propose_counted, propose_tellers
from rawi.recognise.units import propose_units
from rawi.records import Mention

# Each looks at one sentence; the chooser settles overlaps by length, then priority. Tellers are looked for where these name nobody.
RULES = (
    propose_actors,
    propose_persons,
    propose_named,
    propose_groups,
    propose_units,
    propose_agreements,
    propose_states,
    propose_places,
    propose_collectives,
    propose_un,
)


def find_mentions(
    text: str, folded: Folded, sentences: tuple[Sentence, ...], lexicon: Lexicon, tables: Tables, published: str | None
) -> tuple[Mention, ...]:
    """Every mention of an article; references point back at earlier ones."""
    scene = Scene(folded, sentences, lexicon, published, tables)
    memory = Memory()
    mentions = []
    for number in range(len(sentences)):
        known = [p for rule in RULES for p in rule(scene, number)]
        taken = frozenset(at for p in known for at in range(p.first, p.last + 1))
        for proposal in choose([*known, *propose_tellers(scene, number, taken), *propose_counted(scene, number, taken)]):
            mention = make_mention(scene, proposal, memory, text)
            if mention is not None:
                mentions.append(mention)
    return tuple(mentions)
