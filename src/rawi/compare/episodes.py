"""Reports of one occurrence: each article's account joins the group it is most like, sure or unsure, unless a feature or a person forbids it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from rawi.compare.accounts import Account, accounts_of
from rawi.compare.decisions import DIFFERENT, SAME, Decisions
from rawi.compare.likeness import Judge, Likeness, likeness
from rawi.compare.records import ReportRef
from rawi.compare.reports import Report, Telling

_COMPARED = 10  # accounts of a group that a new one is weighed against
_POSTED = 60  # groups kept for a place, party or story
_MAX_SHARE, _MEAN_SHARE = 0.6, 0.4  # of the best and the mean likeness to a group's accounts
NEVER = float("-inf")


@dataclass(slots=True)
class Group:
    """One occurrence in the making: the accounts that are sure, those that may be of it, and what people's decisions did."""

    number: int
    sure: list[Account] = field(default_factory=list)
    unsure: list[Account] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)

    @property
    def accounts(self) -> list[Account]:
        """All accounts, sure ones first."""
        return self.sure + self.unsure

    @property
    def reports(self) -> list[Report]:
        """All reports, sure ones first."""
        return [report for account in self.accounts for report in account.reports]


@dataclass(slots=True)
class EpisodeStream:
    """Gives each account its group, article by article in the order of publication. ``roots``: article → the first teller of what it
    copies; ``stories``: article → number of its story."""

    judge: Judge = field(default_factory=Judge)
    decisions: Decisions = field(default_factory=Decisions)
    roots: dict[str, str] = field(default_factory=dict)
    stories: dict[str, int] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    _posted: defaultdict[str, deque[int]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_POSTED)))
    _of: dict[ReportRef, int] = field(default_factory=dict)

    def add(self, telling: Telling) -> None:
        """Take in the reports of one article."""
        for account in accounts_of(telling.reports, self.judge, self._one_allowed):
            self._add(account)

    def settle(self) -> list[Group]:
        """Merge the groups that the order of articles kept apart, replay what people decided, and give all groups."""
        for number in sorted(self.groups):
            self._merge_into_earlier(self.groups[number])
        for decision in self.decisions.linked():
            self._link(decision.a, decision.b)
        for decision in self.decisions.parted():
            self._part(decision.a, decision.b)
        return list(self.groups.values())

    def pair(self, a: Account, b: Account) -> Likeness:
        """The likeness of two accounts with what is known of their articles."""
        copied = self.roots.get(a.article, a.article) == self.roots.get(b.article, b.article)
        mine, theirs = self.stories.get(a.article), self.stories.get(b.article)
        story = () if mine is None or theirs is None else ("same story" if mine == theirs else "other story",)
        return likeness(a.whole, b.whole, self.judge, (*story, *(("copy",) if copied else ())))

    def _add(self, account: Account) -> None:
        best, score = self._best(account)
        if best is None or score < self.judge.weights("episode", "verdict", "unsure"):
            best = len(self._of)
            self.groups[best] = Group(best, [account])
        elif score >= self.judge.weights("episode", "verdict", "same"):
            self.groups[best].sure.append(account)
        else:
            self.groups[best].unsure.append(account)
        for report in account.reports:
            self._of[ref_of(report)] = best
        for key in self._keys(account):
            if best not in self._posted[key]:
                self._posted[key].append(best)

    def _best(self, account: Account) -> tuple[int | None, float]:
        """The group an account is most like, and how alike; a group that it may not join is none."""
        scored = [(self._score(account, self.groups[number]), -number) for number in self._near(account)]
        score, number = max(scored, default=(NEVER, 0))
        return (-number, score) if score > NEVER else (None, score)

    def _near(self, account: Account) -> set[int]:
        return {number for key in self._keys(account) for number in self._posted.get(key, ()) if number in self.groups}

    def _keys(self, account: Account) -> set[str]:
        """Under what an account is found again: places, parties, its story, its sentences."""
        whole, story = account.whole, self.stories.get(account.article)
        places = {f"where:{key}" for spot in whole.places for key in (spot.key, spot.admin1) if key}
        found = places | {f"who:{party}" for party in whole.parties} | {f"said:{passage}" for passage in whole.passages}
        return found | ({f"story:{story}"} if story is not None else set())

    def _score(self, account: Account, group: Group) -> float:
        """How well an account fits a group: NEVER where a pair can never be one, a person said so, or its article tells of both and it is
        not sure that they are one."""
        if not self._allowed(account, group):
            return NEVER
        pairs = [self.pair(account, member) for member in group.sure[-_COMPARED:]]
        if any(pair.never for pair in pairs):
            return NEVER
        scores = [pair.score for pair in pairs]
        score = _MAX_SHARE * max(scores) + _MEAN_SHARE * sum(scores) / len(scores)
        told_apart = not account.whole.vague and any(member.article == account.article for member in group.accounts)
        return NEVER if told_apart and score < self.judge.weights("episode", "verdict", "same") else score

    def _allowed(self, account: Account, group: Group) -> bool:
        return all(self._one_allowed(a, b) for a in account.reports for b in group.reports) if self.decisions.of else True

    def _one_allowed(self, a: Report, b: Report) -> bool:
        return self.decisions.verdict(ref_of(a), ref_of(b)) != DIFFERENT

    def _merge_into_earlier(self, group: Group) -> None:
        """Join a group to the earlier one it is most like, where that is sure."""
        near = {number for account in group.sure for number in self._near(account) if number < group.number}
        scored = [(self._cross(group, self.groups[number]), -number) for number in near]
        score, number = max(scored, default=(NEVER, 0))
        if score >= self.judge.weights("episode", "verdict", "same"):
            self._join(self.groups[-number], group)

    def _cross(self, group: Group, other: Group) -> float:
        scores = [self._score(account, other) for account in group.sure[:_COMPARED]]
        return NEVER if min(scores) == NEVER else sum(scores) / len(scores)

    def _join(self, group: Group, other: Group) -> None:
        """Put all of ``other`` into ``group``."""
        group.sure += other.sure
        group.unsure += other.unsure
        group.decided += other.decided
        for report in other.reports:
            self._of[ref_of(report)] = group.number
        del self.groups[other.number]

    def _link(self, a: ReportRef, b: ReportRef) -> None:
        """Two reports that a person took for one: their groups become one, and both are sure."""
        first, second = self._of.get(a), self._of.get(b)
        if first is None or second is None:
            return
        group = self.groups[min(first, second)]
        if first != second:
            self._join(group, self.groups[max(first, second)])
        meant = [account for account in group.unsure if {a, b} & {ref_of(report) for report in account.reports}]
        group.sure += meant
        group.unsure = [account for account in group.unsure if account not in meant]
        group.decided.append(SAME)

    def _part(self, a: ReportRef, b: ReportRef) -> None:
        """Two reports that a person told apart and that still stand together (by way of a third): the later account leaves."""
        number = self._of.get(a)
        if number is None or number != self._of.get(b):
            return
        group = self.groups[number]
        meant = [account for account in group.accounts if {a, b} & {ref_of(report) for report in account.reports}]
        leaving = meant[-1]
        rest = [account for account in group.sure if account is not leaving]
        group.unsure = [account for account in group.unsure if account is not leaving]
        group.sure, group.unsure = (rest, group.unsure) if rest else (group.unsure, [])
        group.decided.append(DIFFERENT)
        alone = max(self.groups) + len(self._of)
        self.groups[alone] = Group(alone, [leaving], decided=[DIFFERENT])
        self._of |= {ref_of(report): alone for report in leaving.reports}


def ref_of(report: Report) -> ReportRef:
    """The report as records name it."""
    return ReportRef(report.article, report.event)


def group_reports(tellings: Iterable[Telling], stream: EpisodeStream) -> list[Group]:
    """The groups of articles given in the order of publication."""
    for telling in tellings:
        stream.add(telling)
    return stream.settle()
