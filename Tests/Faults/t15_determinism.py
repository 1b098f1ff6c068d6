"""T15: the same input gives the same bytes, whatever the machine is set to."""
import itertools
import subprocess

import world


def test(bench):
    template, expected = bench.day()
    chance = bench.random("t15")
    orders = list(itertools.permutations(range(6)))
    cases = [f"jobs={n}" for n in (1, 2, 8)]
    cases += [f"TZ={zone}" for zone in ("Pacific/Kiritimati", "America/St_Johns", "UTC")]
    cases += [f"LC_ALL={name}" for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "C")]
    cases += [f"umask={mask}" for mask in ("0000", "0027", "0077")]
    cases += ["then=another day", "cwd=/", "cwd=elsewhere", "hash=1", "hash=2", "hash=3"]
    cases += [f"order={''.join(map(str, order))}" for order in (orders if bench.is_night else chance.sample(orders, 9))]

    def work(case, place):
        folder = template.copy(place)
        setting, value = case.split("=")
        env, cwd, prefix = {}, None, ()
        if setting == "jobs":
            folder.write_pipeline(jobs=value)
        elif setting in ("TZ", "LC_ALL"):
            env = {setting: value, "LANG": value}
        elif setting == "umask":
            prefix = ("sh", "-c", f'umask {value}; exec "$@"', "sh")
        elif setting == "cwd":
            cwd = "/" if value == "/" else bench.root
            outcome = folder_from(folder, cwd)
            world.require(outcome.returncode == 65, "it ends with", outcome.returncode, outcome.stderr[-300:])
            folder.compare(expected)
            return "the same bytes"
        elif setting == "hash":
            env = {"SWIFT_DETERMINISTIC_HASHING": "1"} if value == "1" else {}
        elif setting == "order":
            # A folder lists in the order of creation or of a hash; files are made anew in this one.
            files = sorted((folder / "inbox").iterdir())
            data = [(file.name, file.read_bytes()) for file in files]
            for file in files:
                file.unlink()
            folder.deliver([data[int(n)] for n in value])
        outcome = folder.run(*prefix, env=env)
        world.require(outcome.returncode == 65, "it ends with", outcome.returncode, outcome.stderr[-300:])
        folder.compare(expected)
        if setting == "then":
            # A batch comes after one that had a bad file, and one more after it.
            for number in (1, 2):
                folder.deliver([(f"next-{number}.bai", third_of(template).replace(b"FLT-", b"NXT%d-" % number))])
                world.require(folder.run().returncode == 0, "the next batch fails")
            world.require(folder.events()[1] == [0, 0], "claims or outbox are left")
        return "the same bytes"

    return bench.each("t15", cases, work)


def folder_from(folder, cwd):
    """Runs by the pipeline's absolute path from elsewhere."""
    return subprocess.run(
        [str(folder.binary), "run", str(folder / "pipeline.yaml"), "--quiet"], cwd=cwd, capture_output=True,
        text=True, timeout=60)


def third_of(template):
    return (template / "inbox" / "third.bai").read_bytes().replace(b"REF", b"NEW")
