"""T12: two `watch` and three `run` on one store; the owner is stopped and continued."""
import os
import signal
import subprocess
import time

import banks
import world


def test(bench):
    rounds = 200 if bench.is_night else 2
    files = 60

    def work(case, place):
        place.mkdir()
        folder = world.Folder(place, bench.binary)
        numbers = range(1000, 1000 + files)
        banks.write_ledger(folder / "ledger", [(str(n), n * 10) for n in numbers])
        folder.write_pipeline(sweep="1s")
        chance = bench.random(f"t12 {case}")
        words = [str(bench.binary), "watch", "pipeline.yaml", "--quiet"]
        quiet = dict(cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        watches = [subprocess.Popen([*words, "--wait", "60"], **quiet), subprocess.Popen([*words, "--wait", "60"], **quiet)]
        runs, codes, stopped = [], [], None
        began = time.monotonic()
        for index, number in enumerate(numbers):
            statement = banks.Statement(
                f"ACC{number}", "EUR", "2026-03-10", 1, 100,
                (banks.Movement(f"ACC{number}", "2026-03-10", number * 10, f"INV-{number}", f"R{number}"),))
            hidden = place / f".{number}.tmp"
            hidden.write_bytes(banks.bai2(statement))
            hidden.rename(place / "inbox" / f"{number}.bai")
            if index % (files // 3) == 5:
                wait = chance.choice(("0", "30"))
                runs.append(subprocess.Popen([*folder.command("--wait", wait)], **quiet))
            if index == files // 2:
                stopped = owner(folder, watches)
                if stopped:
                    os.kill(stopped, signal.SIGSTOP)
            if index == files * 3 // 4 and stopped:
                os.kill(stopped, signal.SIGCONT)
            world.require(len(writers(folder)) <= 1, "several processes have the log open:", writers(folder))
            time.sleep(chance.uniform(0, 0.02))
        while len(list((place / "archive").glob("*.bai")) if (place / "archive").exists() else ()) < files:
            world.require(time.monotonic() - began < 60, "not all files are taken after 60 s")
            time.sleep(0.1)
        owning = owner(folder, watches)
        for process in watches:
            process.send_signal(signal.SIGTERM)
        for process in runs:
            codes.append(process.wait(60))
        for process in watches:
            # One that waits for the lock still has nothing to end in good order.
            codes.append(0 if process.wait(60) == -signal.SIGTERM and process.pid != owning else process.returncode)
        world.require(set(codes) <= {0, 75}, "they end with", codes)
        folder.run()
        taken = sorted(row[1] for row in folder.receipts())
        world.require(taken == [f"R{n}" for n in numbers], "receipts:", len(taken), "of", files)
        world.require(not folder.table("open_items"), "something is open still")
        _, left = folder.events()
        world.require(left == [0, 0], "claims and outbox:", left)
        return f"{files} files once each, ends {sorted(set(codes))}"

    return bench.each("t12", [str(n) for n in range(rounds)], work)


def owner(folder, watches):
    """Which of the daemons has the lock."""
    try:
        text = (folder / "state" / "day.sqlite.lock").read_text()
    except OSError:
        return None
    return next((p.pid for p in watches if str(p.pid) in text.split() or f"{p.pid}" in text), None)


def writers(folder):
    """The processes that have the store's log open for writing."""
    wal, found = str(folder / "state" / "day.sqlite-wal"), set()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for descriptor in os.listdir(f"/proc/{pid}/fd"):
                if os.readlink(f"/proc/{pid}/fd/{descriptor}") == wal:
                    flags = open(f"/proc/{pid}/fdinfo/{descriptor}").read().split("flags:")[1].split()[0]
                    if int(flags, 8) & 3:
                        found.add(int(pid))
        except OSError:
            continue
    return found
