"""T11: how files arrive under `watch`, with the names and kinds of section 3.3 of the plan."""
import contextlib
import glob
import os
import shutil
import signal
import socket
import subprocess
import time

import banks
import world

PIPELINE_MARKER = """\
  - {{ folder: marked, patterns: ["*.bai"], complete: marker, settle: 1s }}
"""


def file_of(number):
    statement = banks.Statement(
        f"ACC{number}", "EUR", "2026-03-10", 1, 100,
        (banks.Movement(f"ACC{number}", "2026-03-10", number * 10, f"INV-{number}", f"R{number}"),
         banks.Movement(f"ACC{number}", "2026-03-10", 7, "REST", f"Q{number}")))
    return banks.bai2(statement)


class Watched:
    """A daemon over a folder, and what it has taken."""

    def __init__(self, bench, place, env=None, prefix=(), items=range(5000, 5400)):
        place.mkdir()
        self.folder = world.Folder(place, bench.binary)
        self.number = 5000
        self.wanted = []
        banks.write_ledger(self.folder / "ledger", [(str(n), n * 10) for n in items])
        self.folder.write_pipeline(sweep="5s")
        text = (place / "pipeline.yaml").read_text()
        (place / "marked").mkdir()
        (place / "pipeline.yaml").write_text(text.replace("\nwork:", "\n" + PIPELINE_MARKER.replace("{{", "{").replace("}}", "}") + "work:", 1))
        self.log = open(place / "watch.log", "w")
        self.process = subprocess.Popen(
            [*prefix, str(bench.binary), "watch", "pipeline.yaml"], cwd=place, stdout=subprocess.DEVNULL,
            stderr=self.log, env={**os.environ, **(env or {})})
        self.wait(lambda: "watches" in (place / "watch.log").read_text(), "it does not begin")

    def wait(self, done, what, limit=30):
        began = time.monotonic()

        def is_done():
            try:
                return done()
            except FileNotFoundError:
                return False  # a folder that is made with the first file

        while not is_done():
            world.require(self.process.poll() is None, "watch ended with", self.process.returncode, self.said())
            world.require(time.monotonic() - began < limit, what if isinstance(what, str) else what(), self.said())
            time.sleep(0.005)
        return time.monotonic() - began

    def said(self):
        return (self.folder / "watch.log").read_text()[-300:]

    def next(self):
        self.number += 1
        self.wanted.append(self.number)
        return self.number, file_of(self.number), self.folder / "inbox" / f"{self.number}.bai"

    def is_archived(self, number):
        return any((self.folder / "archive" / f"{number}{more}.bai").exists() for more in ("", "-2"))

    def taken(self, number, limit=30):
        return self.wait(lambda: self.is_archived(number), f"{number} is not taken", limit)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        world.require(self.process.wait(30) == 0, "watch ends with", self.process.returncode, self.said())
        self.log.close()

    def stop(self):
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        for left in glob.glob(f"/dev/shm/*faketime*_{self.process.pid}"):
            os.unlink(left)

    def check(self):
        """Every file that was wanted once, and nothing else."""
        taken = sorted(row[1] for row in self.folder.receipts())
        expected = sorted([f"R{n}" for n in self.wanted] + [f"Q{n}" for n in self.wanted])
        world.require(taken == expected, "more:", sorted(set(taken) - set(expected))[:9],
                      "missing:", sorted(set(expected) - set(taken))[:9], len(taken), "of", len(expected))
        _, left = self.folder.events()
        world.require(left == [0, 0], "claims and outbox:", left)


def test(bench):
    cases = ["ways", "many", "clock", "names", "kinds"] + (["soak"] if bench.is_night else [])
    notes = []

    def work(case, place):
        watched = None
        try:
            env, prefix = {}, ()
            if case == "clock":
                clock = place.with_name("clock")
                clock.write_text("+0\n")
                env = {"LD_PRELOAD": faketime(), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
                       "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
                # The library sets variables of its own when it begins, after which Swift does not find
                # the command line: `env` has that happen before.
                prefix = ("env",)
            count = 5100 + (1000 if bench.is_night else 300)
            watched = Watched(bench, place, env, prefix, range(5000, count))
            if case == "ways":
                return ways(watched)
            if case == "many":
                return many(watched, 1000 if bench.is_night else 200, notes)
            if case == "soak":
                return soak(watched, 1000, notes)
            if case == "clock":
                return jumps(watched, clock)
            return names(watched) if case == "names" else kinds(watched, place)
        finally:
            if watched:
                watched.stop()

    tally = bench.each("t11", cases, work)
    tally.notes += notes
    return tally


def ways(watched):
    """One file for each way of section T11."""
    inbox = watched.folder / "inbox"

    number, data, place = watched.next()  # slowly, open all the time
    with open(place, "wb", buffering=0) as file:
        for at in range(0, len(data), 60):
            file.write(data[at: at + 60])
            time.sleep(0.3)
    watched.taken(number)

    number, data, place = watched.next()  # with a pause longer than a file has to keep still
    with open(place, "wb", buffering=0) as file:
        file.write(data[:100])
        time.sleep(2.5)
        file.write(data[100:])
    watched.taken(number)

    number, data, place = watched.next()  # under another name, then renamed
    part = inbox / f"{number}.bai.filepart"
    part.write_bytes(data)
    part.rename(place)
    watched.taken(number, 5)

    number, data, place = watched.next()  # out of another folder
    (watched.folder / "elsewhere").write_bytes(data)
    (watched.folder / "elsewhere").rename(place)
    watched.taken(number, 5)

    number, data, place = watched.next()  # OpenSSH: link, unlink
    part.write_bytes(data)
    os.link(part, place)
    time.sleep(0.3)
    part.unlink()
    watched.taken(number)

    number, data, place = watched.next()  # over a longer one that is not whole
    place.write_bytes(data[:200] + b"16,142,1,,X,,Y\n" * 40)
    time.sleep(0.1)
    shutil.copyfile(write(watched.folder / "source", data), place)
    watched.taken(number)

    number, data, place = watched.next()  # cut short and closed, whole later
    place.write_bytes(data[: len(data) // 2])
    time.sleep(4)
    # It was looked into meanwhile, and put back: who opens it just then by its name makes a new file.
    watched.wait(place.exists, "the half of a file is not put back")
    with open(place, "ab") as file:
        file.write(data[len(data) // 2:])
    watched.taken(number)

    number, data, place = watched.next()  # changed in the future
    hidden = inbox / ".future"
    hidden.write_bytes(data)
    os.utime(hidden, (time.time() + 86_400 * 300,) * 2)
    hidden.rename(place)
    watched.taken(number)

    for early in (True, False):  # with a marker, which comes first or last
        number, data, place = watched.next()
        place = watched.folder / "marked" / f"{number}.bai"
        marker = place.with_name(place.name + ".done")
        if early:
            marker.write_text("")
            time.sleep(0.2)
            place.write_bytes(data)
            watched.taken(number)
        else:
            place.write_bytes(data[:50])
            time.sleep(2)
            place.write_bytes(data)
            marker.write_text("")
            watched.taken(number, 5)

    number, data, place = watched.next()  # delivered a second time at once
    place.write_bytes(data)
    watched.taken(number)
    place.write_bytes(data)
    watched.wait(lambda: (watched.folder / "archive" / f"{number}-2.bai").exists(), "the repeat stays")
    watched.close()
    watched.check()
    return "ten ways of arriving"


def write(path, data):
    path.write_bytes(data)
    return path


def many(watched, count, notes):
    """Single files for the latency, then many at once, with memory and descriptors before and after."""
    times = []
    for _ in range(20):
        number, data, place = watched.next()
        hidden = place.with_name("." + place.name)
        hidden.write_bytes(data)
        hidden.rename(place)
        times.append(watched.taken(number, 10))
    before = usage(watched.process.pid)
    began = time.monotonic()
    numbers = []
    for _ in range(count):
        number, data, place = watched.next()
        place.write_bytes(data)
        numbers.append(number)
    for number in numbers:
        watched.taken(number, 60)
    took = time.monotonic() - began
    after = usage(watched.process.pid)
    world.require(after[1] == before[1], "descriptors:", before[1], "became", after[1])
    world.require(after[0] - before[0] < 40_000, "memory in KB:", before[0], "became", after[0])
    watched.close()
    watched.check()
    times.sort()
    notes.append(f"taken in {times[len(times) // 2] * 1000:.0f} ms (median), {times[-1] * 1000:.0f} ms (most); "
                 f"{count} at once in {took:.1f} s, memory {(after[0] - before[0]) / 1024:+.1f} MB")
    world.require(times[-1] < 3, "a file is taken only after", times[-1], "s")
    return "many at once"


def soak(watched, count, notes):
    """A thousand small files, batch after batch: memory stays what it was after the first hundreds."""
    looks = []
    for turn in range(1, count + 1):
        number, data, place = watched.next()
        hidden = place.with_name("." + place.name)
        hidden.write_bytes(data)
        hidden.rename(place)
        watched.taken(number, 10)
        if turn % (count // 10) == 0:
            looks.append(usage(watched.process.pid))
    watched.close()
    watched.check()
    memory = [look[0] / 1024 for look in looks]
    notes.append(f"{count} one by one: memory after each tenth in MB " + " ".join(f"{some:.1f}" for some in memory))
    world.require(len({look[1] for look in looks}) == 1, "descriptors:", [look[1] for look in looks])
    # What is kept of a receipt is some hundred bytes: a tenth of them is nothing that shows.
    world.require(max(memory[5:]) - max(memory[2:5]) < 5, "memory grows, in MB:", memory)
    return "one by one"


def usage_now(pid):
    status = open(f"/proc/{pid}/status").read()
    memory = int(status.split("VmRSS:")[1].split()[0])
    return memory, len(os.listdir(f"/proc/{pid}/fd"))


def usage(pid):
    """The least of some looks: the store is open only while files are taken."""
    looks = []
    for _ in range(20):
        looks.append(usage_now(pid))
        time.sleep(0.05)
    return looks[-1][0], min(look[1] for look in looks)


def jumps(watched, clock):
    for jump in ("+0", "+1d", "+0", "-1d", "-1d", "+400d", "+0"):
        clock.write_text(jump + "\n")
        number, data, place = watched.next()
        place.write_bytes(data)
        watched.taken(number)
    watched.close()
    watched.check()
    return "clock jumps"


# Names without their suffix; what becomes of them is as with any other file.
EVIL = [
    b"-rf", b"--help", b"x..", b"y\\x", b"a" * 250, b"caf\xe9", "cafe\u0301".encode(), "caf\u00e9".encode(),
    b"Case", b"case", b"trailing ", b"trailing.", b"CON", b"it's \"quoted\"", b"$(touch pwned)", b"a;touch pwned",
    b"%n%s", b"{customer}", "\U0001f600".encode(), b"~", b"`id`", b"&&",
]
REFUSED = [b"new\nline", b"tab\tname", "gpj.\u202efdp".encode()]
LEFT = [b"..x.bai", b"..\\x.bai", b".hidden.bai", b"...bai", b"whole.bai.part", b"x.bai~"]


def names(watched):
    inbox = os.fsencode(watched.folder / "inbox")
    outside = set(os.listdir(watched.folder.path)) | {"state", "archive", "quarantine", "exports", "work"}
    data_of = {}
    for name in EVIL:
        number, data, _ = watched.next()
        data_of[name] = data
        with open(inbox + b"/" + name + b".bai", "wb") as file:
            file.write(data)
    for name in REFUSED:
        with open(inbox + b"/" + name + b".bai", "wb") as file:
            file.write(file_of(5900))
    for name in LEFT:
        with open(inbox + b"/" + name, "wb") as file:
            file.write(file_of(5901))
    expected = sorted(LEFT)
    watched.wait(lambda: sorted(n for n in os.listdir(inbox)) == expected,
                 lambda: f"these stay in the inbox: {sorted(set(os.listdir(inbox)) - set(expected))}")
    watched.wait(lambda: len(os.listdir(watched.folder / "archive")) == len(EVIL), "they are not all archived")
    reasons = [n for n in os.listdir(watched.folder / "quarantine") if n.endswith(".reason.txt")]
    world.require(len(reasons) == len(REFUSED), "reasons:", reasons)
    world.require(set(os.listdir(watched.folder.path)) <= outside, "outside:", os.listdir(watched.folder.path))
    for place in ("archive", "quarantine"):
        for name in os.listdir(watched.folder / place):
            world.require(all(c.isascii() and (c.isalnum() or c in "._-") for c in name) and name[0] not in "-.",
                          "an unsafe name:", name)
    watched.close()
    watched.check()
    return f"{len(EVIL) + len(REFUSED) + len(LEFT)} names"


def kinds(watched, place):
    inbox = watched.folder / "inbox"
    secret = place.with_name("secret.bai")
    secret.write_bytes(file_of(5902))
    os.symlink(secret, inbox / "out.bai")
    os.symlink("nowhere", inbox / "dangling.bai")
    os.symlink("itself.bai", inbox / "itself.bai")
    os.symlink("../ledger/customers.csv", inbox / "in.bai")
    os.mkfifo(inbox / "pipe.bai")
    (inbox / "folder.xml").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        listening.bind(os.path.relpath(inbox / "socket.bai", here) if len(str(inbox)) > 90 else str(inbox / "socket.bai"))
    with open(inbox / "sparse.bai", "wb") as file:
        file.truncate(1 << 40)
    os.link(watched.folder / "state" / "day.sqlite", inbox / "store.bai")
    number, data, fine = watched.next()
    fine.write_bytes(data)
    watched.taken(number)
    gone = {"out.bai", "dangling.bai", "itself.bai", "in.bai", "pipe.bai", "socket.bai", "folder.xml", "sparse.bai"}
    watched.wait(lambda: not gone & set(os.listdir(inbox)), lambda: f"they stay: {sorted(os.listdir(inbox))}")
    world.require(secret.read_bytes() == file_of(5902), "a link was followed")
    world.require((watched.folder / "ledger" / "customers.csv").exists(), "a link was followed")
    # A second name of the store is not the bank's: it stays, told, until it is its only name.
    (inbox / "store.bai").unlink()
    watched.close()
    watched.check()
    return "nine kinds that are no files"


def faketime():
    for path in ("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"):
        if os.path.exists(path):
            return path
    raise world.Failure("libfaketime is not there; .ci/install faketime")
