#!/usr/bin/env python3
"""make bench: the operations over HTTP against the same SQL under pgbench, on one PostgreSQL, in one run; see README.md here.

    tests/bench/bench.py [--clients 20000,1000000] [--beside COMMIT|BINARY] [--binary BINARY] [--secs 5] [--runs 3] [--every 10]
                         [--only card,list,…] [--parts operations,instructions,sorts,sqlite] [--levels 8,32] [--sort-secs 2] [--readers head,hunter,director,sys_admin] [--dry]
--beside measures another build in turn with this one; --dry prints the tables without writing them into README.md.
"""
import argparse
import dataclasses
import json
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

import base
import callgrind
import measure
import report
import sqlite
from machine import ROOT, Baton, build, build_of, postgres, say
from operations import OPERATIONS

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ("operations", "instructions", "sorts", "sqlite")

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--clients", default="20000")
options.add_argument("--beside")
options.add_argument("--binary", help="a build that exists, instead of building this tree")
options.add_argument("--secs", type=int, default=5)
options.add_argument("--sort-secs", type=int, default=2)
options.add_argument("--runs", type=int, default=3)
options.add_argument("--every", type=int, default=10)
options.add_argument("--only", default=",".join(OPERATIONS))
options.add_argument("--parts", default=",".join(PARTS))
options.add_argument("--levels", default="8,32")
options.add_argument("--readers", default=",".join(measure.READERS))
options.add_argument("--profile", default="release")
options.add_argument("--dry", action="store_true")
asked = options.parse_args()
wanted = [name for name in OPERATIONS if name in asked.only.split(",")]
parts = asked.parts.split(",")


def cold_start(binary, url):
    """Seconds from start to the first 200 of /readyz on a database that exists, the median of five."""
    times = []
    for _ in range(5):
        with Baton(binary, url) as baton:
            times.append(baton.started_in)
    return statistics.median(times)


def cold_starts(build, server):
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{folder}/cold.db?mode=rwc"
        with Baton(build.binary, url):
            pass
        return {"SQLite": cold_start(build.binary, url), "PostgreSQL": cold_start(build.binary, build.url(server))}


def of_servers(server, builds, size):
    """What is measured of servers that run: operations, orders, memory."""
    batons = [build.server(server) for build in builds]
    try:
        for baton in batons:
            measure.settle(baton)
        seen = {"operations": measure.operations(server, builds, batons, wanted, map(int, asked.levels.split(",")), size) if "operations" in parts else []}
        if "sorts" in parts:
            seen["sorts"] = measure.sorts(builds[:1], batons[:1], size, asked.readers.split(","))
        for baton in batons:
            measure.settle(baton)
        return seen | {"memory": {build.name: (baton.resident_mib(), baton.resident_mib("VmHWM")) for build, baton in zip(builds, batons)}}
    finally:
        for baton in batons:
            baton.__exit__()


def of_size(builds, size, first):
    """Everything at one number of clients; what does not depend on it is measured the `first` time only."""
    with postgres(log_line_prefix="@@%p ") as (server, psql):
        databases = [base.prepare(build, server, psql, wanted, size.copies, size.every) for build in builds]
        measured = {"size": dataclasses.asdict(size), "on": report.stamp(), "database": " and ".join(databases)}
        measured |= of_servers(server, builds, size)
        if first and "instructions" in parts:
            measured["instructions"] = {build.name: callgrind.instructions(build, server) for build in builds}
        if first and "sqlite" in parts:
            measured["sqlite"] = {build.name: sqlite.measure(build, size) for build in builds}
        if first:
            measured["cold"] = cold_starts(builds[0], server)
    return json.loads(json.dumps(measured))


signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to stop"))  # so that servers and clusters are cleared away
if not shutil.which("wrk"):
    subprocess.run([ROOT / "deploy/packages", "wrk:wrk"], check=True)
builds = [base.Build("ours", pathlib.Path(asked.binary).resolve() if asked.binary else build(asked.profile))]
if asked.beside:
    builds.append(base.Build("before", build_of(asked.beside, asked.profile)))
folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-")) if asked.dry else ROOT / ".make/bench"
folder.mkdir(parents=True, exist_ok=True)
for turn, clients in enumerate(map(int, asked.clients.split(","))):
    measured = of_size(builds, measure.Size(clients, asked.every, asked.secs, asked.runs, asked.sort_secs), first=turn == 0)
    (folder / f"measured-{clients}.json").write_text(json.dumps(measured, indent=1))
    for made in builds:
        shutil.copytree(made.folder, folder / made.database, dirs_exist_ok=True)
        shutil.rmtree(made.folder)
readme = folder / "README.md" if asked.dry else HERE / "README.md"
if asked.dry:
    readme.write_text(report.END)
report.write(readme, folder)
print(readme.read_text())
say(f"numbers and statements are in {folder}")
