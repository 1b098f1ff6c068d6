"""T10: the same movements delivered again in the ways D1 to D13 of the plan, alone, in pairs, and in
orders of three; each delivery is a run over one store. The truth is what the writer of the files knows."""
import collections
import itertools
import shutil

import banks
import world
from banks import Movement, Statement

DAY = "2026-03-10"
EURO, CHAIN, SPLIT, BOTH = "DE89370400440532013000", "DE02120300000000202051", "DE02500105170137075030", "9900112233"
ITEMS = [(f"{n}", n * 10) for n in range(4001, 4041)]


def paid(account, number, amount=None, reference=True):
    return Movement(
        account, DAY, amount or number * 10, f"INV-{number}", f"REF{number}" if reference else "",
        f"CUSTOMER {number}")


TWIN = Movement(EURO, DAY, 12_345, "TWIN PAYMENT", "", "NOBODY KNOWN")
BASE = Statement(
    EURO, "EUR", DAY, 20, 500_000,
    tuple(paid(EURO, n) for n in range(4001, 4007)) + (TWIN, TWIN))
DOLLAR = Statement(BOTH, "EUR", DAY, 3, 900_000, tuple(paid(BOTH, n) for n in range(4011, 4016)))
BATCH = Statement(SPLIT, "EUR", DAY, 9, 100_000, tuple(paid(SPLIT, n) for n in range(4021, 4025)))
CHAIN_TWIN = Movement(CHAIN, DAY, 54_321, "CHAINED TWIN", "", "NOBODY KNOWN")
CHAIN_1 = Statement(CHAIN, "EUR", DAY, 30, 10_000, (CHAIN_TWIN, paid(CHAIN, 4031)))
CHAIN_2 = Statement(CHAIN, "EUR", DAY, 31, CHAIN_1.closing, (CHAIN_TWIN, paid(CHAIN, 4032)))
INTRADAY = BASE.replace(movements=BASE.movements[:3] + (TWIN,))
CORRECTED = BASE.replace(
    movements=BASE.movements + (paid(EURO, 4008),), created=f"{DAY}T22:00:00", message="CORRECTED")
XML = banks.camt(BASE)

Delivery = collections.namedtuple("Delivery", "files truth", defaults=((),))
# The files of a delivery, and the statements whose movements have then been booked.
DELIVERIES = {
    "D0": Delivery([("base.xml", XML), ("dollar.bai", banks.bai2(DOLLAR))], (BASE, DOLLAR)),
    "D1": Delivery([("base.xml", XML)], (BASE,)),
    "D2": Delivery([("other-name.xml", XML)], (BASE,)),
    "D3lines": Delivery([("lines.xml", banks.indented(XML))], (BASE,)),
    "D3latin": Delivery([("latin.xml", banks.latin(XML))], (BASE,)),
    "D3utf16": Delivery([("wide.xml", banks.utf16(XML))], (BASE,)),
    # Not unpacked: a file that nobody can read, in quarantine.
    "D3gzip": Delivery([("zipped.xml", banks.zipped(XML))]),
    "D4": Delivery([("again.xml", banks.camt(BASE.replace(message="OTHER", created=f"{DAY}T23:00:00")))], (BASE,)),
    "D5": Delivery([("intraday.xml", banks.camt(INTRADAY, "052"))], (INTRADAY,)),
    "D6batch": Delivery([("batch.xml", banks.camt(BATCH, body=banks.batch_entry(BATCH, False)))], (BATCH,)),
    "D6details": Delivery([("details.xml", banks.camt(BATCH, "054", banks.batch_entry(BATCH, True)))], (BATCH,)),
    "D7": Delivery([("dollar.xml", banks.camt(DOLLAR))], (DOLLAR,)),
    "D8": Delivery([("cut.xml", XML[: len(XML) * 2 // 3])]),
    "D9": Delivery([("twins.xml", banks.camt(BASE.replace(message="TWINS")))], (BASE,)),
    "D10": Delivery(
        [("one.xml", banks.camt(CHAIN_1)), ("two.xml", banks.camt(CHAIN_2)),
         ("repeat.xml", banks.camt(CHAIN_1.replace(message="REPEAT")))], (CHAIN_1, CHAIN_2)),
    "D11": Delivery([("corrected.xml", banks.camt(CORRECTED))], (CORRECTED,)),
    # After 400 days, and after the archive was emptied.
    "D12": Delivery([("base.xml", XML), ("dollar.bai", banks.bai2(DOLLAR))], (BASE, DOLLAR)),
    "D13": Delivery([("base.xml", XML)], (BASE,)),
}


def test(bench):
    names = list(DELIVERIES)
    alone = [(name,) for name in names]
    pairs = list(itertools.permutations(names, 2))
    triples = list(itertools.permutations(names, 3))
    if not bench.is_night:
        chance = bench.random("t10")
        both = {"D6batch", "D6details"}
        pairs = [pair for pair in pairs if "D0" in pair or set(pair) == both] + chance.sample(pairs, 50)
        triples = chance.sample(triples, 40)
    template = bench.folder("t10")
    banks.write_ledger(template / "ledger", ITEMS)
    template.write_pipeline(("inbox", "inbox-2"))
    # One walk for each beginning, so that what is common to many orders runs once.
    orders = sorted(dict.fromkeys(alone + pairs + triples), key=lambda order: [names.index(n) for n in order])
    walks = collections.defaultdict(list)
    for order in orders:
        walks[order[:2]].append(order)
    checked = collections.Counter()

    def work(case, place):
        walk = walks[tuple(case.split("+"))]
        done = {}
        place.mkdir()
        for order in walk:
            for length in range(1, len(order) + 1):
                if order[:length] in done:
                    continue
                before = done.get(order[: length - 1], template)
                folder = before.copy(place / "+".join(order[:length]))
                deliver(folder, order[length - 1])
                check(folder, order[:length])
                done[order[:length]] = folder
                checked[length] += 1
        return "walks of orders, each movement once"

    tally = bench.each("t10", ["+".join(walk) for walk in walks], work)
    tally.notes.append(
        f"{len(DELIVERIES)} forms; {checked[1]} alone, {checked[2]} in twos, {checked[3]} in threes")
    return tally


def deliver(folder, name):
    prefix = ()
    if name == "D12":
        shutil.rmtree(folder / "archive", ignore_errors=True)
        prefix = ("faketime", "-f", "+400d")
    for inbox in ("inbox", "inbox-2") if name == "D13" else ("inbox",):
        folder.deliver(DELIVERIES[name].files, inbox)
    outcome = folder.run(*prefix)
    world.require(outcome.returncode in (0, 65), name, "ends with", outcome.returncode, outcome.stderr[-300:])


def check(folder, order):
    """Each movement once: equal ones as often as the fullest statement has them."""
    expected = collections.defaultdict(collections.Counter)
    statements = {(s.account, s.number, len(s.movements)): s for name in order for s in DELIVERIES[name].truth}
    for account in {statement.account for statement in statements.values()}:
        numbers = collections.defaultdict(collections.Counter)
        for statement in statements.values():
            if statement.account == account:
                numbers[statement.number] |= collections.Counter(m.amount for m in statement.movements)
        for counts in numbers.values():
            expected[account] += counts
    taken = collections.Counter()
    # payment_id, bank_reference, source_file, booking_date, amount, currency, outcome
    for row in folder.receipts():
        taken[minor(row[4])] += 1
    all_expected = sum(expected.values(), collections.Counter())
    if any(name.startswith("D6") for name in order):
        batch = collections.Counter(m.amount for m in BATCH.movements)
        total = sum(batch[amount] * amount for amount in batch)
        got = sum(amount * taken[amount] for amount in batch)
        lumps = [row[6] for row in folder.receipts() if minor(row[4]) == total]
        # The details first and their sum in a later run: nothing that is kept proves that they are one
        # (I7), so that the sum waits for a person, and nothing of it is applied.
        world.require(
            (got, lumps) in ((total, []), (total, ["unapplied"])) or (got == 0 and len(lumps) == 1),
            order, "the batch of", total, "is taken as", got, lumps)
        all_expected -= batch
        for amount in [*batch, total]:
            taken.pop(amount, None)
    world.require(taken == all_expected, "+".join(order), "more:", dict(taken - all_expected),
                  "missing:", dict(all_expected - taken))
    applied = collections.Counter()
    for row in folder.table("applications"):
        if row[7] in ("payment", "on_account"):
            applied[row[0]] += minor(row[8])
    for row in folder.receipts():
        world.require(applied[row[0]] <= minor(row[4]), order, "more is applied than came of", row[0])
    check_books(folder)


def check_books(folder):
    """What was open less what is open is what was applied."""
    opened = {f"INV-{number}": amount for number, amount in ITEMS}
    left = {row[1]: minor(row[7]) for row in folder.table("open_items")}
    for row in folder.table("applications"):
        if row[6] in opened:
            opened[row[6]] -= minor(row[8])
    for number, amount in opened.items():
        world.require(left.get(number, 0) == amount, number, "is open by", left.get(number), "not", amount)


def minor(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int((part + "00")[:2]))
