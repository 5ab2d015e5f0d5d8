"""SQLite: calls taken in a second, beside a bare loop that writes the very same rows, durably, one call a transaction, and reads nothing.

Which rows those are is seen in the file: what one call adds and changes. The loop is Python's sqlite3, where a call's time is SQLite's and
the disk's but for some microseconds a statement. SQLite has one writer, so the loop has one connection.
"""
import dataclasses
import os
import pathlib
import sqlite3
import tempfile
import time

import story
from machine import Baton
from measure import median, wrk
from operations import OPERATIONS

INTAKE = OPERATIONS["intake"]
CLIENTS = 200
LEVELS = (1, 8, 32)


def tables(connection):
    """Rows by table and rowid; without what SQLite keeps for the full-text index."""
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' and sql not like '%virtual%' and name not like 'sqlite_%' and name not like '%trigram%'")]
    return {name: {row[0]: row[1:] for row in connection.execute(f'select rowid, * from "{name}"')} for name in names}


def difference(before, after):
    """(table, rowid, row before or None, row now)"""
    return [(table, rowid, before[table].get(rowid), row) for table, rows in after.items() for rowid, row in rows.items() if before[table].get(rowid) != row]


class Loop:
    """Writes what a call wrote, again and again."""

    def __init__(self, path, changes, key):
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = wal", "synchronous = full", "busy_timeout = 5000"):
            self.connection.execute(f"pragma {pragma}").fetchall()
        self.changes, self.key, self.done = changes, key, 0
        self.columns = {table: [row[1] for row in self.connection.execute(f'pragma table_info("{table}")')] for table, *_ in changes}
        self.fresh = {row[self.columns[table].index("id")] for table, _, old, row in changes if old is None and "id" in self.columns[table]}

    def once(self):
        self.done += 1
        ids = {value: os.urandom(16) for value in self.fresh}

        def anew(column, value):
            if column == "chain_no":
                return 1_000_000 + self.done * 10 + value
            return ids.get(value, f"{self.key}-{self.done}" if value == self.key else value)

        for table, rowid, old, row in self.changes:
            cells = [(column, anew(column, value)) for column, value in zip(self.columns[table], row) if column not in ("seq", "no")]
            if old is None:
                sql = f'insert into "{table}" ({", ".join(name for name, _ in cells)}) values ({", ".join("?" * len(cells))})'
                self.connection.execute(sql, [value for _, value in cells])
            else:
                changed = [(name, value) for name, value, was in zip(self.columns[table], row, old) if value != was]
                self.connection.execute(f'update "{table}" set {", ".join(name + " = ?" for name, _ in changed)} where rowid = ?', [*(value for _, value in changed), rowid])

    def rate(self, secs, together):
        """Calls a second, `together` of them in a transaction."""
        begin, first = time.perf_counter(), self.done
        while time.perf_counter() - begin < secs:
            self.connection.execute("begin immediate")
            for _ in range(together):
                self.once()
            self.connection.execute("commit")
        return (self.done - first) / (time.perf_counter() - begin)


def measure(build, size):
    """{"http": {connections: calls a second}, "loop": …, "loop_of_32": …, "rows": …}"""
    with tempfile.TemporaryDirectory(prefix="baton-bench-sqlite-") as folder:
        path, beside = pathlib.Path(folder) / "bench.db", pathlib.Path(folder) / "loop.db"
        url = f"sqlite://{path}?mode=rwc"
        with Baton(build.binary, url, mode="sandbox") as baton:
            told = story.tell(baton)
        with Baton(build.binary, url, rate_limit=0) as baton:
            director = baton.login("dina@bench.test")
            for n in range(1, CLIENTS + 1):
                baton.ask("POST", "/v1/clients", {"legal_name": f"ООО «Образец {n}»", "source": "purchased_list", "phones": [{"number": f"+7917{n:07}"}]}, director)
            reader = sqlite3.connect(path)
            call = lambda key: baton.ask(INTAKE.method, *INTAKE.filled(told, key, "", story.PHONE), told["pbx"])
            call("warm")
            time.sleep(0.5)
            before = tables(reader)
            call("counted")
            changes = difference(before, tables(reader))
            with sqlite3.connect(beside) as copy:
                reader.backup(copy)
            reader.close()
            loop, few, seen = Loop(beside, changes, "counted"), dataclasses.replace(size, copies=CLIENTS, every=1), []
            for _ in range(size.runs):
                http = {connections: wrk(baton, connections, size.secs, few, [], told["pbx"], INTAKE.method, INTAKE.path, INTAKE.body)[0] for connections in LEVELS}
                seen.append((loop.rate(size.secs, 1), loop.rate(size.secs, 32), http))
        return {"http": {connections: median([http[connections] for *_, http in seen]) for connections in LEVELS},
                "loop": median([one for one, *_ in seen]), "loop_of_32": median([many for _, many, _ in seen]), "rows": len(changes)}
