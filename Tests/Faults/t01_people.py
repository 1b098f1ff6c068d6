"""T1 for people: each of their commands is killed at the k-th call of each kind.

What was confirmed is there afterwards, whatever else was done; what was not is there as a whole or not at
all, and can be given again.
"""
import collections
import re
import subprocess

import calls
import world

# A command as a person gives it: how the class calls it, the verb, the words behind the pipeline's file.
Step = collections.namedtuple("Step", "name verb words")
TIME = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
NAMES = calls.CHANGING + ("openat", "close")


def state(folder):
    """All that there is after one more run, without the times of writing."""
    folder.run()
    events, left = folder.events()
    world.require(left == [0, 0], "claims and outbox are not empty:", left)
    return folder.shown(), [[TIME.sub(b"T", part) if isinstance(part, bytes) else part for part in event] for event in events]


def accepted(folder, root):
    """The first receipt that waits and has something to accept."""
    for number, row in enumerate(folder.table("exceptions")):
        step = Step("decide", "decide", (row[1], "--accept", "1", "--by", "alice"))
        if folder.copy(root / f"people-try-{number}").run(verb=step.verb, words=step.words).returncode == 0:
            return step
    raise world.Failure("no receipt of the day has anything to accept")


def steps(folder, root):
    """What people do one after the other, each with the folder as it is before."""
    claim = folder / "claim.pdf"
    claim.write_bytes(b"%PDF-1.4 a customer's claim")
    dispute = next(row[0] for row in folder.table("disputes") if row[6] == "short_payment" and row[7] == "open")
    file = next(row[1] for row in folder.table("files") if row[8] == "taken" and row[1] == "second.xml")
    by = ("--by", "alice")
    planned = [
        accepted(folder, root),
        Step("assign", "dispute", (dispute, "assign", "bob", *by)),
        Step("attach", "dispute", (dispute, "attach", "claim.pdf", *by)),
        Step("approve", "dispute", (dispute, "approve", *by)),
        Step("undo", "undo", None),
        Step("undo-file", "undo", ("--file", file, *by)),
    ]
    for number, step in enumerate(planned):
        if step.words is None:
            last = [event[0] for event in folder.events()[0] if event[2] == "person.decided"][-1]
            step = step._replace(words=("--decision", f"N{last}", *by))
        yield step, folder
        folder = folder.copy(root / f"people-{number}")
        done = folder.run(verb=step.verb, words=step.words)
        world.require(done.returncode == 0, step.name, "fails undisturbed:", done.returncode, done.stderr[-300:])


def test(bench):
    template, _ = bench.day()
    done = template.copy(bench.root / "people")
    done.run()
    before, after, folders, plan, cases = {}, {}, {}, {}, []
    spacing = 1 if bench.is_night else 12
    for step, folder in steps(done, bench.root):
        plan[step.name], folders[step.name] = step, folder
        before[step.name] = state(folder.copy(bench.root / f"people-before-{step.name}"))
        whole = folder.copy(bench.root / f"people-after-{step.name}")
        whole.run(verb=step.verb, words=step.words)
        after[step.name] = state(whole)
        most, early = calls.counted(
            folder.copy(bench.root / f"people-counted-{step.name}"), NAMES, verb=step.verb, words=step.words)
        first = bench.random(f"people {step.name}").randrange(spacing)
        cases += [f"{step.name}:{name}:{k}" for name in sorted(most)
                  for k in range(early[name] + 1 + first, most[name] + 1, spacing)]

    def work(case, place):
        name, call, k = case.split(":")
        step, folder = plan[name], folders[name].copy(place)
        killed = folder.run(*calls.killing(call, k), verb=step.verb, words=step.words)
        now = state(folder)
        if bench.is_night or name == "attach":
            verdict = subprocess.run(
                [str(bench.binary), "verify", "--pipeline", "pipeline.yaml"], cwd=folder.path, capture_output=True, text=True)
            world.require(verdict.returncode == 0, "verify:", verdict.stdout[-300:], verdict.stderr[-300:])
        is_confirmed = killed.returncode == 0 or bool(killed.stdout.strip())
        if now == after[name]:
            return "confirmed, and there" if is_confirmed else "killed, and whole"
        world.require(not is_confirmed, "it was confirmed and is gone")
        more = sorted(set(now[0].items()) ^ set(before[name][0].items()))
        world.require(not more, "files are neither as before nor as after:", more[:4])
        world.require(now[1] == before[name][1], "events are neither as before nor as after")
        again = folder.run(verb=step.verb, words=step.words)
        world.require(again.returncode == 0, "it cannot be given again:", again.returncode, again.stderr[-300:])
        world.require(state(folder)[0] == after[name][0], "given again it leads elsewhere")
        return "killed, absent, given again"

    tally = bench.each("people", cases, work)
    world.require(
        bench.only_case or tally.outcomes["killed, absent, given again"] + tally.outcomes["killed, and whole"] > 0,
        "nothing was killed")
    return tally
