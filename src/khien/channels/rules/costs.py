"""What a campaign will cost, before it is sent: recipients × parts × price, account by account. Pure, whole đồng.

An estimate, not a bill: people join and leave until the hour of sending, and an operator rounds in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rate:
    """How an account charges. `left_vnd`: what is left of this month's budget; None = no limit set."""

    account_id: int
    name: str
    price_vnd: int
    left_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One message. `recipients` 0 for media without addresses (then `posts` is 1). `rate` None: no account carries it."""

    message_id: int
    step: int
    medium: str
    variant: str
    recipients: int
    parts: int
    rate: Rate | None
    posts: int = 0

    @property
    def cost_vnd(self) -> int:
        if self.rate is None:
            return 0
        return (self.recipients or self.posts) * max(self.parts, 1) * self.rate.price_vnd


class Warn(StrEnum):
    """What somebody should look at before it goes out."""

    NOBODY = "nobody"  # a personal medium that reaches nobody
    NO_ACCOUNT = "no_account"
    OVER_BUDGET = "over_budget"
    MANY_PARTS = "many_parts"


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What an account would have to pay for the whole campaign."""

    rate: Rate
    cost_vnd: int

    @property
    def over(self) -> bool:
        return self.rate.left_vnd is not None and self.cost_vnd > self.rate.left_vnd

    @property
    def after_vnd(self) -> int | None:
        return None if self.rate.left_vnd is None else self.rate.left_vnd - self.cost_vnd


@dataclass(frozen=True, slots=True)
class Estimate:
    lines: tuple[CostLine, ...]
    accounts: tuple[AccountSum, ...]

    @property
    def cost_vnd(self) -> int:
        return sum(line.cost_vnd for line in self.lines)

    @property
    def messages(self) -> int:
        """How many single messages go out, over all steps."""
        return sum(line.recipients for line in self.lines)


def people_of(estimate: Estimate) -> dict[str, int]:
    """Medium → how many people the fullest step reaches on it; media without addresses are left out."""
    steps: dict[tuple[str, int], int] = {}
    for line in estimate.lines:
        if not line.posts:
            key = (line.medium, line.step)
            steps[key] = steps.get(key, 0) + line.recipients
    found: dict[str, int] = {}
    for (medium, _step), number in steps.items():
        found[medium] = max(found.get(medium, 0), number)
    return found


def estimated(lines: Sequence[CostLine]) -> Estimate:
    sums: dict[int, int] = {}
    rates: dict[int, Rate] = {}
    for line in lines:
        if line.rate is not None:
            rates[line.rate.account_id] = line.rate
            sums[line.rate.account_id] = sums.get(line.rate.account_id, 0) + line.cost_vnd
    return Estimate(tuple(lines), tuple(AccountSum(rates[pk], cost) for pk, cost in sums.items()))


def shared(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """A step's recipients over its variants by per cent; the last gets the rest, so that nobody is lost."""
    if total < 0 or not shares or any(share < 0 or share > 100 for share in shares):
        raise ValueError(f"{total} over {list(shares)}")
    parts = [total * share // 100 for share in shares[:-1]]
    return (*parts, max(total - sum(parts), 0))


def warnings_of(
    estimate: Estimate, *, personal: Iterable[str], most_parts: int = 3
) -> list[tuple[Warn, str]]:
    """(what, medium or account), each once, in a steady order."""
    wanted = frozenset(personal)
    found: list[tuple[Warn, str]] = []
    for line in estimate.lines:
        if line.medium in wanted and line.recipients == 0 and line.variant == "A":
            found.append((Warn.NOBODY, line.medium))
        if line.rate is None:
            found.append((Warn.NO_ACCOUNT, line.medium))
        if line.parts > most_parts:
            found.append((Warn.MANY_PARTS, line.medium))
    found += [(Warn.OVER_BUDGET, one.rate.name) for one in estimate.accounts if one.over]
    return list(dict.fromkeys(found))
