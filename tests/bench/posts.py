#!/usr/bin/env python3
"""Telephony posts so many reports a second: how long each waits for its answer, and how soon all of them are calls.

    tests/bench/posts.py [--rate 200] [--secs 30] [--binary BINARY]
One report a call, of as many numbers as there are reports, at an even pace by 16 connections that stay open; on PostgreSQL with durable commits
and on SQLite, one after the other. A report that could not be posted at its time counts its waiting too. Aim: p99 ≤ 50 ms at 200 a second.
"""
import argparse
import http.client
import json
import statistics
import tempfile
import threading
import time
import urllib.parse

from machine import Baton, build, postgres, say

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--rate", type=int, default=200)
options.add_argument("--secs", type=int, default=30)
options.add_argument("--binary")
asked = options.parse_args()
CONNECTIONS = 16


def report(number):
    return json.dumps({"external_call_id": f"c{number}", "direction": "in", "client_phone": f"+7916{number:07}", "outcome": "answered", "talk_seconds": 40,
                       "started_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60)), "ended_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5))})


def measured(url):
    with Baton(binary, url) as baton:
        root = baton.login()
        _, reader = baton.person(root, "vera", "call_centre", "call_centre_admin")
        box = baton.ask("POST", "/v1/integrations", {"name": "АТС", "kind": "telephony", "source": "box"}, root)
        address = baton.ask("POST", f"/v1/integrations/{box['id']}/rotate-url-secret", {}, root)["address"]
        path, waits, many, begins = urllib.parse.urlsplit(address).path, [], asked.rate * asked.secs, time.perf_counter() + 0.5

        def post(first):
            line = http.client.HTTPConnection("127.0.0.1", baton.port, timeout=30)
            for number in range(first, many, CONNECTIONS):
                due = begins + number / asked.rate
                time.sleep(max(0.0, due - time.perf_counter()))
                line.request("POST", path, report(number), {"content-type": "application/json"})
                answer = line.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
                waits.append(time.perf_counter() - due)

        people = [threading.Thread(target=post, args=(first,)) for first in range(CONNECTIONS)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        over = time.perf_counter()
        while baton.ask("GET", "/v1/calls/counts?source=box", None, reader)["total"] < many:
            time.sleep(0.05)
        worked_on = time.perf_counter() - over
        p = statistics.quantiles(waits, n=100)
        say(f"{url.split(':')[0]}: {many} reports at {asked.rate} a second: p50 {p[49] * 1000:.1f} ms, p99 {p[98] * 1000:.1f} ms, longest {max(waits) * 1000:.0f} ms; all are calls {worked_on:.1f} s after the last")


if asked.binary:
    import pathlib
    binary = pathlib.Path(asked.binary).resolve()
else:
    binary = build()
with tempfile.TemporaryDirectory() as folder:
    measured(f"sqlite://{folder}/posts.db?mode=rwc")
with postgres() as (server, psql):
    psql("postgres", "-c", "create database posts")
    measured(f"{server}/posts")
