"""T1: killed at the k-th call of each kind, then run again; at night for every k, and once more at
every seventh k of the recovery."""
import calls
import world


def test(bench):
    template, expected = bench.day()
    most, before = calls.counted(template.copy(bench.root / "t1-counted"), calls.CHANGING + ("openat", "close"))
    step = 1 if bench.is_night else 9
    first = bench.random("t1").randrange(step)
    cases = [f"{name}:{k}" for name in sorted(most) for k in range(before[name] + 1 + first % step, most[name] + 1, step)]
    if bench.is_night:
        cases += [f"{case}/{again}" for n, case in enumerate(cases) if n % 7 == 0 for again in recovery(most, n)]

    def kill(folder, case):
        return folder.run(*calls.killing(*case.split(":")))

    def work(case, place):
        folder = template.copy(place)
        first, _, second = case.partition("/")
        killed = kill(folder, first).returncode in (-9, 137)
        if second:
            killed = kill(folder, second).returncode in (-9, 137) or killed
        for _ in range(2):
            # Where the kill came after the day was done there is nothing left to do.
            folder.run()
        folder.compare(expected)
        return "killed, then whole" if killed else "not reached"

    tally = bench.each("t1", cases, work)
    reached = tally.outcomes["killed, then whole"] + len(tally.faults)
    begun = sum(tally.outcomes.values()) - tally.outcomes["not begun in time"]
    world.require(reached * 10 >= begun * 9 or bench.only_case, "only", reached, "of", begun, "were killed")
    return tally


def recovery(most, number):
    """One point of the recovery, another for each case: over the night all kinds come up."""
    names = sorted(most)
    name = names[number // 7 % len(names)]
    return [f"{name}:{1 + number * 13 % most[name]}"]
