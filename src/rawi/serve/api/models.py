"""What the API takes and answers with, for OpenAPI and for checking what comes in. The records inside are those of docs/records.md."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rawi.records import Attribution, Event, Figure, Mention
from rawi.serve.api.asked import Text, Word

_DEEPEST, _WIDEST = 6, 200
_BIGGEST = 1 << 53


def _plain_value(value: Any) -> Any:
    """A value that a database can keep: no NUL, no half letters, nothing huge or deep."""

    def check(item: Any, depth: int) -> None:
        if depth > _DEEPEST or (isinstance(item, (list, dict)) and len(item) > _WIDEST):
            raise ValueError("is too deep or too long for a value of a field")
        if isinstance(item, str) and (len(item) > 2000 or "\x00" in item or any("\ud800" <= c <= "\udfff" for c in item)):
            raise ValueError("has a text that is too long, or has a NUL or half a letter")
        if isinstance(item, (int, float)) and not abs(item) < _BIGGEST:
            raise ValueError("has a number that is too large")
        for part in (*item.keys(), *item.values()) if isinstance(item, dict) else item if isinstance(item, list) else ():
            check(part, depth + 1)

    check(value, 0)
    return value


Version = Annotated[int, Field(ge=0, le=(1 << 62) - 1)]
Value = Annotated[Any, AfterValidator(_plain_value)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DecisionAsked(_Strict):
    """A decision about a record. ``version`` is the review version that you saw (or send If-Match with its ETag)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"article": "a17", "record": "e43-47", "action": "accept", "version": 0},
                {"article": "a17", "record": "e43-47", "action": "reject", "reason": "historical", "version": 12},
                {"article": "a17", "record": "e43-47", "action": "correct", "field": "places", "value": [{"entity": "place/sy-idlib"}], "version": 0},
                {"article": "a17", "record": "e43-47", "action": "undo", "undoes": 12, "version": 12},
            ]
        },
    )  # fmt: skip
    article: Word
    record: Annotated[Word, Field(max_length=60, description="An id of the current reading: an event's, or another record's.")]
    action: Literal["accept", "reject", "correct", "defer", "undo"]
    version: Version | None = None
    field: Literal["type", "mode", "status", "actors", "recipients", "places", "date", "span", "attribution"] | None = None
    value: Value = None
    reason: Text | None = Field(None, description="Of a rejection: one of the known reasons, with more after a colon.")
    undoes: Version | None = Field(None, description="The id of the decision that an undo takes back.")
    model: Word | None = Field(None, description="The model that decides, where no person does.")


class Report(_Strict):
    """An event of an article."""

    article: Word
    event: Annotated[Word, Field(max_length=60)]


class MergeAsked(_Strict):
    """Episodes whose reports tell of one occurrence."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"episodes": ["ep-1", "ep-2"], "reason": "one raid"}]})
    episodes: list[Annotated[Word, Field(max_length=600)]] = Field(min_length=2, max_length=100)
    reason: Text | None = None


class SplitAsked(_Strict):
    """Reports of an episode that tell of another occurrence."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"episode": "ep-1", "reports": [{"article": "a17", "event": "e43-47"}]}]}
    )
    episode: Annotated[Word, Field(max_length=600)]
    reports: list[Report] = Field(min_length=1, max_length=1000)
    reason: Text | None = None


class SettleAsked(BaseModel):
    """Whether the reports of an article that an episode is not sure of are of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"episode": "ep-1", "article": "a17", "same": True}]})
    episode: Annotated[Word, Field(max_length=600)]
    article: Word
    same: bool
    reason: Text | None = None


class UndoAsked(_Strict):
    """A merge or split to take back."""

    decision: Version = Field(examples=[12])


class ArticleBrief(BaseModel):
    """What is told of an article beside each of its records."""

    id: str = Field(examples=["a17"])
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = Field(None, examples=["2020-01-30"])
    version: int | None = None


class Review(BaseModel):
    """What stands of the decisions about a record; ``version`` is what the next decision must name."""

    version: int = Field(examples=[0])
    verdict: Literal["open", "accepted", "rejected", "deferred"]
    reason: str | None
    coder: str | None
    coder_kind: str | None
    decided: str | None
    corrections: dict[str, Any]
    found: Literal["id", "quote", "orphan"]
    outdated: bool


class EventRecord(BaseModel):
    """An event with all it needs to be understood alone."""

    id: str = Field(examples=["a17#e43-47"])
    article: ArticleBrief
    event: Event
    gloss: str
    sentence: str
    mentions: list[Mention]
    figures: list[Figure]
    attribution: Attribution | None
    review: Review
    updated: str = Field(examples=["2026-11-22T23:05:07Z"])
    codebook_version: str = Field(examples=["plover-2021/contract-1"])
    lexicon: str
    rawi: str


class DecisionMade(BaseModel):
    """A decision, what stands of its record now, and whether it had been made before."""

    decision: dict[str, Any]
    review: Review
    repeated: bool


class Regrouped(BaseModel):
    """The decision and the episodes that are there now."""

    decision: dict[str, Any]
    episodes: list[dict[str, Any]]


class Page(BaseModel):
    """Some records, and the address of the next page; null when there are no more."""

    next: str | None = Field(examples=["/api/v1/events?after=3166519310024706.e43-47"])


class Events(Page):
    """A page of events."""

    records: list[EventRecord]


class Records(Page):
    """A page of records."""

    records: list[dict[str, Any]]
