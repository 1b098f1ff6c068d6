"""What a disk may have after a power cut: the calls of a run as strace saw them, and the states that
they leave when only a part of them reached the disk.

The model is stricter than ext4: a name is on the disk only after its folder was synced (a move, after
both folders were), and data only after the file was. strace sees every call, whichever library made it.
"""
import collections
import os
import pathlib
import re

TRACED = (
    "openat,open,creat,close,dup,dup2,dup3,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,"
    "sync,syncfs,sync_file_range,copy_file_range,sendfile,chdir"
)
# A call of these would change the disk in a way that the replay does not know.
UNKNOWN = {"creat", "writev", "pwritev", "pwritev2", "truncate", "fallocate", "link", "linkat", "symlink",
           "symlinkat", "renameat", "mkdirat", "sync", "syncfs", "sync_file_range", "copy_file_range", "sendfile",
           "dup", "dup2", "dup3", "chdir", "unlinkat"}
LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")


class Node:
    """A file or a folder, whatever names it has."""

    def __init__(self, path=None):
        self.path = path  # where it lay before the run; None for what the run made
        self.is_folder = path is None or path.is_dir()
        self.real = None  # the inode that the program named it after


# kind: name (folder, name, node or None), data (node, offset, bytes), size (node, length), sync (node)
Step = collections.namedtuple("Step", "kind nodes what")


class Recording:
    """The calls of one run below a folder."""

    def __init__(self, root, log):
        self.root = pathlib.Path(root)
        self.nodes = {}  # live names
        self.steps = []
        self.at_start = []
        self.descriptors = {}
        for path in [self.root, *sorted(self.root.rglob("*"))]:
            node = Node(path)
            self.nodes[str(path)] = node
            if path != self.root:
                self.at_start.append((self.nodes[str(path.parent)], path.name, node))
        self.top = self.nodes[str(self.root)]
        unfinished = {}
        for line in log.read_text(errors="replace").splitlines():
            thread = line.split(" ", 1)[0]
            if line.endswith("<unfinished ...>"):
                unfinished[thread] = line[: -len("<unfinished ...>")].rstrip()
                continue
            resumed = re.match(r"\d+ +<\.\.\. \w+ resumed>(.*)", line)
            if resumed:
                line = unfinished.pop(thread) + resumed.group(1)
            match = LINE.match(line)
            if match and int(match.group(4)) >= 0:
                self.call(match.group(2), match.group(3), int(match.group(4)))

    def place(self, text):
        path = os.path.normpath(os.path.join(self.root, text))
        return path if path == str(self.root) or path.startswith(f"{self.root}/") else None

    def call(self, name, arguments, answer):
        strings = [unescaped(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]
        numbers = [int(n) for n in re.findall(r"(?<![\w\\x])(\d+)(?=[,)]|$)", re.sub(r'"[^"]*"', '""', arguments))]
        if name in ("openat", "open"):
            self.opened(strings[0].decode(errors="surrogateescape"), arguments, answer)
        elif name == "close":
            self.descriptors.pop(numbers[0], None)
        elif name in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync"):
            self.changed(name, numbers, strings, answer)
        elif name == "mkdir":
            path = self.place(strings[0].decode())
            if path:
                self.named(path, Node())
        elif name in ("unlink", "rmdir"):
            path = self.place(strings[0].decode(errors="surrogateescape"))
            if path:
                self.named(path, None)
        elif name in ("rename", "renameat2"):
            old, new = (self.place(text.decode(errors="surrogateescape")) for text in strings[:2])
            if old or new:
                self.moved(old, new, "RENAME_EXCHANGE" in arguments)
        elif name in UNKNOWN:
            raise AssertionError(f"the replay does not know {name}({arguments[:200]})")

    def opened(self, text, arguments, descriptor):
        path = self.place(text)
        if path is None:
            self.descriptors.pop(descriptor, None)
            return
        node = self.nodes.get(path)
        if node is None:
            node = Node()
            node.is_folder = False
            self.named(path, node)
        if "O_TRUNC" in arguments:
            self.steps.append(Step("size", (node,), 0))
        self.descriptors[descriptor] = [node, 0]

    def changed(self, name, numbers, strings, answer):
        if numbers[0] not in self.descriptors:
            return
        entry = self.descriptors[numbers[0]]
        node = entry[0]
        if name == "write":
            self.steps.append(Step("data", (node,), (entry[1], strings[0][:answer])))
            entry[1] += answer
        elif name == "pwrite64":
            self.steps.append(Step("data", (node,), (numbers[-1], strings[0][:answer])))
        elif name == "ftruncate":
            self.steps.append(Step("size", (node,), numbers[1]))
        else:
            self.steps.append(Step("sync", (node,), None))

    def named(self, path, node):
        folder, name = os.path.split(path)
        if node is None:
            self.nodes.pop(path, None)
        else:
            self.nodes[path] = node
        self.steps.append(Step("name", (self.nodes[folder],), ((self.nodes[folder], name, node),)))

    def moved(self, old, new, exchanges):
        moved, there = self.nodes[old], self.nodes.get(new)
        match = re.search(r"\.staging-.*\.(\d+)$", new)
        if match and moved.real is None:
            moved.real = int(match.group(1))
        folders = [self.nodes[os.path.dirname(path)] for path in (old, new)]
        names = [os.path.basename(path) for path in (old, new)]
        subtree = lambda top: {p[len(top):]: n for p, n in self.nodes.items() if p == top or p.startswith(top + "/")}
        below, below_there = subtree(old), subtree(new)
        for path in [*(old + p for p in below), *(new + p for p in below_there)]:
            self.nodes.pop(path, None)
        self.nodes.update({new + p: n for p, n in below.items()})
        if exchanges:
            self.nodes.update({old + p: n for p, n in below_there.items()})
        change = ((folders[0], names[0], there if exchanges else None), (folders[1], names[1], moved))
        self.steps.append(Step("name", tuple(dict.fromkeys(folders)), change))

    def durable(self, point):
        """Which steps before `point` are on the disk for certain."""
        synced, sure = set(), [False] * point
        for index in range(point - 1, -1, -1):
            step = self.steps[index]
            if step.kind == "sync":
                synced.add(step.nodes[0])
            else:
                sure[index] = all(node in synced for node in step.nodes)
        return sure


def states(recording, point, chance):
    """The states that the disk may be in when the power goes before step `point`."""
    sure = recording.durable(point)
    steps = recording.steps[:point]
    kinds = [step.kind for step in steps]
    chosen = {
        "synced": sure,
        "all": [True] * point,
        "data": [s or kind != "name" for s, kind in zip(sure, kinds)],
        "names": [s or kind == "name" for s, kind in zip(sure, kinds)],
    }
    unsure = [index for index, s in enumerate(sure) if not s and kinds[index] != "sync"]
    if unsure:
        missing = [True] * point
        missing[chance.choice(unsure)] = False
        chosen["missing"] = missing
    result = {name: (steps, which) for name, which in chosen.items()}
    if steps and steps[-1].kind == "data" and len(steps[-1].what[1]) > 512:
        offset, data = steps[-1].what
        for size in (512, 4096):
            if len(data) > size:
                torn = steps[:-1] + [Step("data", steps[-1].nodes, (offset, data[:size]))]
                result[f"torn {size}"] = (torn, [True] * point)
    return result


class Image:
    """A state of the disk in memory."""

    def __init__(self, recording, steps, which):
        self.top = recording.top
        self.names = collections.defaultdict(dict)
        self.bytes = {}
        for folder, name, node in recording.at_start:
            self.names[folder][name] = node
        for step, happened in zip(steps, which):
            if not happened:
                continue
            if step.kind == "name":
                for folder, name, node in step.what:
                    if node is None:
                        self.names[folder].pop(name, None)
                    else:
                        self.names[folder][name] = node
            elif step.kind == "data":
                content = self.content(step.nodes[0])
                offset, data = step.what
                content.extend(bytes(max(0, offset - len(content))))
                content[offset: offset + len(data)] = data
            elif step.kind == "size":
                content = self.content(step.nodes[0])
                del content[step.what:]
                content.extend(bytes(step.what - len(content)))

    def content(self, node):
        if node not in self.bytes:
            self.bytes[node] = bytearray(node.original if node.path else b"")
        return self.bytes[node]

    def listing(self, folder=None, prefix=""):
        """Every name with its node, folders first."""
        for name, node in sorted(self.names[folder or self.top].items()):
            if name.endswith("-shm"):
                continue  # SQLite makes its index anew when it opens the log
            yield prefix + name, node
            if node.is_folder:
                yield from self.listing(node, f"{prefix}{name}/")

    def fingerprint(self):
        import hashlib
        hash = hashlib.sha256()
        for path, node in self.listing():
            hash.update(path.encode(errors="surrogateescape") + b"\0")
            if not node.is_folder:
                hash.update(bytes(self.content(node)) if node in self.bytes or not node.path else b"\1" + str(node.path).encode())
        return hash.digest()


def unescaped(text):
    return bytes.fromhex(text.replace("\\x", ""))
