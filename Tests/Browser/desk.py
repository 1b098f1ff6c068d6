"""Where flows are done: one company, its console, and the hands of one kind."""
import time

from company import require
from pages import path


class Flows(list):
    """Flows in the order in which they stand; each keeps to exceptions of its own."""

    def __call__(self, function):
        self.append(function)
        return function


class Desk:
    """One company and its console, for all that one kind of hand does."""

    def __init__(self, bench, kind):
        self.bench, self.kind = bench, kind
        self.company = bench.day(f"flows-{kind.__name__}")
        self.console = self.company.serve()
        self.findings, self.open = [], []

    def person(self, name, kind=None):
        hand = (kind or self.kind)(
            self.bench.browser, self.console.base, self.company.cookies.get(name), self.findings)
        self.open.append(hand)
        return hand

    def case(self, hand, payment):
        """The page of a receipt's exception; from here on its steps are counted."""
        hand.goto(path("review", f"E-{payment[1:]}-1"))
        hand.began, hand.steps = time.monotonic(), 0
        return hand

    def counted(self, hand, what):
        """What a decision took; its confirmation is seen and its booking stands in the store."""
        took = time.monotonic() - hand.began
        steps, name = hand.steps, hand.done()
        known = self.company.rows(
            "SELECT 1 FROM events WHERE subject = ? OR CAST(body AS TEXT) LIKE ?", name, f'%"decision":"{name}"%')
        require(known, name, "was confirmed and is not in the store")
        self.bench.table.strokes.append(f"{what:<46} {self.kind.name:<10} {steps:>3} steps, {took:4.1f} s")
        return name

    def close(self):
        for hand in self.open:
            hand.close()
        self.open.clear()
