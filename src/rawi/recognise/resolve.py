"""Which registry entry a proposal stands for: actors by their names, places by the countries and places beside them."""

from __future__ import annotations

from rawi.fold import fold_word
from rawi.lexicon.rows import Place
from rawi.recognise.candidates import Proposal, Scene
from rawi.recognise.places import COMMA, WAW, options_at
from rawi.recognise.references import Memory, referent, same_head
from rawi.recognise.weigh import weigh
from rawi.records import Candidate as Option
from rawi.records import Evidence, Mention, Span

_MINIMUM = 0.34
# Rows that a script brought in give way to our own where nothing else decides.
_BULK = "place/gn-"
_SHIFT = {"N": (1, 0), "S": (-1, 0), "E": (0, 1), "W": (0, -1)}
_KM_PER_DEGREE = 111.0


def make_mention(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention | None:
    """The mention of a chosen proposal, or None for a reference that finds nothing to point at."""
    mention = _place(scene, proposal, memory, text) if proposal.kind == "place" else _actor(scene, proposal, memory, text)
    if mention is not None:
        memory.mentions.append((proposal, mention))
    return mention


def _base(proposal: Proposal, memory: Memory, text: str, **more: object) -> Mention:
    span = Span(proposal.start, proposal.end)
    id, evidence = memory.fresh_id(span.start, span.end), Evidence(proposal.rule, (span,))
    return Mention(id, span.start, span.end, span.of(text), loaded=proposal.loaded, evidence=evidence, **more)  # type: ignore[arg-type]


def _actor(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention | None:
    kind, entity = proposal.kind, proposal.entity
    members: tuple[str, ...] = ()
    named = same_head(scene, proposal, memory) if entity is None else None
    if named is not None:
        kind, entity = named.kind, named.entity
    elif proposal.refers and entity is None:
        found = referent(scene, proposal, memory)
        if found is None and proposal.rule.startswith("collectives/"):
            return None
        kind, entity, members = found or (kind, None, ())
    names = _names(scene, entity)
    return _base(
        proposal,
        memory,
        text,
        kind=kind,
        entity=entity,
        members=members,
        candidates=proposal.options,
        name_en=names[0],
        name_ar=names[1],
        country=None,
    )


def _names(scene: Scene, entity: str | None) -> tuple[str | None, str | None]:
    """English and Arabic display names of a registry entry."""
    known = scene.lexicon.actors.get(entity or "") or scene.lexicon.agreements.get(entity or "") or scene.lexicon.places.get(entity or "")
    return (known.name_en, known.name_ar) if known else (None, None)


def _place(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention | None:
    if proposal.refers:
        return _place_back(scene, proposal, memory, text)
    feature, ids = _anchor(proposal.anchor)
    options: tuple[Option, ...] = ()
    if proposal.entity:
        place = scene.lexicon.places.get(proposal.entity)
    elif not ids:
        return _unknown_place(scene, proposal, memory, text)
    else:
        place, options = choose_place(scene, tuple(ids), feature, memory)
    if place is None:
        return _base(proposal, memory, text, kind="place", candidates=options)
    memory.places.append(place)
    if proposal.rule.startswith("places/"):
        proposal = proposal._replace(rule=place.rule)
    if proposal.relation:
        return _relative(scene, proposal, memory, text, place)
    return _base(proposal, memory, text, kind="place", entity=place.id, candidates=options, **_where(place))


def _where(place: Place) -> dict[str, object]:
    return {
        "name_en": place.name_en,
        "name_ar": place.name_ar,
        "country": place.country,
        "admin1": place.admin1 or (place.id if place.feature == "admin1" else None),
        "lat": place.lat,
        "lon": place.lon,
        "precision_km": place.precision_km,
    }


def _anchor(anchor: str | None) -> tuple[str | None, list[str]]:
    """Feature and place ids that a proposal's anchor names («city: id id», «capital:SY», «id id»)."""
    if not anchor:
        return None, []
    head, colon, rest = anchor.partition(": ")
    return (head, rest.split()) if colon else (None, anchor.split())


def choose_place(scene: Scene, ids: tuple[str, ...], feature: str | None, memory: Memory) -> tuple[Place | None, tuple[Option, ...]]:
    """The likeliest of several places of one name, and the scores of all when there is more than one."""
    if len(ids) == 1 and ids[0].startswith("capital:"):
        return _capital(scene, ids[0].partition(":")[2]), ()
    places = [scene.lexicon.places[i] for i in dict.fromkeys(ids) if i in scene.lexicon.places]
    if len(places) == 1:
        return places[0], ()
    weights = [_weight(scene, place, feature, memory) for place in places]
    total = sum(weights) or 1.0
    ranked = sorted(
        ((w / total, place) for w, place in zip(weights, places, strict=True)), key=lambda x: (-x[0], x[1].id.startswith(_BULK), x[1].id)
    )
    options = tuple(Option(place.id, round(share, 3)) for share, place in ranked) if len(ranked) > 1 else ()
    return (ranked[0][1] if ranked and ranked[0][0] >= _MINIMUM else None), options


def _capital(scene: Scene, iso2: str) -> Place | None:
    """The gazetteer row of a country's capital."""
    return scene.capitals.get(iso2)


def _weight(scene: Scene, place: Place, feature: str | None, memory: Memory) -> float:
    """A place's weight in this article."""
    around = {other.id: other for other in (*scene.sure_places, *memory.places[-12:])}
    return weigh(place, feature, scene.countries, around.values()).product


def _relative(scene: Scene, proposal: Proposal, memory: Memory, text: str, place: Place) -> Mention:
    """An area relative to an anchor: shifted by its direction, as coarse as the anchor's surroundings."""
    side = (proposal.relation or "").split(" ", 1)[0]
    spread = max(place.precision_km, 10.0)
    lat = place.lat + sum(_SHIFT.get(c, (0, 0))[0] for c in side) * spread * 0.5 / _KM_PER_DEGREE if side.isupper() else place.lat
    lon = place.lon + sum(_SHIFT.get(c, (0, 0))[1] for c in side) * spread * 0.5 / _KM_PER_DEGREE if side.isupper() else place.lon
    where = _where(place) | {"lat": round(lat, 4), "lon": round(lon, 4), "precision_km": spread, "name_en": None, "name_ar": None}
    return _base(proposal, memory, text, kind="place", relation=f"{proposal.relation} {place.id}", **where)


def _unknown_place(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention:
    """A name no table knows: a place of its neighbours' country and province, without a point."""
    near = _next_of_list(scene, proposal, memory) or (memory.places[-1] if memory.places else None)
    return _base(
        proposal,
        memory,
        text,
        kind="place",
        country=near.country if near else None,
        admin1=(near.admin1 or (near.id if near.feature == "admin1" else None)) if near else None,
    )


def _next_of_list(scene: Scene, proposal: Proposal, memory: Memory) -> Place | None:
    """«villages A and B»: the known place that is joined to an unknown name behind it."""
    sentence, at = scene.sentences[proposal.sentence], proposal.last + 1
    ids = options_at(sentence, at)[1]
    if not ids or not (sentence.words[at].before.startswith(WAW) or COMMA in sentence.words[at].gap):
        return None
    return choose_place(scene, ids, None, memory)[0]


def _place_back(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention | None:
    """«the area», «the city», «the country»: the latest place of that sort."""
    sort = proposal.rule
    if fold_word(sort.partition("/")[2]) in scene.linkers["capital_words"]:
        return _capital_back(scene, proposal, memory, text)
    for place in memory.latest_places():
        if _answers(scene, sort, place):
            return _base(proposal, memory, text, kind="place", entity=place.id, **_where(place))
    return None


def _capital_back(scene: Scene, proposal: Proposal, memory: Memory, text: str) -> Mention | None:
    """«the capital»: the last capital named, else that of the country most in play."""
    named = next((p for p in memory.latest_places() if scene.capitals.get(p.country or "") is p), None)
    top = scene.countries.most_common(1)
    place = named or (scene.capitals.get(top[0][0]) if top else None)
    return _base(proposal, memory, text, kind="place", entity=place.id, **_where(place)) if place else None


def _answers(scene: Scene, rule: str, place: Place) -> bool:
    """Whether a place is of the sort that the referring noun asks for."""
    wanted = scene.tables.back_features.get(rule.partition("/")[2])
    return place.feature in wanted if wanted else place.feature != "country"
