"""Tellers who cannot all be right: numbers, doers, denials, places and days of one episode, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rawi.compare.accounts import Account
from rawi.compare.dates import iso_day
from rawi.compare.episodes import Group
from rawi.compare.kinship import Kin, far, named, place_relation
from rawi.compare.likeness import SPEECH, TWO_SIDED, fits
from rawi.compare.records import Difference, Value
from rawi.compare.reports import COUNTED, NAMELESS, Count, Report, Telling
from rawi.compare.words import cores_of, words_of

_BOUND = {"at_least": "at least ", "more_than": "more than ", "up_to": "up to ", "about": "about "}
_COMPARABLE = 25  # times: tellers of one act differ by less
_EXCHANGES = frozenset({"RETREAT", "CONCEDE", "AGREE", "COOPERATE"})  # what both sides hand over, beside what each does
_COUNTED_THINGS = ("killed", "wounded", "detained", "missing", "displaced", "troops", "fighters", "vehicles", "aircraft")


def differences_of(group: Group, episode: str, tellings: dict[str, Telling], kin: Kin) -> tuple[Difference, ...]:
    """What the tellers of an episode contradict each other in; an update, a part of a total and a bound that fits are no contradictions."""
    accounts = [account for account in group.sure if account.whole.score >= COUNTED] or group.sure
    found = [
        *_figures(group.accounts, episode, kin),
        _actors(accounts, episode, tellings, kin),
        _denials(group.accounts, episode, tellings),
    ]
    found += [_places(accounts, episode, tellings), _days(accounts, episode)]
    return tuple(difference for difference in found if difference is not None)


def figure_history(group: Group, tellings: dict[str, Telling]) -> dict[str, tuple[Value, ...]]:
    """Who says which number when, by measure, in the order it was told; parts of totals are left out."""
    history: dict[str, list[Value]] = {}
    for account in sorted(group.sure, key=_told_at):
        for report in account.reports:
            for count in report.counts:
                if not count.part:
                    history.setdefault(count.measure, []).append(_value(count_words(count), report, count.id))
    return {measure: tuple(dict.fromkeys(values)) for measure, values in history.items()}


def _told_at(account: Account) -> int:
    return account.whole.published or 0


def _figures(accounts: list[Account], episode: str, kin: Kin) -> Iterator[Difference]:
    """Numbers of one measure that cannot both be right."""
    of: dict[str, list[Report]] = {}
    for account in accounts:
        of.setdefault(account.article, []).extend(account.reports)
    for measure in _COUNTED_THINGS:
        told = [found for reports in of.values() for found in _largest(reports, measure)]
        if any(_contradict(a, b, kin) for n, a in enumerate(told) for b in told[:n]):
            values = tuple(_value(count_words(count), report, count.id) for count, report in sorted(told, key=_by_day))
            yield Difference(episode, "figure", measure, values)


def _by_day(told: tuple[Count, Report]) -> int:
    return told[1].published or 0


def _largest(reports: Iterable[Report], measure: str) -> list[tuple[Count, Report]]:
    """An article's largest number of a measure, and those that other registered sources give: smaller ones beside it are parts, and none
    is a denial."""
    told = [
        (count, report) for report in reports for count in report.counts if count.measure == measure and not count.part and count.high != 0
    ]
    best: dict[str, tuple[Count, Report]] = {}
    for count, report in sorted(told, key=lambda item: -_size(item[0])):
        key = report.source.key or ""
        if not best or (key not in best and report.source.kind == "named" and not key.startswith(NAMELESS)):
            best[key] = (count, report)
    return list(best.values())


def _size(count: Count) -> float:
    return count.low if count.low is not None else count.high or 0.0


def _contradict(a: tuple[Count, Report], b: tuple[Count, Report], kin: Kin) -> bool:
    """Whether two numbers cannot both be right; a higher one on a later day, or said to have risen, is an update unless who did it
    says so; one many times as high counts something else, and so does the double of an exchange."""
    if fits(a[0], b[0]):
        return False
    lower, higher = sorted((a, b), key=lambda told: _size(told[0]))
    days = (higher[1].published or 0) - (lower[1].published or 0)
    if (days > 0 or (days == 0 and higher[0].rises)) and not _claims(higher[1], kin):
        return False
    least, most = _size(lower[0]), _size(higher[0])
    of_both = a[1].type in _EXCHANGES and most == 2 * least
    return most <= _COMPARABLE * least and not of_both


def _claims(report: Report, kin: Kin) -> bool:
    """Whether a report stands on the word of the power that did it."""
    key = report.source.key
    return key is not None and not kin.powers([key]).isdisjoint(kin.powers(named(report.actors)))


def _actors(accounts: list[Account], episode: str, tellings: dict[str, Telling], kin: Kin) -> Difference | None:
    """Who is said to have done it, where tellers name doers of different powers."""
    kind = accounts[0].whole.type
    reports = (report for account in accounts for report in account.reports if report.type == kind or report.insists)
    blamed = [(report, named(report.actors)) for report in reports if _asserts_doer(report)]
    clash = any(_blame_others(a, b, tellings, kin) for n, a in enumerate(blamed) for b in blamed[:n])
    if not clash:
        return None
    values = (_value(_names(report.actors, tellings[report.article]), report, report.event) for report, _ in blamed)
    return Difference(episode, "actor", None, tuple(dict.fromkeys(values)))


_Blamed = tuple[Report, frozenset[str]]  # a report with the registered powers that did it as it tells


def _blame_others(one: _Blamed, other: _Blamed, tellings: dict[str, Telling], kin: Kin) -> bool:
    """Whether two reports of different articles name doers of different powers, neither of whom is the other's victim; beside one who
    insists on a doer that no registry knows, a doer of another name."""
    (a, mine), (b, theirs) = one, other
    if a.article == b.article or mine & named(b.recipients) or theirs & named(a.recipients):
        return False
    if mine and theirs:
        return kin.powers(mine).isdisjoint(kin.powers(theirs))
    told = (_cores(a.actors, tellings[a.article]), _cores(b.actors, tellings[b.article]))
    return (a.insists or b.insists) and all(told) and told[0].isdisjoint(told[1])


def _cores(parties: Iterable[str], telling: Telling) -> frozenset[str]:
    """What the names of parties are made of."""
    names = (telling.names.get(key, (None, None))[1] or key.removeprefix(NAMELESS) for key in parties)
    return cores_of(words_of(" ".join(names)))


def _asserts_doer(report: Report) -> bool:
    """Whether a report says of a registered power that it did the act, or insists on a doer; who only speaks of it is none, nor is the country
    it happened in."""
    real = report.status in ("occurred", "ongoing") and not report.source.denies
    doers = named(report.actors) - {f"state/{(spot.country or '').lower()}" for spot in report.places}
    return (
        real
        and report.type not in TWO_SIDED | SPEECH
        and report.source.key not in doers
        and (report.insists or (bool(doers) and report.score >= COUNTED))
    )


def _denials(accounts: list[Account], episode: str, tellings: dict[str, Telling]) -> Difference | None:
    """Announced here and denied there."""
    reports = [report for account in accounts for report in account.reports]
    kind = accounts[0].whole.type
    denied = [r for r in reports if r.source.denies and r.source.key is not None and (r.type == kind or r.score >= COUNTED)]
    told = [report for report in reports if not report.source.denies and report.status in ("occurred", "ongoing")]
    if not denied or not any(
        report.source.key != other.source.key or report.article != other.article for report in denied for other in told
    ):
        return None
    values = [*(_value("told", report, report.event) for report in told), *(_value("denied", report, report.event) for report in denied)]
    return Difference(episode, "denial", None, tuple(values))


def _places(accounts: list[Account], episode: str, tellings: dict[str, Telling]) -> Difference | None:
    """Where it was, where tellers name places that lie apart."""
    told = [account.whole for account in accounts if account.whole.places]
    if not told or len(_together(told)) == len(told):
        return None
    return Difference(
        episode, "place", None,
        tuple(_value(_names([spot.key for spot in r.places], tellings[r.article]), r, r.event) for r in told),
    )  # fmt: skip


def _together(told: list[Report]) -> list[Report]:
    """The reports whose places hang together with the first one's, also by way of others: a market, its quarter, its town."""
    reached, rest = [told[0]], told[1:]
    for report in reached:
        near = [other for other in rest if place_relation(report.places, other.places) != "apart" or not far(report.places, other.places)]
        reached += near
        rest = [other for other in rest if other not in near]
    return reached


def _days(accounts: list[Account], episode: str) -> Difference | None:
    """When it was, where tellers give days that lie further apart than a night."""
    told = [r for account in accounts for r in account.reports if r.own_day and r.precision == "day" and r.first]
    if not told or max(r.first or 0 for r in told) - min(r.last or r.first or 0 for r in told) <= 1:
        return None
    return Difference(episode, "date", None, tuple(_value(iso_day(report.first) or "", report, report.event) for report in told))


def _value(value: str, report: Report, record: str) -> Value:
    return Value(value, report.outlet, report.article, record, report.source.name, iso_day(report.published))


def _names(keys: Iterable[str], telling: Telling) -> str:
    return ", ".join(telling.names.get(key, (None, None))[0] or key.removeprefix(NAMELESS) for key in keys)


def count_words(count: Count) -> str:
    """A count as a person writes it: ``at least 12``, ``dozens``."""
    if count.approx not in (*_BOUND, "exact"):
        return count.approx
    low, high = count.low, count.high
    number = f"{low:g}–{high:g}" if low is not None and high is not None and low != high else f"{low if low is not None else high:g}"
    return _BOUND.get(count.approx, "") + number
