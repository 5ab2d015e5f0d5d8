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
from capture import UUID, capture, script
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
    return uuid[:28] + f"{n:08x}"


def run_pgbench(server, name, connections, folder):
    host, port = re.match(r"postgres://postgres@(.*):(\d+)", server).groups()
    told = subprocess.run(["pgbench", "-n", "-M", "prepared", "-h", host, "-p", port, "-U", "postgres", "-c", str(connections), "-j", "2", "-T", str(asked.secs),
                           "-D", "i=0", "-D", f"base={int(time.time() * 1000) * 1000}", "-f", folder / f"{name}.sql", "bench"],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if told.returncode or "failed" in told.stdout.replace("number of failed transactions: 0", ""):
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


def requests(baton, told, now):
    """One request of each operation for the story's client, as http.lua makes them for the copies."""
    today, rub = now[:10], story.rub(122_000)
    call = {"direction": "outbound", "client_phone": story.PHONE, "agent_ref": "101", "started_at": now, "answered_at": now, "ended_at": now, "outcome": "answered",
            "talk_seconds": 170}
    payment = {"source": "bench", "client_id": told["client"], "amount": rub, "value_on": today, "allocations": [{"sale_id": told["sale"], "amount_minor": 122_000}]}
    return {
        "card": lambda key: baton.ask("GET", f"/v1/clients/{told['client']}", token=told["hunter"]),
        "list": lambda key: baton.ask("GET", "/v1/clients?stage=active&limit=50", token=told["hunter"]),
        "intake": lambda key: baton.ask("POST", "/v1/calls", {"external_call_id": key, **call}, token=told["pbx"]),
        "payment": lambda key: baton.ask("POST", "/v1/payments", {"external_id": key, **payment}, token=told["finance"]),
    }


def prepare(binary, server, psql):
    """The base, the scripts of the limit, and the ids for wrk."""
    psql("postgres", "-c", "create database bench")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-"))
    with Baton(binary, f"{server}/bench", mode="sandbox") as baton:
        told = story.tell(baton)
        client, sale = uuid_of(told["client"]), uuid_of(told["sale"])
        ids = lambda sql: set(UUID.findall(psql("bench", "-At", "-c", sql)))
        standing = ids("select id from users union select id from integrations union select id from commission_plans")
        rows = ids("\n".join(["select id from clients"] + [f"union select id from {table}" for table in (
            "contacts", "assignments", "opportunities", "sales", "sale_lines", "handoffs", "commission_entitlements")]))
        psql("postgres", "-c", "alter system set log_statement = 'all'", "-c", "select pg_reload_conf()")
    with Baton(binary, f"{server}/bench", mode="sandbox") as baton:
        now = baton.ask("GET", "/v1/sandbox/clock", token=told["hunter"])["now_at"]
        for name, ask in requests(baton, told, now).items():
            found, key = capture(psql.log, ask)
            (folder / f"{name}.sql").write_text(script(found, key, rows, standing, asked.clients, story.PHONE))
        psql("postgres", "-c", "alter system reset log_statement", "-c", "select pg_reload_conf()")
    say(f"copying one client {asked.clients} times …")
    began = time.time()
    psql("bench", "-v", f"n={asked.clients}", "-v", f"client={client}", "-v", f"phone={story.PHONE}", "-f", HERE / "multiply.sql")
    psql("bench", "-c", "vacuum analyze")
    size = psql("bench", "-At", "-c", "select pg_size_pretty(pg_database_size('bench'))").strip()
    say(f"{size} in {time.time() - began:.0f} s; the statements of the limit are in {folder}")
    with open(folder / "ids", "w") as file:
        for n in range(1, asked.clients + 1):
            file.write(f"{typeid_of('client', copy_of(client, n))} {typeid_of('sale', copy_of(sale, n))} +7917{n:07}\n")
    return folder, told


def measure(binary, server, folder, told):
    rows, empty = [], {}
    with Baton(binary, f"{server}/bench", database_connections=32, rate_limit=0) as baton:
        for connections in LEVELS:
            asked_nothing = [run_wrk(baton, "empty", connections, told["hunter"], folder / "ids", "0") for _ in range(asked.runs)]
            empty[connections] = statistics.median(seen["requests"] / seen["seconds"] for seen in asked_nothing)
            say(f"nothing  {connections:3} connections: HTTP {empty[connections]:8.0f}/s")
        for name in wanted:
            for connections in LEVELS:
                limit, ours, p99 = [], [], []
                for run in range(asked.runs):
                    limit.append(run_pgbench(server, name, connections, folder))
                    token = told["pbx"] if name == "intake" else baton.login("fedor@bench.test" if name == "payment" else "ivan@bench.test", PASSWORD)
                    seen = run_wrk(baton, name, connections, token, folder / "ids", f"{connections}-{run}")
                    ours.append(seen["requests"] / seen["seconds"])
                    p99.append(seen["p99_ms"])
                limit, ours, p99 = statistics.median(limit), statistics.median(ours), statistics.median(p99)
                # Database and HTTP share the cores: nobody who speaks both does better than one after the other.
                reachable = 1 / (1 / limit + 1 / empty[connections])
                rows.append((name, connections, limit, ours, ours / limit, reachable, ours / reachable, p99))
                say(f"{name:8} {connections:3} connections: limit {limit:8.0f}/s, HTTP {ours:8.0f}/s = {ours / limit:5.0%}, p99 {p99:.1f} ms")
        time.sleep(2)
        return rows, (baton.resident_mib(), baton.resident_mib("VmHWM"))


def table(rows, memory, cold):
    text = ["| Operation | Connections | Limit (pgbench), /s | HTTP, /s | Ratio | Reachable, /s | Of it | p99, ms |", "|---|---|---|---|---|---|---|---|"]
    text += [f"| {OPERATIONS[name]} | {connections} | {limit:,.0f} | {ours:,.0f} | **{ratio:.0%}** | {reachable:,.0f} | {share:.0%} | {p99:.1f} |"
             for name, connections, limit, ours, ratio, reachable, share, p99 in rows]
    text += ["", f"Resident memory of the server after all of this: **{memory[0]:.0f} MiB** (at its peak, with logins and the first telephone number, {memory[1]:.0f} MiB). From start to the first 200 of `/readyz` on an existing database: "
             + ", ".join(f"{kind} **{seconds * 1000:.0f} ms**" for kind, seconds in cold.items()) + ".",
             "", f"{asked.clients:,} clients, each with calls, activities, sales, payments, a handoff and commission; {asked.runs} runs of {asked.secs} s, medians; "
             f"{os.cpu_count()} cores shared by server, PostgreSQL and load generator; {time.strftime('%Y-%m-%d')}; {asked.profile} build."]
    return "\n".join(text)


if not shutil.which("wrk"):
    subprocess.run([ROOT / "deploy/packages", "wrk:wrk"], check=True)
binary = build(asked.profile)
with postgres(log_line_prefix="@@%p ") as (server, psql):
    folder, told = prepare(binary, server, psql)
    rows, memory = measure(binary, server, folder, told)
    with tempfile.TemporaryDirectory() as sqlite:
        url = f"sqlite://{sqlite}/cold.db?mode=rwc"
        with Baton(binary, url):
            pass
        cold = {"SQLite": cold_start(binary, url), "PostgreSQL": cold_start(binary, f"{server}/bench")}
shutil.copytree(folder, ROOT / ".make/bench", dirs_exist_ok=True)
shutil.rmtree(folder)
result = table(rows, memory, cold)
print(result)
if not asked.dry:
    readme = HERE / "README.md"
    readme.write_text(re.sub(r"(<!-- measured -->\n).*?(\n<!-- /measured -->)", lambda m: m[1] + result + m[2], readme.read_text(), flags=re.S))
