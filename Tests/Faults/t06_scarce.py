"""T6: little memory, few descriptors, small stacks, inputs that are too much; never a hang."""
import world


def test(bench):
    template, expected = bench.day()
    megabytes = range(40, 540, 10) if bench.is_night else (60, 200, 500)
    cases = [f"as={n * 1024 * 1024}" for n in megabytes]
    cases += [f"nofile={n}" for n in (range(4, 40, 2) if bench.is_night else (5, 8, 12, 16))]
    cases += [f"stack={n * 1024}" for n in ((64, 128, 256, 1024) if bench.is_night else (256,))]
    cases += ["input=line", "input=depth", "input=continuations"]

    def work(case, place):
        folder = template.copy(place)
        limit, value = case.split("=")
        if limit == "input":
            return monstrous(folder, value, expected)
        try:
            outcome = folder.run("prlimit", f"--{limit}={value}", timeout=20 if limit == "as" else 60)
        except world.Failure:
            # libdispatch sleeps and asks again where it gets no memory for a thread; it was killed now.
            world.require(limit == "as", "it hangs")
            folder.run()
            folder.compare(expected)
            return "waited for memory, killed, then whole"
        code = outcome.returncode
        # The loader (127) and an allocation that fails (a trap) end a process as a kill does.
        world.require(code in world.EXIT_CODES | {127} or code < 0, "it ends with", code, outcome.stderr[-300:])
        folder.run()
        folder.compare(expected)
        return "trapped, then whole" if code < 0 else f"exit {code}, then whole"

    return bench.each("t6", cases, work)


def monstrous(folder, kind, expected):
    """A file that is too much for a reader goes to quarantine, and the day is as without it."""
    data = {
        "line": b"01,150001276,OTTERSAND,260310,2130,1,,,2/\n88," + b"x" * 200_000_000,
        "depth": b"<?xml version='1.0'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>" + b"<a>" * 1_000_000,
        "continuations": b"01,150001276,OTTERSAND,260310,2130,1,,,2/\n02,A,B,1,260310,2400,USD,2/\n03,1,USD/\n"
                         b"16,142,100,,A,,T\n" + b"88,more\n" * 1_000_000,
    }[kind]
    folder.deliver([("monstrous.xml" if kind == "depth" else "monstrous.bai", data)])
    outcome = folder.run("prlimit", f"--as={2 << 30}", timeout=120)
    world.require(outcome.returncode == 65, "it ends with", outcome.returncode, outcome.stderr[-300:])
    shown = folder.shown()
    quarantined = [name for name in shown if name.startswith("quarantine/monstrous.") and "reason" not in name]
    world.require(len(quarantined) == 1, "it is not in quarantine:", sorted(shown)[:9])
    return "quarantined, the day went on"
