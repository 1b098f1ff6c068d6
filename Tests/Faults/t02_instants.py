"""T2: killed at random instants."""
import os
import signal
import subprocess
import time


def test(bench):
    template, expected = bench.day()
    began = time.monotonic()
    template.copy(bench.root / "t2-timed").run()
    longest = time.monotonic() - began
    chance = bench.random("t2")
    cases = [f"{chance.uniform(0, longest):.4f}" for _ in range(2000 if bench.is_night else 50)]

    def work(case, place):
        folder = template.copy(place)
        process = subprocess.Popen(
            folder.command(), cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(float(case))
        process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        folder.run()
        folder.compare(expected)
        return "killed, then whole" if killed else "was done already"

    tally = bench.each("t2", cases, work)
    tally.notes.append(f"within {longest:.2f} s")
    return tally
