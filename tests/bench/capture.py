"""What one request makes the server send to PostgreSQL, as a pgbench script: the limit is measured with the very same statements.

The server runs the operation for the story's client while PostgreSQL logs its statements. In the script the ids of the story are
those of a random copy (multiply.sql), ids made by the request are fresh and rising, external ids unique, and a row version that is
counted up is counted up from what the row has.
"""
import re
import time

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
# A link of a hash chain: its number is the row's own, and rises.
LINK = re.compile(r"'(\d)', '([0-9a-f]{64})'")
# Read by the whole process now and then, whatever the number of requests: what is cached, and whom the courier of webhooks has to tell.
OWN = ('from webhook_feeds', 'select tx, seq from journal', 'FROM "norms"', 'FROM "calendar"',
       'FROM "commission_plans"', 'FROM "signing_keys"', 'FROM "api_keys"', 'FROM "integrations"')


def statements(log, begin, end):
    """(sql, parameters) in the order in which they were sent."""
    with open(log, "rb") as file:
        file.seek(begin)
        text = file.read(end - begin).decode()
    found = []
    for entry in re.split(r"^@@", text, flags=re.M)[1:]:
        entry = entry.rstrip("\n").replace("\n\t", "\n")
        if said := re.match(r"\S+ LOG:  (?:statement|execute [^:]*): (.*)", entry, re.S):
            found.append([said[1], {}])
        elif told := re.match(r"\S* DETAIL:  [Pp]arameters: (.*)", entry, re.S):
            found[-1][1] = {int(number): value for number, value in PARAMETER.findall(told[1])}
    return [(sql, parameters) for sql, parameters in found if not any(part in sql for part in OWN)]


def capture(log, ask, attempts=20):
    """The statements of one request, once what is cached is cached."""
    for attempt in range(attempts):
        ask(f"warm-{attempt}")
        time.sleep(0.05)
        begin = log.stat().st_size
        ask(f"told-{attempt}")
        time.sleep(0.3)
        found = statements(log, begin, log.stat().st_size)
        if found:
            return found, f"told-{attempt}"
    raise SystemExit("the server sent no statements")


def literal(text):
    """A literal in which pgbench finds no variable of its own."""
    if re.search(r":[A-Za-z_]", text):
        return "E" + text.replace("\\", "\\\\").replace(":", "\\x3A")
    return text


def script(found, key, story, standing, clients, phone):
    """The pgbench script of the statements. `story`: ids of the copied client's rows; `standing`: ids of people, machines and plans;
    `key`: the external id of the request; `phone`: the copied client's."""
    fresh = {}

    def identity(uuid):
        if uuid in story:
            return f"('{uuid[:28]}' || lpad(to_hex(:n::bigint), 8, '0'))"
        return f"(lpad(to_hex(:base::bigint + :i::bigint), 14, '0') || lpad(to_hex(:client_id::int), 4, '0') || '{fresh[uuid]:014x}')"

    def value(text):
        if text == "NULL":
            return text
        inner = text[1:-1]
        if UUID.fullmatch(inner):
            return identity(inner) + "::uuid" if inner in story or inner in fresh else text
        if inner == key:
            return f"('{key}-' || :client_id::text || '-' || (:base::bigint + :i::bigint)::text)"
        if inner == phone:
            return "('+7917' || lpad(:n::text, 7, '0'))"
        return literal(text)

    for _, parameters in found:
        for text in parameters.values():
            inner = text[1:-1]
            if UUID.fullmatch(inner) and inner not in story and inner not in standing:
                fresh.setdefault(inner, len(fresh))
    lines = [f"\\set n random(1, {clients})", "\\set i :i + 1"]
    for sql, parameters in found:
        if re.match(r"\s*update\b", sql, re.I):
            sql = re.sub(r'"version" = \$\d+(?= WHERE|,)', '"version" = "version" + 1', sql, count=1)
            sql = re.sub(r'AND "version" = \$\d+', 'AND "version" = "version"', sql)
        bound = re.sub(r"\$(\d+)", lambda number: value(parameters[int(number[1])]), sql)
        if sql.startswith('INSERT INTO "journal"'):
            bound = LINK.sub(r"(:base::bigint + :i::bigint) * 1000 + :client_id::int * 10 + \1, '\2'", bound)
        lines.append(" ".join(bound.split("\n")) + ";")
    return "\n".join(lines) + "\n"
