#!/usr/bin/env python3
"""make bench: the operations over HTTP against the same SQL under pgbench, on one PostgreSQL, in one run; see README.md here.

    tests/bench/bench.py [--clients 20000] [--secs 8] [--runs 3] [--profile release] [--only intake,card,list,payment] [--dry]
--dry prints the table without writing it into README.md.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import story
from machine import PASSWORD, ROOT, Baton, build, postgres, say

HERE = pathlib.Path(__file__).resolve().parent
OPERATIONS = {"intake": "POST /v1/calls", "card": "GET /v1/clients/{id}", "list": "GET /v1/clients?stage=active&limit=50",
              "payment": "POST /v1/payments, allocated, two accruals"}
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LEVELS = (8, 32)

options = argparse.ArgumentParser()
options.add_argument("--clients", type=int, default=20_000)
options.add_argument("--secs", type=int, default=8)
options.add_argument("--runs", type=int, default=3)
options.add_argument("--profile", default="release")
options.add_argument("--only", default=",".join(OPERATIONS))
options.add_argument("--dry", action="store_true")
asked = options.parse_args()
wanted = [name for name in OPERATIONS if name in asked.only.split(",")]


def uuid_of(typeid):
    value = 0
    for digit in typeid.rsplit("_", 1)[1]:
        value = value * 32 + ALPHABET.index(digit)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def typeid_of(prefix, uuid):
    value, digits = int(uuid.replace("-", ""), 16), ""
    for _ in range(26):
        digits, value = ALPHABET[value % 32] + digits, value // 32
    return f"{prefix}_{digits}"


def copy_of(uuid, n):
    return uuid[:24] + f"{n:012x}"


def run_pgbench(server, database, name, connections, names):
    host, port = re.match(r"postgres://postgres@(.*):(\d+)", server).groups()
    told = subprocess.run(["pgbench", "-n", "-M", "prepared", "-h", host, "-p", port, "-U", "postgres", "-c", str(connections), "-j", "2", "-T", str(asked.secs),
                           *[part for key, value in names.items() for part in ("-D", f"{key}={value}")], "-f", HERE / f"{name}.sql", database],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if told.returncode:
        sys.exit(f"pgbench {name}: {told.stdout}")
    return float(re.search(r"tps = ([\d.]+)", told.stdout).group(1))


def run_wrk(baton, name, connections, token, ids, run):
    told = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{asked.secs}s", "-s", HERE / "http.lua", baton.url, "--", name, token, ids, run],
                          text=True, stdout=subprocess.PIPE, check=True)
    seen = json.loads(told.stdout.strip().splitlines()[-1])
    if seen["errors"]:
        sys.exit(f"{name} at {connections}: {seen['errors']} requests failed")
    return seen


def cold_start(binary, url):
    """Seconds from start to the first 200 of /readyz on a database that exists, the median of five."""
    times = []
    for _ in range(5):
        with Baton(binary, url) as baton:
            times.append(baton.started_in)
    return statistics.median(times)


def prepare(binary, server, psql):
    psql("postgres", "-c", "create database bench")
    with Baton(binary, f"{server}/bench", mode="sandbox") as baton:
        told = story.tell(baton)
    client, sale = uuid_of(told["client"]), uuid_of(told["sale"])
    say(f"copying one client {asked.clients} times …")
    began = time.time()
    psql("bench", "-v", f"n={asked.clients}", "-v", f"client={client}", "-v", f"phone={story.PHONE}", "-f", HERE / "multiply.sql")
    psql("bench", "-c", "vacuum analyze")
    size = psql("bench", "-At", "-c", "select pg_size_pretty(pg_database_size('bench'))").strip()
    say(f"{size} in {time.time() - began:.0f} s")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-"))
    with open(folder / "ids", "w") as ids:
        for n in range(1, asked.clients + 1):
            ids.write(f"{typeid_of('client', copy_of(client, n))} {typeid_of('sale', copy_of(sale, n))} +7917{n:07}\n")
    names = {"clients": asked.clients, "client": client[:24], "sale": sale[:24]}
    row = psql("bench", "-At", "-F", " ", "-c", f"""select (select id from users where email like 'ivan@%'), (select id from users where email like 'anna@%'),
        (select id from users where email like 'olga@%'), (select id from users where email like 'fedor@%'), (select id from integrations limit 1),
        (select left(id::text, 24) from sale_lines where sale_id = '{sale}'), (select left(id::text, 24) from commission_entitlements where client_id = '{client}' limit 1),
        (select id from commission_plans limit 1)""").split()
    names.update(zip(("hunter", "farmer", "caller", "finance", "integration", "line", "entitlement", "plan"), row))
    return folder, names, told


def measure(binary, server, folder, names, told):
    rows = []
    with Baton(binary, f"{server}/bench", database_connections=32) as baton:
        for name in wanted:
            for connections in LEVELS:
                limit, ours, p99 = [], [], []
                for run in range(asked.runs):
                    limit.append(run_pgbench(server, "bench", name, connections, names))
                    token = told["pbx"] if name == "intake" else baton.login("fedor@bench.test" if name == "payment" else "ivan@bench.test", PASSWORD)
                    seen = run_wrk(baton, name, connections, token, folder / "ids", f"{connections}-{run}")
                    ours.append(seen["requests"] / seen["seconds"])
                    p99.append(seen["p99_ms"])
                limit, ours, p99 = statistics.median(limit), statistics.median(ours), statistics.median(p99)
                rows.append((name, connections, limit, ours, ours / limit, p99))
                say(f"{name:8} {connections:3} connections: limit {limit:8.0f}/s, HTTP {ours:8.0f}/s = {ours / limit:5.0%}, p99 {p99:.1f} ms")
        return rows, baton.resident_peak_mib()


def table(rows, peak, cold):
    text = ["| Operation | Connections | Limit (pgbench), /s | HTTP, /s | Ratio | p99, ms |", "|---|---|---|---|---|---|"]
    text += [f"| {OPERATIONS[name]} | {connections} | {limit:,.0f} | {ours:,.0f} | **{ratio:.0%}** | {p99:.1f} |" for name, connections, limit, ours, ratio, p99 in rows]
    text += ["", f"Peak resident memory of the server after all of this: **{peak:.0f} MiB**. From start to the first 200 of `/readyz` on an existing database: "
             + ", ".join(f"{kind} **{seconds * 1000:.0f} ms**" for kind, seconds in cold.items()) + ".",
             "", f"{asked.clients:,} clients, each with calls, activities, sales, payments, a handoff and commission; {asked.runs} runs of {asked.secs} s, medians; "
             f"{os.cpu_count()} cores shared by server, PostgreSQL and load generator; {time.strftime('%Y-%m-%d')}; {asked.profile} build."]
    return "\n".join(text)


if not shutil.which("wrk"):
    subprocess.run([ROOT / "deploy/packages", "wrk:wrk"], check=True)
binary = build(asked.profile)
with postgres() as (server, psql):
    folder, names, told = prepare(binary, server, psql)
    rows, peak = measure(binary, server, folder, names, told)
    with tempfile.TemporaryDirectory() as sqlite:
        url = f"sqlite://{sqlite}/cold.db?mode=rwc"
        with Baton(binary, url):
            pass
        cold = {"SQLite": cold_start(binary, url), "PostgreSQL": cold_start(binary, f"{server}/bench")}
shutil.rmtree(folder)
result = table(rows, peak, cold)
print(result)
if not asked.dry:
    readme = HERE / "README.md"
    readme.write_text(re.sub(r"(<!-- measured -->\n).*?(\n<!-- /measured -->)", lambda m: m[1] + result + m[2], readme.read_text(), flags=re.S))
