"""User instructions a request, by callgrind: the difference of two runs that differ by the number of requests only, so that start and
first requests fall out. Repeatable on a machine that is busy with other things."""
import http.client
import pathlib
import re
import shutil
import subprocess
import tempfile

from machine import Baton, ROOT
from operations import OPERATIONS
import story

READS = ("card", "list")
FEW, MANY = 300, 600


def counted(build, server, operation, token, number):
    """Instructions of a server that starts, answers `number` times and ends."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        under = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--quiet"]
        with Baton(build.binary, build.url(server), under=under, rate_limit=0, workers=1) as baton:
            path, _ = operation.filled(build.told, "counted", build.place, story.PHONE)
            line = http.client.HTTPConnection("127.0.0.1", baton.port)
            for _ in range(number):
                line.request(operation.method, path, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})
                answer = line.getresponse()
                answer.read()
                if answer.status != 200:
                    raise SystemExit(f"{path} under callgrind: {answer.status}")
        return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.M).group(1))


def instructions(build, server):
    """{operation: instructions a request}"""
    if not shutil.which("valgrind"):
        subprocess.run([ROOT / "deploy/packages", "valgrind:valgrind"], check=True)
    with build.server(server) as baton:  # hashing a password would take minutes under callgrind
        tokens = {name: build.token(baton, OPERATIONS[name].who) for name in READS}
    count = lambda name, number: counted(build, server, OPERATIONS[name], tokens[name], number)
    return {name: (count(name, MANY) - count(name, FEW)) / (MANY - FEW) for name in READS}
