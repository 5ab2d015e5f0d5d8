#!/usr/bin/env python3
"""A real switchboard: Kamailio with the configuration that deploy/telephony gives out, calls by SIPp, and six right calls in Baton.

    make e2e-telephony        installs kamailio, kamailio-utils-modules and sip-tester (Debian) and runs this; everything on loopback.
"""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
BATON = os.environ.get("BATON", str(ROOT / "target/debug/baton"))
MODULES = next((str(p) for p in pathlib.Path("/usr/lib").glob("*/kamailio/modules")), "/usr/lib/kamailio/modules")
EMAIL, PASSWORD = "admin@e2e.test", "correct horse battery staple 7"
LINE = "74951234567"
WANTED = {"200": ("answered", 200), "486": ("busy", 486), "603": ("rejected", 603), "404": ("invalid_number", 404), "480": ("unreachable", 480), "408": ("no_answer", 408)}


def free(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ask(method, path, body=None, token=None, form=None):
    data, kind = (urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded") if form else (json.dumps(body).encode() if body is not None else None, "application/json")
    request = urllib.request.Request(base + path, data=data, method=method, headers={"Content-Type": kind, **({"Authorization": f"Bearer {token}"} if token else {})})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b"null")


def until(what, look, seconds=20):
    for _ in range(seconds * 10):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"{what}: not within {seconds} s")


def reached(port):
    def look():
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False
    return look


started = []


def start(arguments, log, **more):
    process = subprocess.Popen(arguments, stdout=open(log, "w"), stderr=subprocess.STDOUT, start_new_session=True, **more)
    started.append(process)
    return process


def stop():
    for process in reversed(started):
        try:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    try:
        port = free()
        base = f"http://127.0.0.1:{port}"
        settings = {"BATON_LISTEN": f"127.0.0.1:{port}", "BATON_DATABASE_URL": f"sqlite://{folder}/baton.db?mode=rwc", "BATON_ADMIN_EMAIL": EMAIL,
                    "BATON_ADMIN_PASSWORD": PASSWORD, "BATON_LOG": "warn"}
        start([BATON, "serve"], folder / "baton.log", env={**os.environ, **settings})
        until("Baton", reached(port), 60)
        token = ask("POST", "/oauth/token", form={"grant_type": "password", "username": EMAIL, "password": PASSWORD})["access_token"]
        made = ask("POST", "/v1/integrations", {"name": "Kamailio", "kind": "telephony", "provider": "kamailio", "source": "kamailio", "lines": ["+" + LINE]}, token)
        address = ask("POST", f"/v1/integrations/{made['id']}/rotate-url-secret", {}, token)["address"]

        # The configuration as it is given out, with the address put in.
        given = (ROOT / "deploy/telephony/kamailio.cfg").read_text()
        (folder / "baton.cfg").write_text(re.sub(r'https://crm\.example\.com/v1/telephony/[^"]+', address, given))
        sip = free(socket.SOCK_DGRAM)
        ends = {number: free(socket.SOCK_DGRAM) for number in WANTED}
        routes = "\n".join(f'        if ($rU =~ "{number}$") $du = "sip:127.0.0.1:{end}";' for number, end in ends.items())
        frame = (HERE / "kamailio.cfg").read_text()
        for name, value in {"@SIP@": str(sip), "@MODULES@": MODULES, "@FOLDER@": str(folder), "@ROUTES@": routes}.items():
            frame = frame.replace(name, value)
        (folder / "kamailio.cfg").write_text(frame)
        checked = subprocess.run(["kamailio", "-c", "-f", folder / "kamailio.cfg"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        start(["kamailio", "-DD", "-E", "-m", "64", "-M", "8", "-Y", folder, "-f", folder / "kamailio.cfg"], folder / "kamailio.log")
        time.sleep(2)

        for number, end in ends.items():
            what = {"200": "answer", "408": "ring"}.get(number, "refuse")
            scenario = (HERE / f"{what}.xml").read_text().replace("@CODE@", number)
            (folder / f"uas{number}.xml").write_text(scenario)
            start(["sipp", "-sf", folder / f"uas{number}.xml", "-i", "127.0.0.1", "-p", str(end), "-nostdin", "-m", "1", "-timeout", "40"], folder / f"uas{number}.log")
        time.sleep(1)
        for number in WANTED:
            scenario = (HERE / ("call.xml" if number == "200" else "call_refused.xml")).read_text().replace("@CODE@", number).replace("@LINE@", LINE)
            (folder / f"uac{number}.xml").write_text(scenario)
            placed = subprocess.run(["sipp", "-sf", folder / f"uac{number}.xml", "-s", f"79160000{number}", "-i", "127.0.0.1", "-p", str(free(socket.SOCK_DGRAM)),
                                     "-m", "1", "-nostdin", "-timeout", "30", f"127.0.0.1:{sip}"], capture_output=True, text=True)
            assert placed.returncode == 0, f"{number}: SIPp says {placed.returncode}\n{placed.stdout[-3000:]}\n{placed.stderr[-2000:]}"

        def looked():
            reports = ask("GET", f"/v1/integrations/{made['id']}/reports", token=token)["items"]
            return len(reports) >= len(WANTED) and all(report["outcome"] != "pending" for report in reports) and reports

        until("six reports", looked)
        director = ask("POST", "/v1/users", {"email": "desk@e2e.test", "name": "Vera", "unit": "call_centre", "roles": ["call_centre_admin"], "password": "another horse battery 8"}, token)
        desk = ask("POST", "/oauth/token", form={"grant_type": "password", "username": director["email"], "password": "another horse battery 8"})["access_token"]
        calls = ask("GET", "/v1/calls?source=kamailio", token=desk)["items"]
        got = {call["client_phone"][-3:]: (call["outcome"], call["sip_code"]) for call in calls}
        assert got == WANTED, f"wanted {WANTED}\ngot    {got}"
        assert {call["direction"] for call in calls} == {"outbound"} and {call["line_phone"] for call in calls} == {"+" + LINE}, calls
        talk = next(call["talk_seconds"] for call in calls if call["outcome"] == "answered")
        assert 2 <= talk <= 4, talk
        print("six calls by SIPp through Kamailio, six right calls in Baton")
    except BaseException:
        for log in sorted(folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}", file=sys.stderr)
        raise
    finally:
        stop()
