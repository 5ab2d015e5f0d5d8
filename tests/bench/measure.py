"""One run of pgbench, one of wrk; the operations of all builds in turn; every order of every list."""
import dataclasses
import json
import pathlib
import re
import statistics
import subprocess
import time

import claims
from machine import say
from operations import OPERATIONS

HERE = pathlib.Path(__file__).resolve().parent
# What the tables of a company at work are asked for besides everything: the stage of most leads, and two filters that meet nobody.
FILTERS = {"/v1/clients": ("stage=suspect", "stage=active&temperature=hot")}
READERS = {"head": "petr", "hunter": "ivan", "director": "dina", "sys_admin": "admin"}
SORT_CONNECTIONS = 8
HICCUP_MS = 25
run_number = iter(range(1, 1_000_000))


@dataclasses.dataclass
class Size:
    """How much is measured, and how long."""
    copies: int
    every: int
    secs: int
    runs: int
    sort_secs: int


def pgbench(server, build, name, connections, secs):
    host, port = re.match(r"postgres://postgres@(.*):(\d+)", server).groups()
    told = subprocess.run(["pgbench", "-n", "-M", "prepared", "-h", host, "-p", port, "-U", "postgres", "-c", str(connections), "-j", "2", "-T", str(secs),
                           "-D", "i=0", "-D", f"base={int(time.time() * 1000) * 1000}", "-f", build.folder / f"{name}.sql", build.database],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if told.returncode or "failed" in told.stdout.replace("number of failed transactions: 0", ""):
        raise SystemExit(f"pgbench {build.name} {name}: {told.stdout}")
    return float(re.search(r"tps = ([\d.]+)", told.stdout).group(1))


def wrk(baton, connections, secs, size, families, token, method, path, body=None, lua="http.lua"):
    """Requests a second, and the 99th percentile in milliseconds; that of a run without an answer is none."""
    told = subprocess.run(["wrk", f"-t{connections if lua == 'claim.lua' else min(2, connections)}", f"-c{connections}", f"-d{secs}s", "--timeout", "30s", "-s", HERE / lua, baton.url, "--",
                           method, path, json.dumps(body) if body else "", token, str(size.copies), str(size.every), f"{next(run_number)}-{int(time.time())}", *families],
                          text=True, stdout=subprocess.PIPE, check=True)
    seen = json.loads(told.stdout.strip().splitlines()[-1])
    if seen["errors"]:
        raise SystemExit(f"{method} {path} at {connections}: {seen['errors']} requests failed")
    return seen["requests"] / seen["seconds"], seen["p99_ms"] if seen["requests"] else None


def settle(baton):
    """Waits until what is due at a start is done: two seconds in which the server has hardly computed."""
    for _ in range(120):
        before = baton.cpu_seconds()
        time.sleep(2)
        if baton.cpu_seconds() - before < 0.1:
            return


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def operations(server, builds, batons, wanted, levels, size):
    """Rows of the table: {operation, connections, build: {limit, http, p99, reachable}}."""
    rows = []
    for connections in levels:
        empty = {build.name: median([wrk(baton, connections, size.secs, size, [], "-", "GET", "/healthz")[0] for _ in range(size.runs)])
                 for build, baton in zip(builds, batons)}
        for name in wanted:
            if connections > OPERATIONS[name].most:  # the script picks once, and of so many some find everything looked at
                continue
            operation, seen = OPERATIONS[name], {build.name: ([], [], []) for build in builds}
            for _ in range(size.runs):
                for build, baton in zip(builds, batons):
                    limit, http, p99 = seen[build.name]
                    limit.append(pgbench(server, build, name, connections, size.secs) * operation.requests)
                    token = build.token(baton, operation.who)
                    rate, slowest = wrk(baton, connections, size.secs, size, build.families(), token, operation.method, operation.path, operation.body, operation.lua)
                    if name == "claim":
                        claims.give_back(build.psql, build.database)
                    http.append(rate)
                    p99.append(slowest)
            row = {"operation": name, "connections": connections}
            for build in builds:
                limit, http, p99 = map(median, seen[build.name])
                # Database and HTTP share the cores: nobody who speaks both does better than one after the other.
                row[build.name] = {"limit": limit, "http": http, "p99": p99, "reachable": 1 / (1 / limit + 1 / empty[build.name])}
                say(f"{name:9} {connections:3} connections, {build.name:6}: limit {limit:8.0f}/s, HTTP {http:8.0f}/s = {http / limit:5.0%}, p99 {p99 or 0:.1f} ms")
            rows.append(row)
    return rows


def orders(document):
    """Every list that is not below a thing, with each of its orders."""
    named = document["components"].get("parameters", {})
    for path, item in document["paths"].items():
        parameters = [named[p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p for p in item.get("get", {}).get("parameters", [])]
        sort = next((p for p in parameters if p["name"] == "sort"), None)
        if sort and "{" not in path and not any(p.get("required") for p in parameters):
            for order in sort["schema"]["enum"]:
                for only in ("", *FILTERS.get(path, ())):
                    yield f"{path}?{only + '&' if only else ''}sort={order}"


def without_hiccups(run):
    """A 99th percentile in milliseconds; one beyond a hiccup of the machine is measured twice more, and the median counts."""
    first = run()
    return first if first is None or first < HICCUP_MS else statistics.median([first, run() or first, run() or first])


def sorts(builds, batons, size, readers):
    """The 99th percentile of each list in each order, as these readers see it: {build: {"path reader": ms}}."""
    seen = {}
    for build, baton in zip(builds, batons):
        document = json.loads(subprocess.run([build.binary, "openapi"], text=True, stdout=subprocess.PIPE, check=True).stdout)
        found = seen[build.name] = {}
        for reader, who in ((reader, READERS[reader]) for reader in readers):
            token, since = build.token(baton, who), time.time()
            for path in orders(document):
                if time.time() - since > 600:  # a token lasts a quarter of an hour
                    token, since = build.token(baton, who), time.time()
                if baton.status(path, token) != 200:  # not for this reader
                    continue
                found[f"{path} {reader}"] = without_hiccups(lambda: wrk(baton, SORT_CONNECTIONS, size.sort_secs, size, [], token, "GET", path)[1])
        say(f"{build.name}: {len(found)} lists in order, the slowest: "
            + ", ".join(f"{path} {ms or 0:.0f} ms" for path, ms in sorted(found.items(), key=lambda kv: -(kv[1] or 1e9))[:5]))
    return seen
