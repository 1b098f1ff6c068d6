"""T3: the power goes at any call, and the disk has only a part of what was written."""
import os
import queue
import shutil
import sqlite3

import calls
import disk
import world


class Machine:
    """A recorded day with the very files that it took, to be put onto each disk: programs know files
    by their inodes, so that these must stay."""

    def __init__(self, bench, template, number):
        self.folder = template.copy(bench.root / f"t3-recorded-{number}")
        # `cp -a` made new files; what they are now is what the program sees.
        self.inputs = {}
        for path in sorted((self.folder / "inbox").iterdir()):
            self.inputs[path.stat().st_ino] = path
        before = self.folder.copy(bench.root / f"t3-before-{number}")
        log = bench.root / f"t3-{number}.log"
        self.pool = bench.root / f"t3-pool-{number}"
        self.pool.mkdir()
        outcome = self.folder.run(*calls.strace(
            "-xx", "-s", "100000000", "-o", str(log), "-e", f"trace={disk.TRACED}"), timeout=120)
        world.require(outcome.returncode == 65, "recorded:", outcome.stderr[-300:])
        self.gather(self.folder.path)
        shutil.rmtree(self.folder.path)
        shutil.copytree(before.path, self.folder.path, symlinks=True, copy_function=shutil.copy2)
        self.recording = disk.Recording(self.folder.path, log)
        for _, _, node in self.recording.at_start:
            if not node.is_folder:
                node.original = node.path.read_bytes()
                node.taken = next((i for i, path in self.inputs.items() if path == node.path), None)
        self.shown_at = self.acknowledged(bench.root / f"t3-counted-{number}")

    def gather(self, root):
        """Takes the input files out of wherever they lie."""
        for top, _, files in os.walk(root):
            for name in files:
                inode = os.stat(os.path.join(top, name), follow_symlinks=False).st_ino
                if inode in self.inputs:
                    os.rename(os.path.join(top, name), self.pool / str(inode))

    def acknowledged(self, place):
        """How many events must be in the log at each step: those of the last commit that was synced."""
        counts, count = [], 0
        for index, step in enumerate(self.recording.steps):
            counts.append(count)
            node = step.nodes[0]
            if step.kind == "sync" and node is self.recording.nodes.get(str(self.folder / "state/day.sqlite-wal")):
                image = disk.Image(self.recording, self.recording.steps[:index + 1], [True] * (index + 1))
                count = self.count(image, place)
        return counts + [count]

    def count(self, image, place):
        """The events that a disk's store has."""
        place.mkdir()
        for name, node in image.listing():
            if name.startswith("state/day.sqlite") and not name.endswith(".lock"):
                (place / name.split("/")[1]).write_bytes(bytes(image.content(node)))
        try:
            with sqlite3.connect(place / "day.sqlite") as store:
                return store.execute("SELECT count(*) FROM events").fetchone()[0]
        except sqlite3.OperationalError:
            return 0
        finally:
            store.close()
            shutil.rmtree(place)

    def put(self, image, place):
        """Makes the disk's state real."""
        place.mkdir(parents=True)
        inodes = {}
        listing = list(image.listing())
        for name, node in listing:
            path = place / self.renamed(name, inodes)
            if node.is_folder:
                path.mkdir()
                if node.real is not None:
                    inodes[str(node.real)] = path
                    self.rename_after_itself(path, node, inodes)
            elif node.path and node.taken:
                os.rename(self.pool / str(node.taken), path)
            else:
                path.write_bytes(bytes(image.content(node)))

    @staticmethod
    def rename_after_itself(path, node, inodes):
        """A folder that the program named after its inode is named so again."""
        stem, _, number = path.name.rpartition(".")
        if path.name.startswith(".staging-") and number == str(node.real):
            new = path.with_name(f"{stem}.{path.stat().st_ino}")
            path.rename(new)
            inodes[path.name] = new.name

    @staticmethod
    def renamed(name, inodes):
        return "/".join(inodes.get(part, part) if isinstance(inodes.get(part, part), str) else part
                        for part in name.split("/"))


def test(bench):
    template, expected = bench.day()
    machines = queue.Queue()
    made = [Machine(bench, template, number) for number in range(bench.workers)]
    for machine in made:
        machines.put(machine)
    length = min(len(machine.recording.steps) for machine in made)
    chance = bench.random("t3")
    cases, seen = [], set()
    recording = made[0].recording
    for point in range(1, length + 1):
        for name, (steps, which) in disk.states(recording, point, bench.random(f"t3 {point}")).items():
            mark = disk.Image(recording, steps, which).fingerprint()
            if mark not in seen:
                seen.add(mark)
                cases.append(f"{point}:{name}")
    different = len(cases)
    if not bench.is_night:
        cases = sorted(chance.sample(cases, min(300, len(cases))), key=lambda case: int(case.split(":")[0]))

    def work(case, place):
        point, name = case.split(":")
        point = int(point)
        machine = machines.get()
        try:
            steps, which = disk.states(machine.recording, point, bench.random(f"t3 {point}"))[name]
            image = disk.Image(machine.recording, steps, which)
            kept = machine.count(image, place.with_name("counted"))
            world.require(kept >= machine.shown_at[point], "events", kept, "acknowledged", machine.shown_at[point])
            machine.put(image, place)
            folder = world.Folder(place, bench.binary)
            outcome = folder.run()
            try:
                world.require(outcome.returncode in (0, 65), "it ends with", outcome.returncode, outcome.stderr[-300:])
                folder.compare(expected)
            finally:
                machine.gather(place)
                lost = [inode for inode in machine.inputs if not (machine.pool / str(inode)).exists()]
            world.require(not lost, "input files are gone")
            return f"{name.split()[0]}"
        finally:
            machines.put(machine)

    tally = bench.each("t3", cases, work)
    tally.notes.append(f"{length} calls, {different} different disks")
    return tally
