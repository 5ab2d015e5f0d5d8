"""What one request makes the server send to PostgreSQL, as a pgbench script: the limit is measured with the very same statements.

The server runs the operation for the story's client while PostgreSQL logs its statements. In the script the ids of the story are
those of a random copy (multiply.sql), ids made by the request are fresh and rising, external ids unique, and a row version that is
counted up is counted up from what the row has.
"""
import dataclasses
import re
import time

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
# A link of a hash chain: its number is the row's own, and rises.
LINK = re.compile(r"'(\d+)'(, '[0-9a-f]{64}')")
# Read by the whole process now and then, whatever the number of requests: what is cached, what a new connection asks about types, and
# whom the courier of webhooks has to tell.
OWN = ('pg_catalog', 'from webhook_feeds', 'FROM "norms"', 'FROM "calendar"',
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
    own = lambda sql: any(part in sql for part in OWN)
    # The last place that readers may be shown: the courier asks for it too, so only where the journal is read right after.
    horizon = lambda sql: sql.startswith("select tx, seq from journal")
    reads = lambda sql: not horizon(sql) and not own(sql) and re.match(r'select\b.*from "?journal"?\b', sql, re.I | re.S)
    after = [sql for sql, _ in found[1:]] + [""]
    return [(sql, parameters) for (sql, parameters), then in zip(found, after) if not own(sql) and (not horizon(sql) or reads(then))]


def capture(log, ask, attempts=40):
    """The statements of one request, once what is cached is cached: twice in a row the same."""
    before = None
    for attempt in range(attempts):
        begin = log.stat().st_size
        ask(f"told-{attempt}")
        time.sleep(0.2)
        found = statements(log, begin, log.stat().st_size)
        texts = [sql for sql, _ in found]
        if texts and texts == before:
            return found, f"told-{attempt}"
        before = texts
    raise SystemExit("the server does not send the same statements twice")


def literal(text):
    """A literal in which pgbench finds no variable of its own."""
    if re.search(r":[A-Za-z_]", text):
        return "E" + text.replace("\\", "\\\\").replace(":", "\\x3A")
    return text


@dataclasses.dataclass(frozen=True)
class Copies:
    """How multiply.sql has copied. `story`: ids of the copied client's rows; `people`: of those who are copied with him, to whom copies of
    `each` belong; `standing`: of everybody and everything else that stays."""
    story: set
    people: set
    standing: set
    number: int
    every: int
    each: int
    phone: str


def script(found, key, copies, own):
    """The pgbench script of the statements. `key`: what was {key} in the request; `own`: does the copied hunter or farmer act himself?"""
    story, phone = copies.story, copies.phone
    fresh = {}
    for _, parameters in found:
        for text in parameters.values():
            for uuid in UUID.findall(text):
                if uuid not in story | copies.standing | copies.people:
                    fresh.setdefault(uuid, len(fresh))
    rising = "(:base::bigint + :i::bigint)"
    parts = re.compile(f"({UUID.pattern}|{re.escape(key)}|{re.escape(phone[2:])})")

    def part(text):
        if text in story:
            return f"'{text[:28]}' || lpad(to_hex(:n::bigint), 8, '0')"
        if text in copies.people and not own:
            return f"'{text[:28]}' || case when :n::bigint % {copies.each} = 0 then '{text[28:]}' else lpad(to_hex(:n::bigint % {copies.each}), 8, '0') end"
        if text in fresh:
            return f"lpad(to_hex({rising}), 14, '0') || lpad(to_hex(:client_id::int), 4, '0') || '{fresh[text]:014x}'"
        if text == key:
            return f"'{key}-' || :client_id::text || '-' || {rising}::text"
        if text == phone[2:]:
            return "'917' || lpad(:n::text, 7, '0')"
        return literal(f"'{text}'") if text else None

    def value(text):
        if text == "NULL":
            return text
        inner = text[1:-1]
        pieces = parts.split(inner)
        if not any(piece in story or piece in fresh or piece in copies.people or piece in (key, phone[2:]) for piece in pieces):
            return literal(text)
        whole = "(" + " || ".join(filter(None, map(part, pieces))) + ")"
        if UUID.fullmatch(inner):
            return whole + "::uuid"
        if inner.startswith("{") and not inner.startswith('{"'):
            return whole + ("::uuid[]" if UUID.search(inner) else "::text[]")
        return whole + "::jsonb" if inner.startswith(("{", "[")) else whole

    lines = [f"\\set n random(1, {copies.number // copies.every}) * {copies.every}", "\\set i :i + 1"]
    for sql, parameters in found:
        if re.match(r"\s*update\b", sql, re.I):
            sql = re.sub(r'("?version"?) = \$\d+(?= where|,)', r"\1 = \1 + 1", sql, count=1, flags=re.I)
            sql = re.sub(r'and ("?version"?) = \$\d+', r"and \1 = \1", sql, flags=re.I)
        bound = re.sub(r"\$(\d+)", lambda number: value(parameters[int(number[1])]), sql)
        if re.match(r'insert into "?journal"?\b', sql, re.I):
            links = iter(range(1, 100))
            bound = LINK.sub(lambda link: f"{rising} * 1000 + :client_id::int * 10 + {next(links)}{link[2]}", bound)
        lines.append(" ".join(bound.split("\n")) + ";")
    return "\n".join(lines) + "\n"
