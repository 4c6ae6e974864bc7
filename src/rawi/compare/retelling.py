"""An episode told anew from reports that a person put together or apart: the same record, chains and differences as comparing would make."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from rawi.compare.accounts import Account, account
from rawi.compare.compare import episode_of
from rawi.compare.contradict import differences_of
from rawi.compare.corroborate import Circle, chains_of
from rawi.compare.episodes import Group, ref_of
from rawi.compare.records import Chain, Difference, Episode, ReportRef
from rawi.compare.reports import Report


@dataclass(frozen=True, slots=True)
class Retold:
    """An episode with its lines of transmission and what its tellers differ in."""

    episode: Episode
    chains: tuple[Chain, ...]
    differences: tuple[Difference, ...]


def retell(id: str, sure: Sequence[ReportRef], unsure: Sequence[ReportRef], heads: Set[ReportRef], circle: Circle) -> Retold | None:
    """The episode of some reports, under an id. ``heads``: the reports that begin an account, where one article has several. ``circle``
    holds the tellings of the articles and of those they copy. Reports that the tellings no longer have are left out; None where nothing
    sure is left."""
    known = {ref_of(report): report for telling in circle.tellings.values() for report in telling.reports}
    told, maybe = (_accounts([known[ref] for ref in refs if ref in known], heads) for refs in (sure, unsure))
    group = Group(0, told, maybe)
    if not group.sure:
        return None
    chains = chains_of(group, id, circle)
    return Retold(episode_of(id, group, chains, circle), chains, differences_of(group, id, dict(circle.tellings), circle.kin))


def _accounts(reports: Sequence[Report], heads: Set[ReportRef]) -> list[Account]:
    """The accounts that reports make in the order they are given."""
    found: list[list[Report]] = []
    for report in reports:
        if found and found[-1][0].article == report.article and ref_of(report) not in heads:
            found[-1].append(report)
        else:
            found.append([report])
    return [account(told) for told in found]
