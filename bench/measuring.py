"""One interleaved run: each round asks every peer for every page, so that all share the weather."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median, quantiles

from bench.pages import NEXT, SEATS, Page, Seat
from bench.peers import Answer, PeerFailed, PeerProcess, peer

SLOW, SLOW_RUNS = 1000.0, 3  # pages over a second are asked for but a few times

Tell = Callable[[str, int, int], None]


@dataclass
class Result:
    """One page in one peer."""

    first: Answer
    times: list[float] = field(default_factory=list)  # milliseconds
    statements: int = 0  # of a request that is not the first

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.times[0]


@dataclass
class Run:
    """Everything measured on one engine."""

    engine: str
    version: str
    results: dict[str, dict[str, Result]] = field(default_factory=lambda: defaultdict(dict))
    peaks: dict[str, float] = field(default_factory=dict)  # MiB, by module
    typed: dict[str, float] = field(default_factory=dict)  # what `bench.worksheet` told

    def medians(self, page: str) -> dict[str, float]:
        return {seat: result.median for seat, result in self.results[page].items()}

    def agrees(self, page: Page, seat: str) -> bool | None:
        """Whether the peer shows the same rows as the lead sees with us; None: no list."""
        found = self.results[page.key]
        if not page.is_list or seat not in found or "lead" not in found:
            return None
        return found[seat].first.rows == found["lead"].first.rows


class Measuring:
    """The clock is `wall`, or `cpu` where other programs keep the machine busy."""

    def __init__(
        self,
        run: Run,
        pages: Sequence[Page],
        tell: Tell,
        rounds: int = 25,
        clock: str = "wall",
        seats: Sequence[Seat] = SEATS,
    ) -> None:
        self.run, self.pages, self.tell = run, pages, tell
        self.rounds, self.clock, self.seats = rounds, clock, seats
        self._peers: dict[str, PeerProcess] = {}

    def go(self, address: str) -> None:
        with ExitStack() as stack:
            for module in dict.fromkeys(seat.module for seat in self.seats):
                self._peers[module] = stack.enter_context(peer(module, address))
            targets = self._warm_up()
            for number in range(self.rounds):
                for page, seat, target in targets:
                    self._ask(page, seat, target, number)
                self.tell(f"{self.run.engine}: rounds", number + 1, self.rounds)

    def _warm_up(self) -> list[tuple[Page, Seat, str]]:
        """Ask for everything once; the first answers say which rows are shown and what follows."""
        targets = []
        for number, page in enumerate(self.pages, 1):
            for seat in self.seats:
                if seat.name in page.addresses:
                    target = self._target(page, seat)
                    answer = self._peers[seat.module].ask(target, seat.account)
                    self.run.results[page.key][seat.name] = Result(answer)
                    targets.append((page, seat, target))
            self.tell(f"{self.run.engine}: warm-up", number, len(self.pages))
        return targets

    def _target(self, page: Page, seat: Seat) -> str:
        target = page.addresses[seat.name]
        if target != NEXT or page.after is None:
            return target
        before = self._peers[seat.module].ask(page.after[seat.name], seat.account)
        if before.next is None:
            raise PeerFailed(f"{seat.name}: no next page after {page.after[seat.name]}")
        return before.next

    def _ask(self, page: Page, seat: Seat, target: str, number: int) -> None:
        result = self.run.results[page.key][seat.name]
        if result.first.wall > SLOW and number >= SLOW_RUNS:
            return
        answer = self._peers[seat.module].ask(target, seat.account)
        result.times.append(getattr(answer, self.clock))
        result.statements = answer.sql
        self.run.peaks[seat.module] = answer.peak
