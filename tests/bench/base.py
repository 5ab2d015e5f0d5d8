"""The base of one build: a story told by its own API, copied in SQL, and the statements that it sends for each operation."""
import concurrent.futures
import dataclasses
import pathlib
import tempfile
import time

import claims
import story
from capture import UUID, Copies, capture, script
from machine import PASSWORD, Baton, say
from operations import OPERATIONS, family, place_of, uuid_of

HERE = pathlib.Path(__file__).resolve().parent
CLIENTS_OF_ONE = 500  # of each hunter and farmer
CHUNKS = 40
SESSIONS = 2


@dataclasses.dataclass
class Build:
    """A build that is measured, and its base."""
    name: str
    binary: pathlib.Path
    database: str = ""
    told: dict = dataclasses.field(default_factory=dict)
    folder: pathlib.Path = None  # scripts for pgbench
    place: str = ""
    prepared_in: float = 0
    psql: object = None
    tokens: dict = dataclasses.field(default_factory=dict)

    def url(self, server):
        return f"{server}/{self.database}"

    def server(self, server, **settings):
        return Baton(self.binary, self.url(server), **{"database_connections": 32, "rate_limit": 0, **settings})

    def token(self, baton, who):
        if who == "callers":
            return claims.tokens(self, baton)
        return self.told["pbx"] if who == "pbx" else baton.login(f"{who}@bench.test", PASSWORD)

    def families(self):
        """What http.lua has to know of ids."""
        ids = {name: value for name, value in self.told.items() if name in ("client", "sale", "handoff")}
        return [f"{name}={family(value)}" for name, value in ids.items()] + [f"farmer={self.told['farmer']}", f"place={self.place}"]


def parallel(jobs):
    with concurrent.futures.ThreadPoolExecutor(SESSIONS) as pool:
        for done in [pool.submit(*job) for job in jobs]:
            done.result()


def multiply(psql, database, client, copies, every, people):
    """Copies the client without waiting for the disk and without indexes; then indexes, statistics, and everything to the disk."""
    began = [time.time()]

    def lap(what):
        began.append(time.time())
        say(f"{database}: {what} in {began[-1] - began[-2]:.0f} s")

    hurry = {"PGOPTIONS": "-c session_replication_role=replica -c synchronous_commit=off -c maintenance_work_mem=512MB -c max_parallel_maintenance_workers=0 -c work_mem=64MB -c jit=off"}
    sql = lambda text: psql(database, "-At", "-c", text, environment=hurry)
    psql("postgres", "-c", "alter system set fsync = off", "-c", "alter system set full_page_writes = off", "-c", "alter system set autovacuum = off",
         "-c", "alter system set max_wal_size = '16GB'", "-c", "select pg_reload_conf()")
    psql(database, "-v", f"copies={copies}", "-v", f"every={every}", "-v", f"people={people}", "-v", f"client={client}", "-f", HERE / "multiply.sql", environment=hurry)
    step = -(-copies // CHUNKS)
    parallel([(sql, f"select bench.copy({first}, {min(first + step - 1, copies)})") for first in range(1, copies + 1, step)])
    lap("rows")
    # The largest tables first, so that the sessions end together.
    indexes = psql(database, "-At", "-c", "select definition from bench.indexes order by pg_relation_size(('public.' || tab)::regclass) desc").splitlines()
    parallel([(sql, index) for index in indexes])
    lap("indexes")
    psql(database, "-c", "set client_min_messages = warning; drop schema bench cascade", "-c", "vacuum (freeze, analyze)")
    for setting in ("fsync", "full_page_writes", "autovacuum", "max_wal_size"):
        psql("postgres", "-c", f"alter system reset {setting}")
    psql("postgres", "-c", "select pg_reload_conf()", "-c", "checkpoint")
    lap("vacuum and checkpoint")


def record(build, server, psql, copies, wanted):
    """The scripts of the limit: what PostgreSQL logs while the build answers each operation."""
    with build.server(server) as baton:
        time.sleep(3)  # what is due at a start
        psql("postgres", "-c", "alter system set log_statement = 'all'", "-c", "select pg_reload_conf()")
        for name in wanted:
            operation = OPERATIONS[name]
            token = build.token(baton, operation.who)
            if name == "claim":
                (build.folder / "claim.sql").write_text(claims.record(psql.log, baton, token, build.told["callers"]))
                continue

            def ask(key):
                path, body = operation.filled(build.told, key, build.place, story.PHONE)
                baton.ask(operation.method, path, body, token)

            found, key = capture(psql.log, ask)
            (build.folder / f"{name}.sql").write_text(script(found, key, copies, own=operation.who in ("ivan", "anna")))
        psql("postgres", "-c", "alter system reset log_statement", "-c", "select pg_reload_conf()")


def prepare(build, server, psql, wanted, copies, every):
    began = time.time()
    build.database = f"bench_{build.name}_{copies}"
    build.folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-"))
    build.psql = psql
    psql("postgres", "-c", f"create database {build.database}")
    with build.server(server, mode="sandbox") as baton:
        build.told = story.tell(baton) | ({"callers": claims.hire(baton)} if "claim" in wanted else {})
    ids = lambda text: set(UUID.findall(psql(build.database, "-At", "-c", text)))
    people = ids("select id from users where email like 'ivan@%' or email like 'anna@%'")
    standing = ids("select id from users union select id from integrations union select id from commission_plans") - people
    rows = ids(" union ".join(f"select id from {table}" for table in (
        "clients", "contacts", "assignments", "opportunities", "sales", "sale_lines", "handoffs", "commission_entitlements")))
    of_copies = Copies(rows, people, standing, copies, every, max(1, copies // CLIENTS_OF_ONE), story.PHONE)
    say(f"{build.name}: copying one client {copies:,} times …")
    multiply(psql, build.database, uuid_of(build.told["client"]), copies, every, of_copies.each)
    if "claim" in wanted:
        claims.prepare(psql, build.database)
    build.place = place_of(psql(build.database, "-At", "-c", "select tx || '.' || seq from journal where seq >= (select (min(seq) + max(seq)) / 2 from journal) order by seq limit 1").strip())
    build.prepared_in = time.time() - began
    record(build, server, psql, of_copies, wanted)
    size = psql(build.database, "-At", "-c", f"select pg_size_pretty(pg_database_size('{build.database}'))").strip()
    say(f"{build.name}: {size} in {build.prepared_in:.0f} s; the statements of the limit are in {build.folder}")
    return size
