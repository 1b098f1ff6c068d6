"""T2: killed at random instants: `run` with files that it moves and files that it copies, and `watch`
while files arrive."""
import signal
import subprocess
import time

import banks
import world

# So many files come while `watch` is killed and started again, killed again.
FILES = range(6000, 6012)


def test(bench):
    days = {take: bench.day(take) for take in ("move", "copy")}
    template, _ = days["move"]
    began = time.monotonic()
    template.copy(bench.root / "t2-timed").run()
    longest = time.monotonic() - began
    chance = bench.random("t2")
    cases = [f"{('move', 'copy')[n % 2]}:{chance.uniform(0, longest):.4f}" for n in range(2000 if bench.is_night else 50)]
    cases += [f"watch:{n}" for n in range(200 if bench.is_night else 4)]

    def work(case, place):
        take, _, instant = case.partition(":")
        if take == "watch":
            return watched(bench, place, bench.random(f"t2 {case}"))
        template, expected = days[take]
        folder = template.copy(place)
        process = subprocess.Popen(
            folder.command(), cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(float(instant))
        process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        folder.run()
        folder.compare(expected)
        return "killed, then whole" if killed else "was done already"

    tally = bench.each("t2", cases, work)
    tally.notes.append(f"within {longest:.2f} s")
    return tally


def watched(bench, place, chance):
    """Files come one by one, batch after batch, while the daemon is killed three times."""
    place.mkdir()
    folder = world.Folder(place, bench.binary)
    banks.write_ledger(folder / "ledger", [(str(n), n * 10) for n in FILES])
    folder.write_pipeline(settle="200ms")
    kills = sorted(chance.sample(FILES, 3))
    process = None
    for number in FILES:
        if process is None:
            process = subprocess.Popen(
                [str(bench.binary), "watch", "pipeline.yaml", "--quiet"], cwd=place, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
        statement = banks.Statement(
            f"ACC{number}", "EUR", "2026-03-10", 1, 100,
            (banks.Movement(f"ACC{number}", "2026-03-10", number * 10, f"INV-{number}", f"R{number}"),))
        hidden = place / "inbox" / f".{number}"
        hidden.write_bytes(banks.bai2(statement))
        hidden.rename(place / "inbox" / f"{number}.bai")
        time.sleep(chance.uniform(0, 0.3))
        if number in kills:
            process.kill()
            process.wait()
            process = None
    if process:
        process.kill()
        process.wait()
    world.require(folder.run().returncode == 0, "the last run fails")
    taken = sorted(row[1] for row in folder.receipts())
    world.require(taken == [f"R{n}" for n in FILES], "receipts:", taken)
    world.require(not folder.table("open_items"), "something is open still")
    world.require(folder.events()[1] == [0, 0], "claims or outbox are left")
    left = [name for name in folder.shown() if "/." in name or name.startswith(("work/", "inbox/"))]
    world.require(not left, "left:", left)
    world.require(len(list((place / "archive").iterdir())) == len(FILES), "not every file is archived once")
    return "watch killed 3 times, each file once"
