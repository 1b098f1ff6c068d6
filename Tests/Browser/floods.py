"""Slow clients, requests that mean two things, and bodies without end: no crash, no hang."""
import socket
import threading
import time

from company import require

SLOW = 500


def test(bench):
    made = bench.day("floods")
    with made.serve() as console:
        # What it said before it had read the books is none of this.
        begun = len(console.log)
        for name, variant, work in (
            ("slow clients", f"{SLOW} connections, a byte a second", slow),
            ("request smuggling", f"{len(SMUGGLED)} requests", smuggled),
            ("a body of 1 GB", "refused early", endless),
            ("many at once", "2000 requests by 20", many),
        ):
            findings = []
            with bench.table.trying(name, variant, findings):
                work(bench, console, made)
                console.is_well()
                errors = [line for line in console.log[begun:] if "error" in line or "Fatal" in line]
                require(not errors, "its log says", errors[:2])


def slow(bench, console, made):
    """They hold their connections; everybody else is answered meanwhile."""
    text = (b"GET /review HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Slow: " % console.port) + b"a" * 4000
    open_ones, end = [], threading.Event()
    for _ in range(SLOW):
        open_ones.append(socket.create_connection(("127.0.0.1", console.port), timeout=20))

    def drip():
        for place in range(len(text)):
            for one in open_ones:
                try:
                    one.send(text[place:place + 1])
                except OSError:
                    pass
            if end.wait(1):
                return

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        worst = 0
        for _ in range(60 if bench.is_night else 10):
            began = time.monotonic()
            answer = console.get("/review", made.cookies["sue"], seconds=20)
            require(answer.status == 200, "a page answers", answer.status)
            worst = max(worst, time.monotonic() - began)
            time.sleep(0.5)
        require(worst < 5, "a page took", f"{worst:.1f} s")
    finally:
        end.set()
        dripping.join()
        for one in open_ones:
            one.close()


HOST = b"Host: 127.0.0.1:%d\r\n"
# Requests of which two programs may not mean the same: each is refused, or answered as exactly one.
SMUGGLED = {
    "two lengths": b"POST /sign-in HTTP/1.1\r\n%HContent-Length: 5\r\nContent-Length: 40\r\n\r\nname=GET /assets/icon.svg HTTP/1.1\r\n%H\r\n",
    "a length and chunks": b"POST /sign-in HTTP/1.1\r\n%HContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /assets/icon.svg HTTP/1.1\r\n%H\r\n",
    "chunked, written oddly": b"POST /sign-in HTTP/1.1\r\n%HTransfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nname=GET /assets/icon.svg HTTP/1.1\r\n%H\r\n",
    "two encodings": b"POST /sign-in HTTP/1.1\r\n%HTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a length with a sign": b"POST /sign-in HTTP/1.1\r\n%HContent-Length: +5\r\n\r\nname=",
    "a length below zero": b"POST /sign-in HTTP/1.1\r\n%HContent-Length: -1\r\n\r\n",
    "a length beyond numbers": b"POST /sign-in HTTP/1.1\r\n%HContent-Length: 99999999999999999999\r\n\r\n",
    "bare LF": b"GET /sign-in HTTP/1.1\nHost: 127.0.0.1\nX: y\n\n",
    "space before the colon": b"GET /sign-in HTTP/1.1\r\n%HContent-Length : 5\r\n\r\nname=",
    "a folded header": b"GET /sign-in HTTP/1.1\r\n%HX-A: b\r\n c: d\r\n\r\n",
    "no host": b"GET /sign-in HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /sign-in HTTP/1.1\r\n%HHost: evil.example\r\n\r\n",
    "another host": b"GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a whole address": b"GET http://evil.example/sign-in HTTP/1.1\r\n%H\r\n",
    "a bad chunk": b"POST /sign-in HTTP/1.1\r\n%HTransfer-Encoding: chunked\r\n\r\nZZ\r\nname=\r\n0\r\n\r\n",
    "a chunk beyond numbers": b"POST /sign-in HTTP/1.1\r\n%HTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
    "a null in a header": b"GET /sign-in HTTP/1.1\r\n%HX-A: b\0c\r\n\r\n",
    "a header of 1 MB": b"GET /sign-in HTTP/1.1\r\n%HX-A: " + b"a" * (1 << 20) + b"\r\n\r\n",
    "10,000 headers": b"GET /sign-in HTTP/1.1\r\n%H" + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n",
    "a path of 1 MB": b"GET /" + b"a" * (1 << 20) + b" HTTP/1.1\r\n%H\r\n",
    "an unknown method": b"BREW /sign-in HTTP/1.1\r\n%H\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
    "HTTP/2 as known": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}
# One request each; what answers twice has taken a body for a request.
MEANS_TWO = ("two lengths", "a length and chunks", "chunked, written oddly")


def smuggled(bench, console, made):
    for name, text in SMUGGLED.items():
        text = text.replace(b"%H", HOST % console.port)
        with socket.create_connection(("127.0.0.1", console.port), timeout=10) as one:
            said = told(one, text)
        statuses = [line.split(b" ")[1] for line in said.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
        require(b"500" not in statuses, name, "answers 500")
        if name in MEANS_TWO:
            require(b"image/svg" not in said, name, "is answered as two requests:", statuses)
        if name in ("another host", "two hosts"):
            require(b"200" not in statuses, name, "is answered as ours")
        console.is_well()


def told(one, text):
    """All that comes back until it is quiet or closed."""
    said = b""
    try:
        one.sendall(text)
        one.settimeout(1.5)
        while len(said) < 1 << 20:
            more = one.recv(1 << 16)
            if not more:
                break
            said += more
    except OSError:
        pass
    return said


def endless(bench, console, made):
    """Refused after no more than it can hold, stated or not."""
    for headers in (b"Content-Length: 1073741824\r\n", b"Transfer-Encoding: chunked\r\n"):
        for target in (b"/sign-in", b"/rules/trial", b"/nothing-here"):
            sent, said = 0, b""
            with socket.create_connection(("127.0.0.1", console.port), timeout=20) as one:
                began = time.monotonic()
                one.sendall(b"POST " + target + b" HTTP/1.1\r\n" + HOST % console.port + b"Cookie: quittance="
                            + made.cookies["sue"].encode() + b"\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + headers + b"\r\n")
                block = b"a" * (1 << 16)
                piece = b"10000\r\n" + block + b"\r\n" if b"chunked" in headers else block
                try:
                    one.settimeout(5)
                    while sent < 1 << 30:
                        one.sendall(piece)
                        sent += len(block)
                except OSError:
                    pass
                took = time.monotonic() - began
            require(sent < 256 << 20, target.decode(), headers.decode().strip(), "took", sent >> 20, "MB")
            require(took < 15, target.decode(), "was held for", f"{took:.1f} s")
    with open(f"/proc/{console.process.pid}/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    require(peak < 1 << 20, "the server has held", peak >> 10, "MB")


def many(bench, console, made):
    """Twenty people at once, each a hundred pages."""
    wrong = []

    def one():
        for place in ("/", "/review", "/customers", "/receipts", "/files") * 20:
            status = console.get(place, made.cookies["vera"]).status
            if status != 200:
                wrong.append((place, status))

    some = [threading.Thread(target=one) for _ in range(20)]
    for thread in some:
        thread.start()
    for thread in some:
        thread.join()
    require(not wrong, len(wrong), "pages were not answered:", wrong[:3])
