"""A company's folder, the program run in it, and what must be the same however it was disturbed."""
import concurrent.futures
import collections
import hashlib
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

import banks

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# sysexits, as the contract has them.
EXIT_CODES = {0, 64, 65, 66, 70, 73, 74, 75}
# What the pipeline leaves for others, and where it works.
SHOWN = ("exports", "archive", "quarantine")
MTIME = 1_773_180_000

PIPELINE = """\
name: day
store: {store}/day.sqlite
inboxes:
{inboxes}
work: work
archive: archive
quarantine: quarantine
ledger: {{ folder: ledger, mode: snapshot }}
rules: rules.yaml
exports:
  - {{ kind: output_folder, to: "{exports}/{{batch}}" }}
  - {{ kind: ledger_folder, to: "{exports}/ledger" }}
  - {{ kind: hledger, to: "{exports}/{{batch}}.journal" }}
  - {{ kind: beancount, to: "{exports}/{{batch}}.beancount" }}
  - {{ kind: csv, to: "{exports}/{{batch}}-applications.csv", records: applications }}
  - {{ kind: jsonl, to: "{exports}/{{batch}}-exceptions.jsonl", records: exceptions }}
jobs: {jobs}
sweep: {sweep}
"""
INBOX = '  - {{ folder: {folder}, patterns: ["*.xml", "*.bai", "*.txt"], take: {take}, settle: {settle}, settle_max: 15m }}'


class Failure(Exception):
    """What a disturbed run did wrong."""


def require(holds, *words):
    if not holds:
        raise Failure(" ".join(str(word) for word in words))


class Folder:
    """One company's folder with its pipeline."""

    def __init__(self, path, binary):
        self.path = pathlib.Path(path)
        self.binary = binary

    def __truediv__(self, name):
        return self.path / name

    def write_pipeline(
        self, inboxes=("inbox",), jobs=2, sweep="1s", settle="1s", store="state", exports="exports", take="move"
    ):
        lines = "\n".join(INBOX.format(folder=inbox, settle=settle, take=take) for inbox in inboxes)
        for inbox in inboxes:
            (self.path / inbox).mkdir(parents=True, exist_ok=True)
        (self.path / "pipeline.yaml").write_text(
            PIPELINE.format(inboxes=lines, jobs=jobs, sweep=sweep, store=store, exports=exports)
        )
        if not (self.path / "rules.yaml").exists():
            (self.path / "rules.yaml").write_text("auto_apply: 0.95\n")
        return self

    def deliver(self, files, inbox="inbox", mtime=MTIME):
        """Puts files down as whole ones that nobody touched for long."""
        for name, data in files:
            place = self.path / inbox / name
            place.write_bytes(data)
            os.utime(place, (mtime, mtime))

    def command(self, *words, verb="run"):
        return [str(self.binary), verb, "pipeline.yaml", *(["--quiet"] if verb == "run" else []), *words]

    def run(self, *prefix, words=(), verb="run", timeout=60, env=None, cwd=None):
        """Runs the pipeline once, or another of its commands; one that hangs is a failure."""
        environment = None if env is None else {**os.environ, **env}
        process = subprocess.Popen(
            [*prefix, *self.command(*words, verb=verb)], cwd=cwd or self.path, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failure(f"it hangs: not done after {timeout} s") from None
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors.decode(errors="replace"))

    def copy(self, path):
        subprocess.run(["cp", "-a", str(self.path), str(path)], check=True)
        return Folder(path, self.binary)

    # What it has

    def events(self):
        """The log without its times, after the checks of the file."""
        with sqlite3.connect(f"file:{self.path}/state/day.sqlite?mode=ro", uri=True) as store:
            verdict = store.execute("PRAGMA integrity_check").fetchall()
            require(verdict == [("ok",)], "integrity_check:", verdict[:3])
            rows = store.execute(
                "SELECT seq, actor, kind, subject, body, recorded_at, hash FROM events ORDER BY seq").fetchall()
            left = [store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("claims", "outbox")]
        store.close()
        check_chain(rows)
        return [row[:5] for row in rows], left

    def shown(self):
        """Every file that others see, by its name, with a digest; and everything of work in hand."""
        found = {}
        for place in SHOWN:
            for root, folders, files in os.walk(self.path / place):
                for name in files:
                    file = os.path.join(root, name)
                    found[os.path.relpath(file, self.path)] = digest(file)
                for name in folders:
                    if not os.listdir(os.path.join(root, name)):
                        found[os.path.relpath(os.path.join(root, name), self.path) + "/"] = ""
        for place in ("work", *(str(p.relative_to(self.path)) for p in self.path.glob("inbox*"))):
            for name in sorted(os.listdir(self.path / place)):
                found[f"{place}/{name}"] = "left"
        return found

    def compare(self, expected):
        """Fails where anything is not as an undisturbed run has it."""
        shown = self.shown()
        if shown != expected.shown:
            missing = sorted(set(expected.shown) - set(shown))
            more = sorted(set(shown) - set(expected.shown))
            other = sorted(name for name in shown if expected.shown.get(name, shown[name]) != shown[name])
            raise Failure(f"files: missing {missing[:4]}, more {more[:4]}, other {other[:4]}")
        events, left = self.events()
        require(left == [0, 0], "claims and outbox are not empty:", left)
        if events != expected.events:
            at = next((i for i, pair in enumerate(zip(events, expected.events)) if pair[0] != pair[1]), "end")
            raise Failure(f"events: {len(events)}, expected {len(expected.events)}; they differ at {at}")

    def receipts(self):
        return self.table("receipts")

    def table(self, name):
        import csv
        import io
        with sqlite3.connect(f"file:{self.path}/state/day.sqlite?mode=ro", uri=True) as store:
            rows = [row[0] for row in store.execute(f"SELECT record FROM {name} ORDER BY position")]
        store.close()
        return [next(csv.reader(io.StringIO(row))) for row in rows]


def check_chain(rows):
    """The sequence has no gaps and its times never go back (plan, I11)."""
    last = ""
    for number, row in enumerate(rows, 1):
        require(row[0] == number, "the log has a gap before event", number)
        require(row[5] >= last, "event", number, "is recorded at", row[5], "after", last)
        last = row[5]


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:16]


Expected = collections.namedtuple("Expected", "shown events")


class Bench:
    """Where all classes work: the binary, the mode, the seed, and the standard day.

    `seconds` is how long a class goes on beginning cases; None for all of them.
    """

    def __init__(self, binary, mode, seed, workers, only_case=None, seconds=None):
        self.binary = pathlib.Path(binary).resolve()
        self.mode, self.seed, self.workers, self.only_case = mode, seed, workers, only_case
        base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="quittance-faults-", dir=base))
        self.seconds = seconds
        self._days = {}
        self._count = 0

    @property
    def is_night(self):
        return self.mode == "night"

    def random(self, name):
        return random.Random(f"{self.seed} {name}")

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def folder(self, name):
        self._count += 1
        path = self.root / f"{name}-{self._count}"
        path.mkdir()
        return Folder(path, self.binary)

    def day(self, take="move"):
        """The standard day: six files in three formats, sixty receipts, one bad file; and how it ends."""
        if take not in self._days:
            template = self.folder("day")
            standard_day(template)
            template.write_pipeline(take=take)
            done = template.copy(self.root / f"undisturbed-{take}")
            outcome = done.run()
            require(outcome.returncode == 65, "the standard day ends with", outcome.returncode, outcome.stderr)
            expected = Expected(done.shown(), done.events()[0])
            receipts = sum(1 for event in expected.events if event[2] == "receipt.decided")
            require(receipts >= 60, "the standard day has only", receipts, "receipts")
            require(any(name.endswith(".reason.txt") for name in expected.shown), "no file was bad")
            require(len([name for name in expected.shown if name.startswith("archive/")]) == 5, "five are archived")
            self.check_output(done)
            self._days[take] = (template, expected)
        return self._days[take]

    def check_output(self, folder):
        """The contract's own checker, where it is there."""
        checker = REPOSITORY.parent / "shared" / "tools" / "check_output.py"
        if not checker.exists():
            return
        for output in sorted(folder.path.glob("exports/0*/")):
            if not output.is_dir():
                continue
            verdict = subprocess.run(
                ["python3", checker, "--ledger", folder / "ledger", "--output", output, "--accepted-reasons", "54"],
                capture_output=True, text=True)
            require(verdict.returncode == 0, "check_output:", verdict.stdout[-400:], verdict.stderr[-400:])

    def each(self, name, cases, work):
        """Does `work(case, place)` for all cases at once, and counts what it answers."""
        cases = list(cases)
        if self.only_case:
            cases = [case for case in cases if str(case) == self.only_case]
        tally = Tally(name)
        began = time.monotonic()

        if self.seconds:
            # In a random order, so that what is left out is any of them.
            self.random("order").shuffle(cases)

        def one(case):
            if self.seconds and time.monotonic() - began > self.seconds:
                return "not begun in time", None
            place = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.root)) / "w"
            try:
                answer, fault = work(case, place), None
            except Failure as failure:
                answer, fault = "FAILED", f"{case}: {failure}"
            except (OSError, sqlite3.Error, ValueError, LookupError, subprocess.SubprocessError) as error:
                answer, fault = "FAILED", f"{case}: {type(error).__name__} {error}"
            shutil.rmtree(place.parent, ignore_errors=True)
            return answer, fault

        with concurrent.futures.ThreadPoolExecutor(self.workers) as pool:
            for answer, fault in pool.map(one, cases):
                tally.outcomes[answer] += 1
                if fault:
                    tally.faults.append(fault)
        tally.seconds = time.monotonic() - began
        return tally


class Tally:
    """What became of the cases of a class."""

    def __init__(self, name):
        self.name, self.outcomes, self.faults, self.seconds = name, collections.Counter(), [], 0.0
        self.notes = []

    def line(self):
        said = ", ".join(f"{count} {answer}" for answer, count in sorted(self.outcomes.items()))
        notes = "; ".join(self.notes)
        return f"{self.name:<5} {sum(self.outcomes.values()):>5} in {self.seconds:6.1f} s: {said}" + (
            f" ({notes})" if notes else "")


def standard_day(folder):
    shutil.copytree(REPOSITORY / "samples" / "ledger", folder / "ledger")
    shutil.copy(REPOSITORY / "samples" / "rules.yaml", folder / "rules.yaml")
    numbers = [f"9{n:03}" for n in range(12)]
    banks.append_rows(folder / "ledger" / "customers.csv", [
        {"customer_id": f"C{n}", "name": f"Faultless {n} Ltd", "currency": "EUR" if int(n) < 9006 else "USD"}
        for n in numbers])
    banks.append_rows(folder / "ledger" / "open_items.csv", [
        {"customer_id": f"C{n}", "document_number": f"FLT-{n}77", "document_type": "invoice",
         "document_date": "2026-01-10", "due_date": "2026-02-10",
         "currency": "EUR" if int(n) < 9006 else "USD",
         "original_amount": f"{int(n)}.00", "open_amount": f"{int(n)}.00"} for n in numbers])
    day = "2026-03-10"
    moves = lambda account, some: tuple(
        banks.Movement(account, day, int(n) * 100, f"INVOICE FLT-{n}77", f"FLT{n}REF", f"FAULTLESS {n} LTD")
        for n in some)
    euro, dollar = "DE89370400440532013000", "9900112233"
    second = banks.Statement(euro, "EUR", day, 51, 1_000_000, moves(euro, numbers[:6]))
    third = banks.Statement(dollar, "USD", day, 7, 2_000_000, moves(dollar, numbers[6:]))
    (folder / "inbox").mkdir()
    samples = sorted((REPOSITORY / "samples" / "bank").iterdir())
    bad = samples[0].read_bytes().replace(b"RE-104620 RATE 2", b"RE-104620 & RATE 2")
    folder.deliver(
        [(path.name, path.read_bytes()) for path in samples]
        + [("second.xml", banks.camt(second)), ("third.bai", banks.bai2(third)), ("wrong.xml", bad)])
