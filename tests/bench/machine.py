"""What is measured runs here: a PostgreSQL cluster of its own, and a release build of Baton. Standard library only."""
import contextlib
import glob
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ADMIN, PASSWORD = "admin@bench.test", "correct horse battery staple 7"


def say(*what):
    print(*what, file=sys.stderr, flush=True)


def build(profile="release"):
    """The server as it is shipped."""
    say(f"building ({profile}; a release takes a quarter of an hour on two cores the first time) …")
    subprocess.run(["cargo", "build", "--quiet", "--package", "api", "--profile", profile], cwd=ROOT, check=True)
    return TARGET / ("debug" if profile == "dev" else profile) / "baton"


def build_of(which, profile="release"):
    """The server of a commit, built beside this tree; or the binary that `which` names."""
    if pathlib.Path(which).is_file():
        return pathlib.Path(which).resolve()
    beside = ROOT / ".make/beside"
    if not beside.is_dir():
        subprocess.run(["git", "worktree", "add", "--detach", beside, which], cwd=ROOT, check=True)
    subprocess.run(["git", "checkout", "--quiet", "--detach", which], cwd=beside, check=True)
    say(f"building {which} ({profile}) …")
    subprocess.run(["cargo", "build", "--quiet", "--package", "api", "--profile", profile], cwd=beside, check=True, env={**os.environ, "CARGO_TARGET_DIR": str(beside / "target")})
    return beside / "target" / ("debug" if profile == "dev" else profile) / "baton"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def postgres(**settings):
    """A cluster with durable commits, gone afterwards; yields its URL without a database, and a function that runs psql."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    bin_dir = pathlib.Path(found[-1]) if found else pathlib.Path(shutil.which("postgres") or sys.exit("no PostgreSQL here")).parent
    data = tempfile.mkdtemp(prefix="baton-bench-pg-")
    owner = pwd.getpwnam("postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)
    os.chown(data, owner.pw_uid, owner.pw_gid)
    person = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run([bin_dir / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"],
                   check=True, stdout=subprocess.DEVNULL, cwd="/", **person)
    port = free_port()
    settings = {"shared_buffers": "1GB", "max_connections": 200, "max_wal_size": "4GB", "checkpoint_timeout": "30min", "timezone": "UTC", **settings}
    log = open(pathlib.Path(data) / "log", "wb")
    server = subprocess.Popen([bin_dir / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", data]
                              + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
                              stdout=log, stderr=log, cwd="/", **person)

    def psql(database, *arguments, environment=None):
        return subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", database,
                               *map(str, arguments)], check=True, text=True, stdout=subprocess.PIPE, env={**os.environ, **(environment or {})}).stdout

    try:
        for _ in range(300):
            if subprocess.run([bin_dir / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0:
                break
            time.sleep(0.1)
        psql.log = pathlib.Path(data) / "log"
        yield f"postgres://postgres@127.0.0.1:{port}", psql
    finally:
        server.send_signal(2)
        server.wait()
        shutil.rmtree(data, ignore_errors=True)


class Baton:
    """A running server."""

    def __init__(self, binary, database_url, under=(), **settings):
        """`under`: a program that runs it, with its arguments; it is slow, and not asked more often than it can answer."""
        patience, pause = (60, 1) if under else (1, 0.002)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        env = {**os.environ, "BATON_LISTEN": f"127.0.0.1:{self.port}", "BATON_DATABASE_URL": database_url, "BATON_LOG": "error", "BATON_PUBLIC_URL": "http://bench.test",
               "BATON_ADMIN_EMAIL": ADMIN, "BATON_ADMIN_PASSWORD": PASSWORD, **{f"BATON_{k.upper()}": str(v) for k, v in settings.items()}}
        began = time.perf_counter()
        self.process = subprocess.Popen([*under, binary, "serve"], env=env, cwd="/", stdout=subprocess.DEVNULL)
        while True:
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=patience) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server did not start")
                time.sleep(pause)
        self.started_in = time.perf_counter() - began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def resident_mib(self, which="VmRSS"):
        """Resident memory now; with "VmHWM" the most that it ever was."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(which + ":"):
                return int(line.split()[1]) / 1024

    def cpu_seconds(self):
        """User and system time so far."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, path, token):
        """Of a GET."""
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, headers={"Authorization": f"Bearer {token}"})) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def ask(self, method, path, body=None, token=None, form=None, version=None):
        data, head = None, {"If-Match": f'"{version}"'} if version else {}
        if form is not None:
            data = urllib.parse.urlencode(form).encode()
        elif body is not None:
            data, head["Content-Type"] = json.dumps(body).encode(), "application/merge-patch+json" if method == "PATCH" else "application/json"
        if token:
            head["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url + path, data, head, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path} -> {error.code}: {error.read().decode()}")

    def login(self, email=ADMIN, password=PASSWORD):
        return self.ask("POST", "/oauth/token", form={"grant_type": "password", "username": email, "password": password})["access_token"]

    def person(self, admin, name, unit, role, **more):
        email = f"{name}@bench.test"
        made = self.ask("POST", "/v1/users", {"email": email, "name": name, "unit": unit, "roles": [role], "password": PASSWORD, **more}, token=admin)
        return made["id"], self.login(email)
