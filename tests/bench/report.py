"""The tables of README.md, from what was measured."""
import json
import os
import re
import time

from operations import OPERATIONS

INSTRUCTIONS = {"card": 180_000, "list": 2_400_000}  # at most (issue 10)
RESIDENT_MIB = 64
END = "<!-- further sizes are written above this line -->"
SLOWER = 1.5  # an order of a list at a million clients beside twenty thousand


def verdict(met):
    return "met" if met else "**missed**"


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def of_operations(rows, names):
    head = ["Operation", "Connections"]
    for name in names:
        head += [f"{name}: limit, /s", "HTTP, /s", "share", "of reachable", "p99, ms"]
    head += ["aim"] + (["times before"] if len(names) > 1 else [])
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        operation = OPERATIONS[row["operation"]]
        cells = [operation.what, str(row["connections"])]
        for name in names:
            seen = row[name]
            cells += [number(seen["limit"]), number(seen["http"]), f"**{seen['http'] / seen['limit']:.0%}**", f"{seen['http'] / seen['reachable']:.0%}", number(seen["p99"], 1)]
        aim = operation.aim if row["connections"] == 8 else None
        first = row[names[0]]
        cells.append(f"≥ {aim:.0%}: {verdict(first['http'] / first['limit'] >= aim)}" if aim else "")
        if len(names) > 1:
            before = row[names[1]]["http"]
            cells.append(f"{first['http'] / before:.2f}" if before else "–")
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def of_instructions(counted, names):
    lines = ["", "User instructions a request (callgrind, the difference of 600 and 300 requests, PostgreSQL):", "",
             "| Operation | " + " | ".join(names) + " | aim |", "|---" * (len(names) + 2) + "|"]
    for name, aim in INSTRUCTIONS.items():
        lines.append(f"| {OPERATIONS[name].what} | " + " | ".join(number(counted[build].get(name)) for build in names)
                     + f" | ≤ {aim:,}: {verdict(counted[names[0]][name] <= aim)} |")
    return lines


def of_sqlite(seen, names):
    lines = ["", "SQLite, calls taken in a second (`POST /v1/calls`), beside a loop that writes the same rows and does nothing else, with one call and with 32 a transaction:", "",
             "| Build | 1 connection | 8 | 32 | loop | loop, 32 together |", "|---|---|---|---|---|---|"]
    for name in names:
        it = seen[name]
        http = [it["http"][str(n)] for n in (1, 8, 32)]
        lines.append(f"| {name} | " + " | ".join(f"{number(rate)} ({rate / it['loop']:.0%})" for rate in http) + f" | {number(it['loop'])} | {number(it['loop_of_32'])} |")
    return lines


def of_one(measured):
    """The block of one number of clients."""
    names = list(measured["memory"])
    lines = of_operations(measured["operations"], names)
    if measured.get("instructions"):
        lines += of_instructions(measured["instructions"], names)
    if measured.get("sqlite"):
        lines += of_sqlite(measured["sqlite"], names)
    resident = ", ".join(f"{name} **{now:.0f} MiB** (at its peak {peak:.0f})" for name, (now, peak) in measured["memory"].items())
    lines += ["", f"Resident memory after all of this: {resident}; aim ≤ {RESIDENT_MIB} MiB: {verdict(measured['memory'][names[0]][0] <= RESIDENT_MIB)}."]
    if measured.get("cold"):
        lines += ["From start to the first 200 of `/readyz` on an existing database: " + ", ".join(f"{kind} **{seconds * 1000:.0f} ms**" for kind, seconds in measured["cold"].items()) + "."]
    size = measured["size"]
    lines += ["", f"{size['copies']:,} clients, each {size['every']}th with calls, activities, sales, payments, a handoff and commission, the others leads; "
              f"{measured['database']}; {size['runs']} runs of {size['secs']} s, medians; {os.cpu_count()} cores shared by server, PostgreSQL and load generator; {measured['on']}."]
    return "\n".join(lines)


def of_sorts(sizes):
    """The p99 of every order of every list, at the largest number of clients beside the smallest."""
    small, large = sizes[0], sizes[-1]
    a, b = small["size"]["copies"], large["size"]["copies"]
    names = list(large["sorts"])
    rows = []
    for key in large["sorts"][names[0]]:
        pairs = [(small["sorts"].get(name, {}).get(key), large["sorts"].get(name, {}).get(key)) for name in names]
        rows.append((pairs[0][1] / pairs[0][0] if all(pairs[0]) else float("inf"), key, pairs))
    rows.sort(key=lambda row: -row[0])
    missed = sum(ratio > SLOWER for ratio, *_ in rows)
    lines = [f"p99 with 8 connections of {len(rows)} orders of lists, for a head, a hunter, the director and the sys_admin: at {b:,} clients beside {a:,}, aim ≤ {SLOWER}: "
             + (verdict(True) if not missed else f"{verdict(False)} by {missed}") + ". The 25 that grow most:", "",
             "| List, order, reader | " + " | ".join(f"{name}: {a:,}, ms | {b:,}, ms | ratio" for name in names) + " |", "|---" * (1 + 3 * len(names)) + "|"]
    for _, key, pairs in rows[:25]:
        lines.append(f"| `{key.rsplit(' ', 1)[0]}` {key.rsplit(' ', 1)[1]} | " + " | ".join(
            f"{number(x, 1)} | {number(y, 1)} | **{y / x:.2f}**" if x and y else f"{number(x, 1)} | {number(y, 1)} | –" for x, y in pairs) + " |")
    return "\n".join(lines)


def block(text, name, content):
    """`text` with what stands between the marks `name` replaced, or added at the end of the measured part."""
    begin, end = f"<!-- measured {name} -->", f"<!-- /measured {name} -->"
    whole = f"{begin}\n{content}\n{end}"
    if begin in text:
        return re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: whole, text, flags=re.S)
    return text.replace(END, f"{whole}\n\n{END}")


def write(readme, folder):
    """README.md with the blocks of all that has been measured so far (a file of numbers each in `folder`)."""
    sizes = sorted((json.loads(path.read_text()) for path in folder.glob("measured-*.json")), key=lambda measured: measured["size"]["copies"])
    text = readme.read_text()
    for measured in sizes:
        text = block(text, str(measured["size"]["copies"]), of_one(measured))
    if len(sizes) > 1 and all(measured.get("sorts") for measured in sizes):
        text = block(text, "orders", of_sorts(sizes))
    readme.write_text(text)


def stamp():
    return time.strftime("%Y-%m-%d")
