"""T16: a month of 30 days with short, double and unknown payments, returns, corrected statements and
repeats; what hledger (and beancount) make of the journals must be what our ledger says."""
import collections
import csv
import io
import subprocess
import sys

import banks
import world
from banks import Movement, Statement

EURO, DOLLAR = "DE89370400440532013000", "9900112233"


def test(bench):
    cases = [str(n) for n in range(10 if bench.is_night else 1)]
    beancount = beancount_in_a_venv(bench) if bench.is_night else None
    notes = collections.Counter()

    def work(case, place):
        place.mkdir()
        folder = world.Folder(place, bench.binary)
        month = Month(bench.random(f"t16 {case}"))
        banks.write_ledger(folder / "ledger", month.items, month.currency)
        folder.write_pipeline()
        before = open_by_customer(folder / "ledger" / "open_items.csv")
        for day in range(30):
            folder.deliver(month.day(day))
            outcome = folder.run()
            world.require(outcome.returncode == 0, "day", day, "ends with", outcome.returncode, outcome.stderr[-300:])
            agree(folder, before)
        taken = collections.Counter(minor(row[4]) for row in folder.receipts())
        world.require(taken == month.movements, "movements: more", taken - month.movements,
                      "missing", month.movements - taken)
        notes["receipts"] += sum(taken.values())
        if beancount:
            journals = [path for path in sorted((place / "exports").glob("*.beancount")) if path.stat().st_size]
            book = place / "book.beancount"
            book.write_text("".join(f'include "exports/{path.name}"\n' for path in journals))
            verdict = subprocess.run([beancount, book], capture_output=True, text=True)
            world.require(verdict.returncode == 0, "bean-check:", len(journals), "journals", verdict.stderr[-300:])
            notes["beancount books"] += 1
        return "month whose books agree after each day"

    tally = bench.each("t16", cases, work)
    tally.notes += [f"{count} {what}" for what, count in notes.items()]
    return tally


class Month:
    def __init__(self, chance):
        self.chance = chance
        self.items = [(str(n), chance.randrange(5_000, 900_000)) for n in range(3001, 3361)]
        self.left = list(self.items)
        self.movements = collections.Counter()
        self.balance = {EURO: 1_000_000, DOLLAR: 2_000_000}
        self.past = []
        self.files = []

    @staticmethod
    def currency(number):
        return "EUR" if int(number) % 2 else "USD"

    def day(self, index):
        """The files of a day: statements of both accounts, and now and then an old one again."""
        date = f"2026-03-{index + 1:02}" if index < 31 else None
        files = []
        for account in (EURO, DOLLAR):
            moves = self.moves(account, date, index)
            statement = Statement(
                account, "EUR" if account == EURO else "USD", date, index + 1, self.balance[account], tuple(moves))
            self.balance[account] = statement.closing
            self.movements.update(move.amount for move in moves)
            if account == EURO:
                files.append((f"euro-{date}.xml", banks.camt(statement)))
            else:
                files.append((f"dollar-{date}.bai", banks.bai2(statement)))
        if self.files and self.chance.random() < 0.4:
            name, data = self.chance.choice(self.files)
            files.append((f"again-{index}-{name}", data))
        self.files += files[:2]
        return files

    def moves(self, account, date, index):
        moves = []
        wanted = "EUR" if account == EURO else "USD"
        own = [item for item in self.left if self.currency(item[0]) == wanted][:6]
        for number, amount in own:
            self.left.remove((number, amount))
            how = self.chance.random()
            paid = (amount if how < 0.6 else amount * 9 // 10 if how < 0.7 else amount // 3 if how < 0.8
                    else amount + 777)
            moves.append(Movement(account, date, paid, f"INV-{number}", f"R{number}", f"CUSTOMER {number}"))
        if self.chance.random() < 0.5:
            amount = self.chance.randrange(100, 99_999)
            moves.append(Movement(account, date, amount, "FOR GOODS", f"U{wanted}{index}", "NOBODY KNOWN"))
        candidates = [m for m in self.past if m.account == account]
        if candidates and self.chance.random() < 0.5:
            back = self.chance.choice(candidates)
            self.past.remove(back)
            moves.append(Movement(account, date, -back.amount, f"RETURN {back.reference}", back.reference,
                                  back.payer, reversal=True))
        self.past += [m for m in moves if m.amount > 0]
        return moves


def agree(folder, before):
    """Balances of all journals so far against the ledger's rows."""
    journals = [word for path in sorted((folder / "exports").glob("*.journal")) for word in ("-f", str(path))]
    said = subprocess.run(
        ["hledger", *journals, "balance", "--flat", "--no-total", "-O", "csv", "--layout=bare"],
        capture_output=True, text=True)
    world.require(said.returncode == 0, "hledger:", said.stderr[-400:])
    check = subprocess.run(["hledger", *journals, "check"], capture_output=True, text=True)
    world.require(check.returncode == 0, "hledger check:", check.stderr[-400:])
    theirs = collections.Counter()
    unapplied = collections.Counter()
    for row in csv.DictReader(io.StringIO(said.stdout)):
        account, currency, amount = row["account"], row["commodity"], minor(row["balance"])
        if account.startswith("assets:receivables:"):
            theirs[account.split(":")[2], currency] += amount
        elif account == "liabilities:unapplied cash":
            unapplied[currency] -= amount
    now = open_by_customer(folder / "exports" / "ledger" / "open_items.csv")
    for key in sorted(set(now) | set(before) | set(theirs)):
        world.require(now[key] - before[key] == theirs[key], key, "ours moved by", now[key] - before[key],
                      "hledger's by", theirs[key])
    # Money that nobody owns yet: of every receipt what is not applied.
    applied = collections.Counter()
    for row in folder.table("applications"):
        applied[row[0], row[9]] += minor(row[8]) if row[7] in ("payment", "on_account") else 0
    rest = collections.Counter()
    for row in folder.receipts():
        if row[6] in ("unapplied", "part_applied"):
            rest[row[5]] += minor(row[4]) - applied[row[0], row[5]]
    for currency in set(rest) | set(unapplied):
        world.require(rest[currency] == unapplied[currency], "unapplied", currency, "ours", rest[currency],
                      "hledger's", unapplied[currency])


def open_by_customer(path):
    sums = collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sums[row["customer_id"], row["currency"]] += minor(row["open_amount"])
    return sums


def beancount_in_a_venv(bench):
    """bean-check, where PyPI can be reached; else none."""
    place = bench.root / "venv"
    try:
        subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
        subprocess.run([place / "bin" / "pip", "install", "-q", "beancount==3.2.3"], check=True, capture_output=True,
                       timeout=300)
    except (subprocess.SubprocessError, OSError):
        return None
    return place / "bin" / "bean-check"


def minor(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").replace(",", "").partition(".")
    return sign * (int(whole or 0) * 100 + int((part + "00")[:2]))
