"""A company with a day behind it: a folder, its pipeline, people, and a console that answers."""
import http.client
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# Name and role; everybody's password is made of the name.
PEOPLE = {
    "vera": "viewer", "carl": "clerk", "sue": "supervisor", "seth": "supervisor", "ada": "admin",
}
# Files are delivered as ones that nobody touched for long.
MTIME = 1_773_180_000

PIPELINE = """\
name: browser
store: state/day.sqlite
inboxes:
  - { folder: inbox, patterns: ["*.xml", "*.bai", "*.txt"], settle: 1s, settle_max: 15m }
work: work
archive: archive
quarantine: quarantine
ledger: { folder: ledger, mode: snapshot }
rules: rules.yaml
exports:
  - { kind: csv, to: "exports/{batch}-applications.csv", records: applications }
calendar:
  - { account: DE02120300000000202051, days: weekdays, by: "09:00" }
people:
  second_eyes_above: 2500.00
  limits: { "*": unlimited }
  write_off_max: 50.00
"""


class Failure(Exception):
    """What the console, a page or a flow did wrong."""


def require(holds, *words):
    if not holds:
        raise Failure(" ".join(str(word) for word in words))


def password(name):
    return f"correct horse {name}"


class Company:
    """One company's folder with its pipeline."""

    def __init__(self, path, binary, cookies=None):
        self.path, self.binary = pathlib.Path(path), pathlib.Path(binary).resolve()
        # Of a session of each person: a copy of the folder knows them too.
        self.cookies = cookies or {}

    def __truediv__(self, name):
        return self.path / name

    @classmethod
    def of_the_samples(cls, path, binary):
        """The day of samples/, booked, with a file in quarantine and everybody added."""
        company = cls(path, binary)
        samples = REPOSITORY / "samples"
        shutil.copytree(samples / "ledger", company / "ledger")
        shutil.copy(samples / "rules.yaml", company / "rules.yaml")
        files = [(file.name, file.read_bytes()) for file in sorted((samples / "bank").iterdir())]
        broken = files[0][1].replace(b"RE-104620 RATE 2", b"RE-104620 & RATE 2")
        require(broken != files[0][1], "no file could be broken")
        return company.begun(files + [("broken.xml", broken)], ends=65)

    def begun(self, files, ends=0, people=PEOPLE):
        """Takes files into a ledger that is there already, and adds people."""
        (self / "inbox").mkdir()
        (self / "pipeline.yaml").write_text(PIPELINE)
        self.deliver(files)
        self.run(ends=ends)
        for name in people:
            self.quittance("user", "pipeline.yaml", "add", name, "--role", PEOPLE[name], told=password(name))
        return self.signed_in(people)

    def signed_in(self, people=PEOPLE):
        """With a new session for each: one that nobody uses ends after half an hour."""
        with self.serve() as console:
            self.cookies = {name: console.sign_in(name) for name in people}
        self.signed_at = time.monotonic()
        return self

    def deliver(self, files):
        for name, data in files:
            place = self / "inbox" / name
            place.write_bytes(data)
            os.utime(place, (MTIME, MTIME))

    def copy(self, path):
        subprocess.run(["cp", "-a", str(self.path), str(path)], check=True)
        return Company(path, self.binary, self.cookies)

    def quittance(self, *words, told=None, ends=0):
        """Calls a command in the folder; what it prints."""
        done = subprocess.run(
            [self.binary, *words], cwd=self.path, input=told, text=True, capture_output=True, timeout=300)
        require(ends in (None, done.returncode), *words, "ends with", done.returncode, done.stderr[-600:])
        return done.stdout

    def run(self, ends=0):
        return self.quittance("run", "pipeline.yaml", "--quiet", ends=ends)

    def rows(self, query, *values):
        """What the store has now, read beside whoever writes it."""
        with sqlite3.connect(f"file:{self.path}/state/day.sqlite?mode=ro", uri=True) as store:
            found = store.execute(query, values).fetchall()
        store.close()
        return found

    def decisions(self):
        """The numbers of all that people decided, from the log itself."""
        bodies = self.rows("SELECT CAST(body AS TEXT) FROM events WHERE kind IN ('person.decided', 'undone')")
        return {name for (body,) in bodies for name in re.findall(r'"decision":"(N\d+)"', body)}

    def serve(self):
        console = Console(self)
        for cookie in list(self.cookies.values())[:1]:
            # Until it has read the books for the first time it says so.
            while console.get("/", cookie).status == 503:
                time.sleep(0.1)
        return console


class Console:
    """`quittance serve` at work, on a port that was free."""

    def __init__(self, company):
        self.company = company
        self.process = subprocess.Popen(
            [company.binary, "serve", "pipeline.yaml", "--port", "0"], cwd=company.path, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.log = []
        self.port = None
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"answers at \w+://[^/]*:(\d+)/", line)
            if found:
                self.port = int(found[1])
                break
        require(self.port, "serve does not answer:", "".join(self.log))
        # A pipe that nobody reads would hold the server up.
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()
        self.base = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
                raise Failure("serve does not end when it is told to") from None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def sign_in(self, name):
        """The cookie of a new session."""
        answer = self.post("/sign-in", {"name": name, "password": password(name)})
        cookie = answer.getheader("Set-Cookie") or ""
        require(cookie.startswith("quittance="), name, "cannot sign in:", answer.status)
        return cookie.split(";")[0].removeprefix("quittance=")

    def post(self, path, fields, cookie=None, seconds=60):
        return self._ask("POST", path, urllib.parse.urlencode(fields), cookie, seconds)

    def get(self, path, cookie=None, seconds=60):
        return self._ask("GET", path, None, cookie, seconds)

    def _ask(self, method, path, body, cookie, seconds):
        """An answer with its whole text in `text`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        headers = {"Cookie": f"quittance={cookie}"} if cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def is_well(self, seconds=10):
        """It still answers the first page that a stranger sees, and how soon."""
        began = time.monotonic()
        status = self.get("/sign-in", seconds=seconds).status
        require(status == 200, "the sign-in answers", status)
        require(self.process.poll() is None, "serve has ended")
        return time.monotonic() - began
