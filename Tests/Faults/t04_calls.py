"""T4: each file call fails, once or from then on; reads and writes that do less than they were asked."""
import re
import subprocess

import calls
import world

ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE", "EINTR", "EDQUOT")


def test(bench):
    template, expected = bench.day()
    most, before = calls.counted(template.copy(bench.root / "t4-counted"))
    cases = []
    for name in sorted(most):
        ks = range(before[name] + 1, most[name] + 1)
        if bench.is_night:
           # Every k once with each error where calls are few; a stride where there are hundreds.
            step = max(1, -(-len(ks) // 24))
            cases += [f"{name}:{error}:{k}{plus}" for k in ks[::step] for error in ERRORS for plus in ("", "+")
                      # A call that is interrupted for ever is repeated for ever, rightly.
                      if error + plus != "EINTR+"]
        else:
            cases += [f"{name}:{error}:{k}{plus}" for k in ks[:3] for error in ("EIO", "ENOSPC") for plus in ("", "+")][:6]
    ks = range(before["fsync"] + 1, most["fsync"] + 1)
    cases += [f"fsync:EIO:{k}" for k in (ks if bench.is_night else ks[::6])]
    ks = range(before["fdatasync"] + 1, most["fdatasync"] + 1)
    cases += [f"fdatasync:EIO:{k}" for k in ks]
    shim = build_shim(bench.root)
    cases += [f"{call}:short:{n}" for call in ("read", "write", "pread", "pwrite", "all")
              for n in ((1, 2, 3, 7, 64, 511, 4095) if bench.is_night else (1, 511))]

    def work(case, place):
        folder = template.copy(place)
        name, error, k = case.split(":")
        if error == "short":
            outcome = folder.run(env={"LD_PRELOAD": str(shim), "SHORT_CALLS": name, "SHORT_BYTES": k})
            world.require(outcome.returncode == 65, "it ends with", outcome.returncode, outcome.stderr[-300:])
            folder.compare(expected)
            return "short, and whole all the same"
        log = folder / "calls.log"
        outcome = folder.run(*calls.strace(
            "-y", "-o", str(log), "-e", f"trace={name},fsync,fdatasync,pwrite64", "-e", f"inject={name}:error={error}:when={k}"))
        code = outcome.returncode
        # SQLite calls a page that it cannot read malformed: then, and only then, 70 is the answer.
        allowed = world.EXIT_CODES if name == "pread64" and "(damaged)" in outcome.stderr else world.EXIT_CODES - {70}
        world.require(code in allowed, "it ends with", code, outcome.stderr[-300:])
        after = log.read_text(errors="replace")
        log.unlink()
        if error == "EIO" and name in ("fsync", "fdatasync") and "+" not in k:
            no_commit_after(after)
        # Where every write fails, that to standard error does too.
        if code not in (0, 65) and not (name == "write" and "+" in k):
            world.require(names_call_and_path(outcome.stderr), "no line names call and path:", outcome.stderr[-300:])
        again = folder.run()
        world.require(again.returncode in (0, 65), "again it ends with", again.returncode, again.stderr[-300:])
        folder.compare(expected)
        return f"exit {code}, then whole"

    return bench.each("t4", dict.fromkeys(cases), work)


def build_shim(root):
    """The library that makes reads and writes short."""
    shim = root / "short.so"
    source = world.REPOSITORY / "Tests" / "Faults" / "short.c"
    subprocess.run(["gcc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    return shim


def names_call_and_path(errors):
    """`PATH:LINE: error: CALL: …`, or of the store its path and what SQLite says."""
    said = r"[\w./-]+:\d+: error: ([a-z0-9_]+: |\S*day\.sqlite: ).+"
    return any(re.match(said, line) for line in errors.splitlines())


def no_commit_after(log):
    """After a failed sync nothing is added to the store's log any more.

    SQLite itself syncs the folder when it makes a file, with fdatasync, and goes on if that fails.
    """
    lines = log.splitlines()
    failed = next((n for n, line in enumerate(lines) if "sync(" in line and "= -1 EIO" in line), None)
    if failed is None or ("fdatasync(" in lines[failed] and "state>" in lines[failed]):
        return
    for line in lines[failed + 1:]:
        world.require(not ("pwrite64" in line and "-wal" in line), "it commits after a failed sync:", line[:160])
