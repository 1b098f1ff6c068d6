"""Counts the file calls of a run, and injects into them (strace)."""
import collections
import re

# Every call that changes a file, a name or the disk, and those that open and read.
CHANGING = ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink", "rmdir", "ftruncate", "mkdir",
            "chmod")
READING = ("openat", "read", "pread64", "newfstatat", "getdents64")
ALL = CHANGING + READING + ("close", "flock")


def strace(*words):
    return ["strace", "-f", "-qq", "--seccomp-bpf", *words]


def killing(name, k):
    """Kills at the k-th call; strace 6.1 sends no signals under --seccomp-bpf, so that all stops count."""
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}",
            "-e", f"inject={name}:signal=SIGKILL:when={k}"]


def counted(folder, names=ALL, **how):
    """How often each call is made, in all and before the pipeline's file is opened.

    strace counts an injection's `when` for each thread, so that the most of one thread is told.
    """
    log = folder / "calls.log"
    folder.run(*strace("-o", str(log), "-e", "trace=" + ",".join(names)), **how)
    most = collections.Counter()
    before = collections.Counter()
    threads = collections.Counter()
    begun = False
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+) +(\w+)\(", line)
        if not match:
            continue
        thread, name = match.groups()
        begun = begun or "pipeline.yaml" in line
        threads[thread, name] += 1
        if not begun:
            before[name] += 1
    for (_, name), count in threads.items():
        most[name] = max(most[name], count)
    log.unlink()
    return most, before
