"""Puts together what was said in a talk, from German text blocks for each topic."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from seed.demo_background import Background
from seed.demo_chance import Lot
from seed.files import read_rows

LINE = 200  # characters of a short text


@dataclass(frozen=True, slots=True)
class Talk:
    """What the blank spaces of a text block are filled with."""

    name: str
    held_on: date
    topics: tuple[str, ...]
    has_children: bool
    is_learner: bool  # has learnt German and speaks it


class Texts:
    """The text blocks by topic and part, and which topics concern whom."""

    def __init__(self, random: Random, background: Background) -> None:
        self.random, self.background = random, background
        self._blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_rows("demo/session_texts.csv"):
            self._blocks[row["topic"], row["part"]].append(row["text"])
        self._topics = _topics_by_group()
        self._count = Lot({1: 46, 2: 34, 3: 15, 4: 5})

    def topics(self, group: str, has_children: bool) -> tuple[str, ...]:
        """One to four topics that concern this group."""
        lot, wanted = self._topics[group, has_children], self._count.draw(self.random)
        found = dict.fromkeys(lot.draw(self.random) for _ in range(wanted))
        return tuple(found)

    def has(self, topic: str, part: str) -> bool:
        return (topic, part) in self._blocks

    def line(self, talk: Talk, topic: str, part: str) -> str:
        """One block, at most a line long."""
        return self._fill(self.random.choice(self._blocks[topic, part]), talk, topic)[:LINE]

    def reason(self, talk: Talk) -> str:
        return self.line(talk, talk.topics[0], "reason")

    def since_last(self, talk: Talk) -> dict[str, str]:
        """In general, and apart what there is of children and of success."""
        told = {"since_last": self.line(talk, "any", "since")}
        if talk.has_children and self.random.random() < 0.3:
            told["children"] = self.line(talk, "child", "since")
        elif talk.is_learner and self.random.random() < 0.15:
            told["successes"] = self.line(talk, "german", "since")
        return told

    def content(self, talk: Talk) -> str:
        """A paragraph for each topic; a talk about one thing goes deeper."""
        paragraphs = [
            self._several(talk, topic, "content", 2 if len(talk.topics) < 3 else 1)
            for topic in talk.topics
        ]
        if self.random.random() < 0.35:
            paragraphs.append(self.line(talk, "any", "closing"))
        return "\n".join(paragraphs)

    def agreements(self, talk: Talk) -> str:
        return "\n".join(self.line(talk, topic, "agreement") for topic in talk.topics[:3])

    def _several(self, talk: Talk, topic: str, part: str, most: int) -> str:
        blocks = self._blocks[topic, part]
        chosen = self.random.sample(blocks, min(self.random.randrange(1, most + 1), len(blocks)))
        return " ".join(self._fill(block, talk, topic) for block in chosen)

    def _fill(self, block: str, talk: Talk, topic: str) -> str:
        if "{" not in block:
            return block
        days, random = self.background.days, self.random
        return block.format(
            name=talk.name,
            past=f"{days.after(talk.held_on, -random.randrange(2, 15)):%d.%m.%Y}",
            soon=f"{days.after(talk.held_on, random.randrange(3, 18)):%d.%m.%Y}",
            amount=euros(random),
            partner=self._partner(topic) if "{partner}" in block else "",
        )

    def _partner(self, topic: str) -> str:
        return self.random.choice(self.background.partners[topic])[1]


def euros(random: Random) -> str:
    return f"{random.randrange(4, 130) * 10 + random.choice((0, 5, 8)):,} Euro".replace(",", ".")


def _topics_by_group() -> dict[tuple[str, bool], Lot[str]]:
    """By target group and whether there are children."""
    rows: Sequence[dict[str, str]] = read_rows("demo/topic_weights.csv")
    groups = [column for column in rows[0] if column not in ("topic", "needs_child")]
    return {
        (group, has_children): Lot(
            {
                row["topic"]: float(row[group])
                for row in rows
                if has_children or not row["needs_child"]
            }
        )
        for group in groups
        for has_children in (True, False)
    }
