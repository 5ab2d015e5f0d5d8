#!/usr/bin/env python3
"""A night over a million clients: how long the sweeps take, how much memory they want, and how long anybody waits for a lock meanwhile.

    tests/bench/night.py [--clients 1000000] [--binary BINARY]
The base is that of `make bench`. Two nights on PostgreSQL with durable commits: one in which nobody is forgotten, and one in which one client
in a hundred is. Meanwhile somebody changes a client each tenth of a second; the longest of these commands is told. Aim: under a minute.
"""
import argparse
import datetime as dt
import pathlib
import threading
import time

import base
from machine import Baton, build, postgres, say

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--clients", type=int, default=1_000_000)
options.add_argument("--binary")
asked = options.parse_args()
made = base.Build("night", pathlib.Path(asked.binary).resolve() if asked.binary else build())


def a_night(server, psql, what):
    with Baton(made.binary, made.url(server), mode="sandbox", rate_limit=0, log="off") as baton:
        root = baton.login()
        now = dt.datetime.fromisoformat(baton.ask("GET", "/v1/sandbox/clock", None, root)["now_at"].replace("Z", "+00:00"))
        stages = psql(made.database, "-At", "-F", " ", "-c", "select stage, count(*), max(silent_since) from clients group by stage").strip()
        say(f"{now}: {stages}")
        baton.ask("POST", "/v1/sandbox/clock/advance", {"to": f"{now.date() + dt.timedelta(days=1)}T20:30:00Z"}, root)
        root, dina = baton.login(), baton.login("dina@bench.test")
        others = psql(made.database, "-At", "-c", "select id from clients where stage = 'active' order by id desc limit 200").split()
        memory, over, waits = baton.resident_mib("VmHWM"), threading.Event(), []

        def change():
            for number in range(100_000):
                if over.is_set():
                    return
                began = time.perf_counter()
                baton.ask("POST", f"/v1/clients/{base_id(others[number % len(others)])}/exempt-contact", {"until_on": f"{now.date() + dt.timedelta(days=30)}", "reason": f"{number}"}, dina)
                waits.append(time.perf_counter() - began)
                time.sleep(0.1)

        busy, began = threading.Thread(target=change), time.perf_counter()
        busy.start()
        baton.ask("POST", "/v1/sandbox/clock/advance", {"seconds": 3_600}, root)
        spent = time.perf_counter() - began
        over.set()
        busy.join()
        abandoned = psql(made.database, "-At", "-c", "select count(*) from clients where stage = 'abandoned'").strip()
        say(f"{what}: {spent:.1f} s, {abandoned} abandoned; memory {memory:.0f} MiB before, at most {baton.resident_mib('VmHWM'):.0f}; a command meanwhile waited {max(waits) * 1000:.0f} ms at most")


def base_id(uuid):
    """client_… of a UUID."""
    from operations import ALPHABET
    value, text = int(uuid.replace("-", ""), 16), ""
    for _ in range(26):
        value, digit = divmod(value, 32)
        text = ALPHABET[digit] + text
    return f"client_{text}"


with postgres(log_line_prefix="@@%p ") as (server, psql):
    base.prepare(made, server, psql, [], asked.clients, 10)
    a_night(server, psql, "nobody is forgotten")
    psql(made.database, "-c", f"update clients set last_contact_at = now() - interval '80 days', silent_since = now() - interval '80 days' where id in "
                              f"(select id from clients where stage = 'active' order by id limit {asked.clients // 100})")
    a_night(server, psql, "one in a hundred is forgotten")
