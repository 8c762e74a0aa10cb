#!/usr/bin/env python3
# Sends heartbeats to a Luwte server: a whole file, or as they come. Python 3.9 or newer, standard library only.
"""Sends heartbeats to a Luwte server.

    export LUWTE_TOKEN=…
    python3 ingest.py --server https://luwte.example:8443 --ca ca.crt rest.rr.txt
    my-sensor | python3 ingest.py --server https://luwte.example:8443 --follow

A file holds one interval between two heartbeats per line, in milliseconds. With --follow, lines come from the standard
input as the heart beats, and each is sent within a second.

As a module:

    luwte = Luwte("https://luwte.example:8443", token)
    recording = luwte.begin()
    luwte.send(recording, "acme-0042", 0, "ms", [{"n": 0, "at_ms": now_ms(), "rr": [812, 799]}])
    luwte.end(recording)
"""

import argparse
import json
import os
import random
import ssl
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

# The server takes at most 4096 packets at once; smaller batches lose less when a network breaks.
TOGETHER = 500


class Refused(Exception):
    """The server will not take this, however often it is sent. `place` says where the fault is."""

    def __init__(self, status, problem):
        super().__init__(problem.get("message", f"status {status}"))
        self.status = status
        self.code = problem.get("code")
        self.place = problem.get("place")


class Luwte:
    """A server, spoken to with a sender's token. Every method tries again until it has an answer."""

    def __init__(self, server, token, ca=None, tries=12):
        self.server = server.rstrip("/")
        self.token = token
        self.context = ssl.create_default_context(cafile=ca)
        self.tries = tries

    def begin(self, began_ms=None, recording=None):
        """Begins a recording without a headset; its id. The id is made here, so that asking twice begins one."""
        recording = recording or str(uuid.uuid4())
        self.ask("POST", "/api/v1/recordings", {"id": recording, "began_ms": began_ms or now_ms()})
        return recording

    def live_sessions(self):
        """Sessions that headsets hold now: beats sent there reach the headset and the practitioner within a second."""
        return self.ask("GET", "/api/v1/live/sessions")

    def send(self, session, device, epoch, unit, packets):
        """Sends packets; what the server has then. Sending a packet again changes nothing."""
        batch = {"device": device, "epoch": epoch, "unit": unit, "packets": packets}
        return self.ask("POST", f"/api/v1/sessions/{session}/beats", batch)

    def received(self, session, device, epoch=0):
        """What the server has of a device: where to go on after a break."""
        query = urllib.parse.urlencode({"device": device, "epoch": epoch})
        return self.ask("GET", f"/api/v1/sessions/{session}/beats?{query}")

    def end(self, recording):
        """Says that a recording is over."""
        self.ask("POST", f"/api/v1/recordings/{recording}/end")

    def ask(self, method, path, body=None):
        """One request, tried again with growing pauses while the server cannot be reached or cannot write."""
        for attempt in range(self.tries):
            request = urllib.request.Request(self.server + path, method=method)
            request.add_header("Authorization", f"Bearer {self.token}")
            request.add_header("Content-Type", "application/json")
            request.add_header("Accept-Language", "en")
            data = None if body is None else json.dumps(body).encode()
            pause_s = min(0.2 * 2**attempt, 10) * random.uniform(0.5, 1)
            try:
                context = self.context if self.server.startswith("https") else None
                with urllib.request.urlopen(request, data, timeout=30, context=context) as answer:
                    text = answer.read()
                    return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                # 409 to beats: another device feeds this session; 429: too much at once; 5xx: not now.
                again = error.status in (429, 500, 502, 503, 504)
                problem = read_problem(error)
                if not (again or problem.get("code") == "strap-taken") or attempt + 1 == self.tries:
                    raise Refused(error.status, problem) from None
                pause_s = max(pause_s, float(error.headers.get("Retry-After", 0)))
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if attempt + 1 == self.tries:
                    raise
            time.sleep(pause_s)


def read_problem(error):
    """The body of an error, when it is one of ours."""
    try:
        problem = json.loads(error.read())
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def now_ms():
    """Milliseconds since 1970, as the interface counts."""
    return round(time.time() * 1000)


def packets_of(intervals_ms, began_ms):
    """One packet per interval, placed by adding the intervals up."""
    at_ms = float(began_ms)
    for n, interval_ms in enumerate(intervals_ms):
        at_ms += interval_ms
        yield {"n": n, "at_ms": round(at_ms), "rr": [interval_ms]}


def intervals_in(lines):
    """The intervals of a file; blank lines and comments are left out."""
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            yield float(line.replace(",", "."))
        except ValueError:
            sys.exit(f"line {number} is not a number: {line}")


def send_file(luwte, path, device):
    """Sends a file as a recording that ends now."""
    with open(path, encoding="utf-8") as file:
        intervals_ms = list(intervals_in(file))
    began_ms = now_ms() - round(sum(intervals_ms))
    recording = luwte.begin(began_ms)
    packets = list(packets_of(intervals_ms, began_ms))
    received = {"watermark": 0}
    for first in range(0, len(packets), TOGETHER):
        received = luwte.send(recording, device, 0, "ms", packets[first : first + TOGETHER])
    luwte.end(recording)
    return recording, received["watermark"]


def follow(luwte, lines, device):
    """Sends intervals as they come, about once a second; keeps what has not been answered."""
    recording = luwte.begin()
    waiting, lock, over = [], threading.Lock(), threading.Event()

    def listen():
        for n, interval_ms in enumerate(intervals_in(lines)):
            with lock:
                waiting.append({"n": n, "at_ms": now_ms(), "rr": [interval_ms]})
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    watermark = 0
    while True:
        last = over.wait(timeout=1)
        with lock:
            packets = waiting[:TOGETHER]
        if packets:
            watermark = luwte.send(recording, device, 0, "ms", packets)["watermark"]
            with lock:
                # Everything below the watermark is durable: only now may it be forgotten.
                waiting[:] = [packet for packet in waiting if packet["n"] >= watermark]
        with lock:
            if last and not waiting:
                break
    luwte.end(recording)
    return recording, watermark


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description="Sends heartbeats to a Luwte server.")
    parser.add_argument("file", nargs="?", help="intervals in milliseconds, one per line")
    parser.add_argument("--server", required=True, help="such as https://luwte.example:8443")
    parser.add_argument("--ca", help="certificate of the server's own authority (from /ca.crt)")
    parser.add_argument("--device", default="example-0001", help="a name of your own for the device")
    parser.add_argument("--follow", action="store_true", help="send the standard input as it comes")
    arguments = parser.parse_args()
    token = os.environ.get("LUWTE_TOKEN")
    if not token:
        parser.error("put the token in LUWTE_TOKEN")
    if bool(arguments.file) == arguments.follow:
        parser.error("give a file, or --follow")
    luwte = Luwte(arguments.server, token, arguments.ca)
    try:
        if arguments.follow:
            recording, watermark = follow(luwte, sys.stdin, arguments.device)
        else:
            recording, watermark = send_file(luwte, arguments.file, arguments.device)
    except Refused as refused:
        sys.exit(f"refused ({refused.status}): {refused}")
    print(json.dumps({"recording": recording, "watermark": watermark}))


if __name__ == "__main__":
    main()
