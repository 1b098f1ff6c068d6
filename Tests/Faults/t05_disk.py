"""T5: a disk that is really full: inbox, store or exports each on a small tmpfs, freed later."""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import world

PLACES = ("inbox", "state", "exports")


def test(bench):
    template, _ = bench.day()
    sizes = (512, 768, 1024, 1280, 1536, 2048, 4096) if bench.is_night else (512,)
    cases = [f"{place}:{size}" for place in PLACES for size in sizes]

    def work(case, place):
        template.copy(place)
        child = subprocess.run(
            ["unshare", "-rm", sys.executable, __file__, str(place), str(bench.binary), case],
            capture_output=True, text=True, timeout=120)
        world.require(child.returncode == 0, child.stdout[-600:], child.stderr[-600:])
        return child.stdout.strip().splitlines()[-1]

    return bench.each("t5", cases, work)


def inside(path, binary, case):
    """In a namespace of its own, where it may mount."""
    kind, size = case.split(":")
    folder = world.Folder(path, binary)
    done = world.Folder(f"{path}-done", binary)
    shutil.copytree(path, done.path)
    done.run()
    expected = world.Expected(done.shown(), done.events()[0])
    shutil.rmtree(done.path)
    # Inbox, work and the folders where files go are one file system: a disk of its own is all of them.
    inner = folder / ("state" if kind == "state" else "exports" if kind == "exports" else "inbox")
    if kind == "inbox":
        small = folder / "disk"
        small.mkdir()
        mount(small, size)
        for name in ("inbox", "work", "archive", "quarantine"):
            (small / name).mkdir()
            if (folder / name).exists():
                for file in (folder / name).iterdir():
                    shutil.copy2(file, small / name / file.name)
                shutil.rmtree(folder / name)
            (folder / name).symlink_to(small / name)
    else:
        small = inner
        small.mkdir(exist_ok=True)
        mount(small, size)
    filler = small / ".filler"
    fill(filler)
    watching = subprocess.Popen(
        [str(binary), "watch", "pipeline.yaml"], cwd=path, stdout=subprocess.DEVNULL,
        stderr=open(f"{path}/watch.log", "w"))
    began = time.monotonic()
    # What it says of a call that failed, not of the bad file.
    failed = lambda: any(f"{call}: No space" in open(f"{path}/watch.log").read() for call in ("write", "open", "mkdir"))
    while watching.poll() is None and not failed():
        world.require(time.monotonic() - began < 30, "a full disk is not told of:", open(f"{path}/watch.log").read()[-300:])
        time.sleep(0.05)
    time.sleep(1)  # where it cannot even begin it ends now
    stopped = watching.poll()
    if stopped is not None:
        # It could not even begin: that is said, and a service manager starts it again.
        world.require(stopped in (73, 74), "watch ended with", stopped, open(f"{path}/watch.log").read()[-300:])
    os.unlink(filler)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    began = time.monotonic()
    if stopped is not None:
        watching = subprocess.Popen(
            [str(binary), "watch", "pipeline.yaml"], cwd=path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        time.sleep(0.1)
        try:
            folder.compare(expected)
            break
        except (world.Failure, OSError, sqlite3.Error) as failure:
            world.require(watching.poll() is None, "watch ended:", open(f"{path}/watch.log").read()[-300:])
            # A sweep is a second here: two of them, and time for a busy machine.
            world.require(time.monotonic() - began < 15, "not recovered:", failure,
                          open(f"{path}/watch.log").read()[-600:])
    took = time.monotonic() - began
    watching.send_signal(signal.SIGTERM)
    world.require(watching.wait(20) == 0, "watch ended with", watching.returncode)
    how = "ended, was started again" if stopped is not None else "told of it and went on"
    print(f"{how}, whole {'within 2 sweeps' if took < 2.5 or stopped is not None else f'after {took:.0f} s'}")


def mount(place, size):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)], check=True)


def fill(path):
    """Takes what room is left, to the last kilobyte but a few."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


if __name__ == "__main__":
    try:
        inside(*sys.argv[1:])
    except world.Failure as failure:
        print(failure)
        sys.exit(1)
