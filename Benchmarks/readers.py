#!/usr/bin/env python3
"""Speed and memory of the bank-file readers, against what else reads the same files in the same run.

    readers.py PATH/TO/reader-benchmark PATH/TO/quittance [--megabytes 200] [--only camt] [--gate]

Every reader must find the figures that the generator knows. The contenders take turns, round by
round, and speeds are medians. What counts is processor time, of one core and of all threads and the
kernel together: the clock also runs while another program has the core. A ratio is the median of the
rounds' own ratios. Python libraries that keep a whole file in memory read a short one. MB are 10^6
bytes. --keep FOLDER leaves the files and the virtual environment for the next time, and
--memory 4096 reads one more camt file, of that many MB, to see how much memory it takes.
"""
import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from make_files import FORMATS

HERE = os.path.dirname(os.path.abspath(__file__))
SHORT_MEGABYTES = 8
DAY_FILE_MB = 5
OURS, VALUES = "our reader", "our reader, every transaction made a value"
LIMIT, XMLLINT, LXML = "libxml2, empty handlers", "xmllint --stream", "lxml iterparse"
RATIOS_MIN = {"camt": {LIMIT: 0.90, XMLLINT: 2.0, LXML: 20.0}}
SPEED_MIN = {"bai2": 1_000, "lockbox": 1_000, "lockbox-stripped": 1_000, "mt940": 300}
PEAK_MAX = 64.0
PEERS = {"camt": ["bankstatementparser"], "bai2": ["bai2", "bankstatementparser"],
         "mt940": ["mt-940", "bankstatementparser"]}
TABLE_HEAD = "| | MB/s | by the clock | ours is | peak MB |\n|---|---:|---:|---:|---:|"
# This script stands in the figures of the programs that it starts, as long as they need less.
FLOOR_NOTE = "A peak of up to about 20 MB may be that of the script that starts the program."


def median(values):
    return sorted(values)[len(values) // 2]


class Run:
    """A command that has ended: its output, what it took, and the most memory that it held."""

    def __init__(self, command, output=subprocess.DEVNULL, through_pipe=None):
        source = None
        if through_pipe:
            source = subprocess.Popen(["cat", through_pipe], stdout=subprocess.PIPE)
        with tempfile.TemporaryFile() as said:
            began = time.monotonic()
            child = subprocess.Popen(command, stdin=source.stdout if source else subprocess.DEVNULL,
                                     stdout=said if output is None else output)
            if source:
                source.stdout.close()
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds = time.monotonic() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            if source:
                source.wait()
            said.seek(0)
            self.text = said.read().decode() if output is None else ""
        self.cpu_seconds = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss * 1024 / 1e6
        self.works = child.returncode == 0


class Contender:
    """Something that reads a file; what measures itself says so in a line of JSON."""

    def __init__(self, name, command, file, measures_itself=True):
        self.name, self.command, self.file = name, command, file
        self.measures_itself = measures_itself
        self.megabytes = os.path.getsize(file) / 1e6
        self.speeds, self.clock_speeds, self.peaks, self.told, self.works = [], [], [], {}, True

    def read(self):
        run = Run(self.command + [self.file], None if self.measures_itself else subprocess.DEVNULL)
        if not run.works:
            self.works = False
            return
        self.told = json.loads(run.text) if self.measures_itself else {}
        self.speeds.append(self.megabytes / self.told.get("cpu_seconds", run.cpu_seconds))
        self.clock_speeds.append(self.megabytes / self.told.get("seconds", run.seconds))
        self.peaks.append(self.told["peak_kb"] * 1024 / 1e6 if "peak_kb" in self.told else run.peak)

    def ratio(self, other):
        return median([mine / theirs for mine, theirs in zip(self.speeds, other.speeds)])


class Report:
    def __init__(self):
        self.targets, self.failed = [], False

    def target(self, text, holds):
        self.targets.append(f"- {'pass' if holds else '**FAIL**'}: {text}")
        self.failed |= not holds


def truth(file):
    with open(file + ".truth.json") as known:
        return json.load(known)


def make(folder, name, megabytes):
    """The file of a format, made now unless it is there from the last time."""
    file = os.path.join(folder, FORMATS[name][0])
    wanted = megabytes * 1_000_000
    if not os.path.exists(file + ".truth.json") or not wanted <= truth(file)["bytes"] < wanted * 1.01 + 1e7:
        subprocess.run([sys.executable, os.path.join(HERE, "make_files.py"), "--output", folder,
                        "--megabytes", str(megabytes), "--format", name], check=True)
    return file


def make_limit(folder):
    """libxml2's own speed, compiled here; None where there is no compiler or no libxml2-dev."""
    compiler = shutil.which("cc") or shutil.which("clang")
    limit = os.path.join(folder, "camt_limit")
    try:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0"], check=True,
                               capture_output=True, text=True).stdout.split()
        subprocess.run([compiler, "-O2", "-o", limit, os.path.join(HERE, "camt_limit.c")] + flags, check=True)
    except (OSError, TypeError, subprocess.CalledProcessError):
        print("camt_limit.c cannot be compiled: libxml2's own speed is left out.", file=sys.stderr)
        return None
    return limit


def make_peers(folder):
    """A virtual environment with the Python libraries that can be had: its python, and their names."""
    python = os.path.join(folder, "venv", "bin", "python")
    try:
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", os.path.join(folder, "venv")], check=True,
                           stdout=subprocess.DEVNULL)
    except subprocess.CalledProcessError:
        print("No virtual environment can be made: the Python libraries are left out.", file=sys.stderr)
        return python, set()
    found = set()
    for package in ("lxml", "bai2", "mt-940", "bankstatementparser"):
        installed = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check",
                                    "--retries", "1", package], stderr=subprocess.DEVNULL)
        if installed.returncode == 0:
            found.add(package)
        else:
            print(f"{package} cannot be installed: it is left out.", file=sys.stderr)
    return python, found


def contenders(name, options, folder, limit, python, found):
    """Ours first; a peer that is missing has been told, and is left out."""
    file = make(folder, name, options.megabytes)
    peers = [Contender(OURS, [options.reader], file), Contender(VALUES, [options.reader, "--unpack"], file)]
    if name == "camt":
        if limit:
            peers.append(Contender(LIMIT, [limit], file))
        if shutil.which("xmllint"):
            peers.append(Contender(XMLLINT, ["xmllint", "--stream", "--noout"], file, measures_itself=False))
        if "lxml" in found:
            peers.append(Contender(LXML, [python, os.path.join(HERE, "peers.py"), "lxml"], file))
    for peer in PEERS.get(name, []):
        if peer in found:
            short = os.path.join(folder, "short")
            command = [python, os.path.join(HERE, "peers.py"), peer]
            peers.append(Contender(peer, command, make(short, name, SHORT_MEGABYTES)))
    return peers


def hold_figures(name, ours, report):
    """Movements and sums, to the cent; the files have no problems."""
    known, told = truth(ours.file), ours.told
    for figure in ("bytes", "transactions", "credits", "debits"):
        if told.get(figure) != known[figure]:
            report.target(f"{name}: {ours.name}: {figure} {told.get(figure)}, not {known[figure]}", False)
    if told.get("problems", 0):
        report.target(f"{name}: {ours.name} tells of {told['problems']} problems, there are none", False)


def measure_format(name, options, folder, limit, python, found, report):
    readers = contenders(name, options, folder, limit, python, found)
    for _ in range(options.rounds):
        for reader in readers:
            if reader.works:
                reader.read()
    ours, known = readers[0], truth(readers[0].file)
    each = known["bytes"] / known["transactions"]
    print(f"\n### {name}: {known['bytes'] / 1e6:.0f} MB, {known['transactions']} movements, "
          f"{each:.0f} bytes each\n")
    print(TABLE_HEAD)
    for reader in readers:
        if not reader.works:
            print(f"| {reader.name} | cannot read the file | | | |")
            continue
        ratio = f"{ours.ratio(reader):.2f}×" if reader is not ours and ours.works else ""
        print(f"| {reader.name} | {median(reader.speeds):.0f} | {median(reader.clock_speeds):.0f} | {ratio} "
              f"| {max(reader.peaks):.0f} |")
        there = truth(reader.file)["transactions"]
        if reader.told.get("transactions", there) != there:
            print(f"{reader.name} finds {reader.told['transactions']} of {there} movements.", file=sys.stderr)
    measure_program(name, options, ours.file, report)
    if not ours.works:
        report.target(f"{name}: our reader cannot read the file", False)
        return
    for reader in readers:
        if reader.works and reader.name in (OURS, VALUES):
            hold_figures(name, reader, report)
            hold_peak(f"{name}: {reader.name}", max(reader.peaks), report)
    for baseline, bound in RATIOS_MIN.get(name, {}).items():
        other = next((reader for reader in readers if reader.name == baseline and reader.works), None)
        if other:
            ratio = ours.ratio(other)
            report.target(f"{name}: {ratio:.2f}× {baseline} (at least {bound})", ratio >= bound)
        else:
            report.targets.append(f"- not measured: {name} against {baseline} (at least {bound}×)")
    if name in SPEED_MIN:
        speed = median(ours.speeds)
        report.target(f"{name}: {speed:.0f} MB/s (at least {SPEED_MIN[name]})", speed >= SPEED_MIN[name])


def hold_peak(what, peak, report):
    report.target(f"{what} peaks at {peak:.0f} MB (below {PEAK_MAX:.0f})", peak < PEAK_MAX)


def measure_program(name, options, file, report):
    """The program itself, from the file and from a pipe: its memory is bounded, its speed is told."""
    megabytes = os.path.getsize(file) / 1e6
    for what, argument, pipe in (("quittance transactions", file, None),
                                 ("cat, quittance transactions -", "-", file)):
        counter = subprocess.Popen(["wc", "-l"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        run = Run([options.quittance, "transactions", argument], counter.stdin, through_pipe=pipe)
        lines = int(counter.communicate()[0])
        if not run.works:
            print(f"| {what} | cannot read the file | | | |")
            report.target(f"{name}: {what} cannot read the file", False)
            continue
        print(f"| {what} | {megabytes / run.cpu_seconds:.0f} | {megabytes / run.seconds:.0f} | "
              f"| {run.peak:.0f} |")
        if lines != truth(file)["transactions"]:
            report.target(f"{name}: {what} writes {lines} movements of {truth(file)['transactions']}", False)
        hold_peak(f"{name}: {what}", run.peak, report)


def measure_memory(options, folder, report):
    """A file far larger than the bound of memory."""
    large = os.path.join(folder, "large")
    file = make(large, "camt", options.memory)
    print(f"\n### camt: {os.path.getsize(file) / 1e6:.0f} MB\n")
    print(TABLE_HEAD)
    ours = Contender(OURS, [options.reader], file)
    ours.read()
    if ours.works:
        print(f"| {OURS} | {ours.speeds[0]:.0f} | {ours.clock_speeds[0]:.0f} | | {ours.peaks[0]:.0f} |")
        hold_figures("large camt", ours, report)
        hold_peak("large camt: our reader", ours.peaks[0], report)
    else:
        report.target("large camt: our reader cannot read the file", False)
    measure_program("large camt", options, file, report)
    if not options.keep:
        shutil.rmtree(large)


def measure_jobs(options, folder, report):
    """Ten files, as a day has them: the same output in the same order, and how much sooner."""
    small = os.path.join(folder, "small")
    os.makedirs(small, exist_ok=True)
    name = (options.only or list(FORMATS))[0]
    first = make(small, name, DAY_FILE_MB)
    files = [os.path.join(small, f"{number}-{os.path.basename(first)}") for number in range(10)]
    for file in files:
        if not os.path.lexists(file):
            os.symlink(os.path.abspath(first), file)
    outputs, speeds, works = [], [], True
    for jobs in ("1", "2"):
        outputs.append(os.path.join(folder, f"jobs-{jobs}.jsonl"))
        with open(outputs[-1], "wb") as output:
            run = Run([options.quittance, "transactions", "--jobs", jobs, *files], output)
        works &= run.works
        speeds.append(len(files) * os.path.getsize(first) / 1e6 / run.seconds)
    same = works and filecmp.cmp(*outputs, shallow=False)
    print(f"\nTen files of {os.path.getsize(first) / 1e6:.0f} MB, quittance transactions: {speeds[0]:.0f} MB/s "
          f"with --jobs 1, {speeds[1]:.0f} MB/s with --jobs 2, {speeds[1] / speeds[0]:.2f}×")
    report.target("--jobs 2 writes what --jobs 1 writes", same)
    for file in outputs + files:
        os.remove(file)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("reader", help="reads a file, and tells its figures as a line of JSON")
    options.add_argument("quittance")
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--only", action="append", choices=FORMATS, help="may be given several times")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--memory", type=int, help="MB of one more camt file")
    options.add_argument("--keep", metavar="FOLDER")
    options.add_argument("--gate", action="store_true", help="exit 1 where a target fails")
    options = options.parse_args()
    options.reader, options.quittance = map(os.path.abspath, (options.reader, options.quittance))
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    report = Report()
    try:
        python, found = make_peers(folder)
        limit = make_limit(folder)
        if not shutil.which("xmllint"):
            print("There is no xmllint: it is left out.", file=sys.stderr)
        for name in options.only or FORMATS:
            measure_format(name, options, folder, limit, python, found, report)
            sys.stdout.flush()
        if options.memory:
            measure_memory(options, folder, report)
        measure_jobs(options, folder, report)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    print(f"\n{FLOOR_NOTE}\n\n### Targets\n")
    print("\n".join(report.targets))
    if report.failed and options.gate:
        sys.exit(1)


if __name__ == "__main__":
    main()
