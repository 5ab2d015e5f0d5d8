"""The queue of the call centre: people who claim and say that nobody answered, in turn; over HTTP and as the same statements under pgbench.

Whom a claim brings is known when it is made, so the pgbench script takes the task's id from the statement that picks it (`\\gset`).
"""
import pathlib
import re
import time

from capture import LINK, UUID, literal, statements
from machine import PASSWORD

HERE = pathlib.Path(__file__).resolve().parent
CALLERS = 32  # as many as there are connections; each may hold one client
LISTS = 20
FRESH_FOR = 600  # seconds: a token lasts a quarter of an hour
# What a claim and its result leave as it is: in the script each column is written as what it is.
KEPT = ("id", "call_list_id", "client_id", "group_id", "priority", "phone", "time_zone", "attempts_max", "created_at", "created_on")


def hire(baton):
    """Ids of the people; any hour of any day is an hour to call in, so that the bench may run at night."""
    root = baton.login()
    calendar = baton.ask("GET", "/v1/calendar", token=root)
    baton.ask("PATCH", "/v1/calendar", {"working_week": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]}, root, version=calendar["version"])
    for key, hour in (("call_centre.calling_from_hour", 0), ("call_centre.calling_until_hour", 24)):
        baton.ask("POST", "/v1/norms", {"key": key, "value": hour, "reason": "bench"}, root)
    return [baton.person(root, f"caller{n}", "call_centre", "call_manager")[0] for n in range(CALLERS)]


def prepare(psql, database):
    """A task for each client."""
    psql(database, "-f", HERE / "tasks.sql")


def give_back(psql, database):
    """What people held when wrk was stopped."""
    psql(database, "-c", "update call_tasks set state = 'queued', leased_by = null, leased_at = null, leased_until_at = null where state = 'leased'")


def tokens(build, baton):
    """Everybody's, separated by commas; made anew when they are old."""
    made_at, known = build.tokens.get(baton.url, (0, None))
    if time.time() - made_at > FRESH_FOR:
        known = ",".join(baton.login(f"caller{n}@bench.test", PASSWORD) for n in range(CALLERS))
        build.tokens[baton.url] = (time.time(), known)
    return known


def record(log, baton, token, people):
    """The pgbench script of a claim and its result, by the statements of the first person's third claim: by then it is known who he is."""
    first = token.split(",")[0]
    for _ in range(3):
        begin = log.stat().st_size
        task = baton.ask("POST", "/v1/call-tasks/claim", {}, first)
        baton.ask("POST", f"/v1/call-tasks/{task['id']}/result", {"outcome": "busy"}, first)
        time.sleep(0.3)
    return script(statements(log, begin, log.stat().st_size), people)


def script(found, people):
    from operations import uuid_of
    callers = [uuid_of(person) for person in people]
    task = client = None
    for sql, parameters in found:
        if sql.startswith('update "call_tasks"'):
            task, client = parameters[1].strip("'"), parameters[4].strip("'")
            break
    standing = set(callers) | {task, client}
    lists = {uuid for _, parameters in found for value in parameters.values() for uuid in UUID.findall(value) if uuid.startswith("01900000-0000-7000-8000")}
    fresh = {}
    rising = "(:base::bigint + :i::bigint)"
    everybody = "('{" + ",".join(callers) + "}'::uuid[])[:client_id::int + 1]"

    def value(text):
        inner = text[1:-1]
        if inner == task:
            return "(:pick_id)::uuid"
        if inner == client:
            return "(select client_id from call_tasks where id = (:pick_id)::uuid)"
        if inner == callers[0]:
            return everybody
        if UUID.fullmatch(inner) and inner not in standing | lists and not inner.startswith("00000000"):
            number = fresh.setdefault(inner, len(fresh))
            return f"(lpad(to_hex({rising}), 14, '0') || lpad(to_hex(:client_id::int), 4, '0') || '{number:014x}')::uuid"
        return literal(text)

    links = iter(range(1, 10))
    lines = ["\\set i :i + 1"]
    for sql, parameters in found:
        if not sql.strip():
            continue
        if sql.startswith('update "call_tasks"'):
            for column in KEPT:
                sql = re.sub(rf'"{column}" = \$\d+(?=,)', f'"{column}" = "{column}"', sql, count=1)
            sql = re.sub(r'"version" = \$\d+(?=,)', '"version" = "version" + 1', sql, count=1)
            sql = re.sub(r'and "version" = \$\d+', "", sql)
        elif re.match(r"update\b", sql, re.I):
            sql = re.sub(r'("?version"?) = \$\d+(?= where|,)', r"\1 = \1 + 1", sql, count=1, flags=re.I)
            sql = re.sub(r'and ("?version"?) = \$\d+', "", sql, flags=re.I)
        bound = re.sub(r"\$(\d+)", lambda number: value(parameters[int(number[1])]), sql)
        if re.match(r'insert into "?journal"?\b', sql, re.I):
            bound = LINK.sub(lambda link: f"{rising} * 1000 + :client_id::int * 10 + {next(links)}{link[2]}", bound)
        picks = "k as (" in sql and "skip locked" in sql
        lines.append(" ".join(bound.split("\n")) + (" \\gset pick_" if picks else ";"))
    return "\n".join(lines) + "\n"
