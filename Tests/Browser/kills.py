"""SIGKILL of the server while somebody clicks: what was confirmed is in the books, once."""
import collections
import csv
import io
import re
import subprocess
import threading
from decimal import Decimal

from company import REPOSITORY, require
from hands import Mouse


def test(bench):
    kills = 50 if bench.is_night else 5
    chance = bench.random("kills")
    made = bench.day("kills")
    confirmed, findings, clicks = [], [], 0
    with bench.table.trying("kill -9 while somebody clicks", f"{kills} kills", findings):
        for number in range(kills):
            console = made.serve()
            hand = Mouse(bench.browser, console.base, made.cookies["sue"], [])
            hand.goto("/review")
            try:
                clicks += click(hand, console, chance, confirmed)
            finally:
                console.kill()
                hand.close()
            check(made, confirmed, number)
        require(len(confirmed) >= kills // 2, "only", len(confirmed), "decisions were confirmed")
        with made.serve() as console:
            hand = Mouse(bench.browser, console.base, made.cookies["sue"], [])
            seen, place = set(), "/decisions"
            while place:
                hand.goto(place)
                seen |= set(re.findall(r"\bN\d+\b", hand.find("main").inner_text()))
                more = hand.page.locator("a", has_text="Next page")
                place = more.first.get_attribute("href") if more.count() else None
            require(set(confirmed) <= seen, "the list of decisions lacks", set(confirmed) - seen)
            hand.close()
    bench.table.rows["kill -9 while somebody clicks"][-1:] = [
        (f"{kills} kills", len(findings), f"{clicks} clicks, {len(confirmed)} confirmed")]


# Everything that decides and needs nothing to be written first.
READY = """() => {
  for (const it of document.querySelectorAll('details')) it.open = true;
  const wanted = 'ol.choices form, form:has([value=on_account]), form:has([value=settle]), form[action^="/decisions/"]';
  for (const form of document.querySelectorAll(wanted))
    if (form.checkValidity()) form.querySelector('button').dataset.ready = '';
}"""


def click(hand, console, chance, confirmed):
    """Decides and undoes until the server is gone; how often."""
    count, before, killer = 0, len(confirmed), None
    wanted = chance.randint(1, 3)
    while console.process.poll() is None:
        if killer is None and len(confirmed) - before >= wanted:
            # The moment falls anywhere into the next decision.
            killer = threading.Timer(chance.uniform(0, 0.6), console.kill)
            killer.start()
        try:
            hand.page.goto(hand.base + chance.choice(["/review", "/review", "/decisions"]), timeout=5_000)
            cases = hand.page.locator("[data-row] a[href^='/review/']")
            if cases.count():
                hand.page.goto(hand.base + cases.nth(chance.randrange(cases.count())).get_attribute("href"), timeout=5_000)
            hand.page.evaluate(READY)
            buttons = hand.page.locator("[data-ready]")
            if not buttons.count():
                continue
            with hand.page.expect_navigation(timeout=5_000):
                buttons.nth(chance.randrange(min(buttons.count(), 4))).click(timeout=5_000)
            count += 1
            confirmed.extend(told(hand))
        except Exception:
            # The browser says in many ways that the server is dead; the loop asks the server itself.
            continue
    if killer:
        killer.join()
    return count


def told(hand):
    """What the page confirms: a decision with its number."""
    notes = hand.page.locator("[role=status]").all_inner_texts()
    return re.findall(r"^(N\d+):", "\n".join(notes), re.MULTILINE)


def check(made, confirmed, number):
    """Nothing confirmed is lost, nothing is there twice, and the books hold."""
    require(made.rows("PRAGMA integrity_check") == [("ok",)], "kill", number, ": the store is damaged")
    lost = set(confirmed) - made.decisions()
    require(not lost, "kill", number, ": confirmed and lost:", sorted(lost))
    done = subprocess.run([made.binary, "verify", "--pipeline", "pipeline.yaml"], cwd=made.path, capture_output=True,
                          text=True, timeout=300)
    require(done.returncode == 0, "kill", number, ": verify says", done.stdout[-300:], done.stderr[-300:])
    # Counted by other means than verify's: no receipt has more given out than it brought.
    received = {row["payment_id"]: Decimal(row["amount"]) for row in ledger(made, "receipts")}
    given = collections.defaultdict(Decimal)
    for row in ledger(made, "applications"):
        if row["kind"] in ("payment", "on_account", "reversal"):
            given[row["payment_id"]] += Decimal(row["amount"])
    for payment, amount in received.items():
        require(given[payment] <= max(amount, 0), "kill", number, ":", payment, "brought", amount, "and gave", given[payment])


def ledger(made, name):
    """Rows of the store under the names of the ledger's files."""
    head = (REPOSITORY / "samples" / "ledger" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    text = "\n".join([head] + [record for (record,) in made.rows(f"SELECT record FROM {name} ORDER BY position")])
    return list(csv.DictReader(io.StringIO(text)))
