"""45,211 real calls, posted twice: the second time shuffled, the state afterwards the same to the byte (RULES.md I-3, E-12, E-13).

Runs against a running server (normal or sandbox) with an empty database; standard library only:
    BATON_URL=http://127.0.0.1:8080 BATON_ADMIN_EMAIL=… BATON_ADMIN_PASSWORD=… python3 tests/acceptance/calls.py [how many, default all]
The calls are of 2008 to 2010: history, which enters the contact history of whoever has the number and moves no stage.
"""
import collections
import concurrent.futures
import gzip
import hashlib
import http.client
import importlib.util
import json
import pathlib
import random
import sys
import time
import urllib.parse
import uuid


def beside(path):
    """The nearest ../shared/… above this file."""
    return next(folder / "shared" / path for folder in pathlib.Path(__file__).resolve().parents if (folder / "shared" / path).exists())


found = importlib.util.spec_from_file_location("client", beside("acceptance/client.py"))
client = importlib.util.module_from_spec(found)
found.loader.exec_module(client)
check = client.check

lines = gzip.open(beside("data/calls/calls.ndjson.gz"), "rt").read().splitlines()
lines = lines[: int(sys.argv[1])] if sys.argv[1:] else lines
calls = [json.loads(line) for line in lines]
agents = sorted({call["agent_ref"] for call in calls})
root = client.admin()

print("a call centre, a telephony box, a client behind every tenth number")
managers = {extension: client.person(root, f"cm{extension}@calls.test", "call_centre", "call_manager", extension=extension)[1] for extension in agents[:-1]}
desk, _ = client.person(root, "desk@calls.test", "call_centre", "call_centre_admin")
box = root.post("/v1/integrations", {"name": "Bank", "kind": "telephony", "provider": "generic", "source": "bank"}, expect=201)
pbx = client.Caller(root.post(f"/v1/integrations/{box['id']}/keys", {"scopes": ["calls:write"]}, expect=201)["key"], "pbx")
clients = {}
for call in calls[::10]:
    card = {"legal_name": f"Bank client {call['client_phone']}", "source": "purchased_list", "phones": [{"number": call["client_phone"]}]}
    clients[call["client_phone"]] = desk.post("/v1/clients", card, expect=201)["id"]


def post(call, text):
    return pbx.send("POST", "/v1/calls", raw=text.encode(), headers={"Content-Type": "application/json"}, expect=(200, 201, 202))


def state():
    """Everything that the calls have made, as one digest; and the calls themselves."""
    made = desk.all("/v1/calls?source=bank")
    cards = [desk.get(f"/v1/clients/{id}").body for id in clients.values()]
    return hashlib.sha256(json.dumps([made, cards], sort_keys=True).encode()).hexdigest(), made, cards


print(f"1. {len(calls)} calls, as they happened")
began, statuses, answers = time.time(), collections.Counter(), {}
for call, line in zip(calls, lines):
    answer = post(call, line)
    statuses[answer.status] += 1
    answers[call["external_call_id"]] = hashlib.sha256(answer.raw).digest()
print(f"  {len(calls) / (time.time() - began):.0f} calls a second, one after the other")
known = sum(call["client_phone"] in clients for call in calls)
check("201 for those whom we know, 202 for the others", dict(statuses), {status: count for status, count in ((201, known), (202, len(calls) - known)) if count})
digest, made, cards = state()
check("none is lost, none is double", (len(made), {call["external_call_id"] for call in made} == {call["external_call_id"] for call in calls}), (len(calls), True))
check("every second of talk is there", sum(call["talk_seconds"] for call in made), sum(call["talk_seconds"] for call in calls))
check("each manager has his own", collections.Counter(call["user_id"] for call in made), collections.Counter(managers.get(call["agent_ref"]) for call in calls))
check("history moves nobody", {card["stage"] for card in cards}, {"suspect"})
reached = {call["client_phone"]: call["started_at"] for call in calls if call["client_phone"] in clients and call["outcome"] == "answered" and call["talk_seconds"] >= 30}
check("who spoke for 30 seconds was spoken to", {card["phones"][0]["number"]: card["last_contact_at"] for card in cards if card["last_contact_at"]} == reached, True)

print("2. the same again, shuffled")
again = list(zip(calls, lines))
random.Random(20081105).shuffle(again)
began, different = time.time(), 0
for call, line in again:
    answer = post(call, line)
    assert answer.status == 200, (call["external_call_id"], answer.status)
    different += hashlib.sha256(answer.raw).digest() != answers[call["external_call_id"]]
print(f"  {len(calls) / (time.time() - began):.0f} calls a second, one after the other")
check("every answer is the first one's, to the byte", different, 0)
check("the state is the same", state()[0], digest)

print("3. one call from eight lines at once")
at = urllib.parse.urlsplit(client.BASE)


def at_once(body):
    wire = http.client.HTTPConnection(at.hostname, at.port or 80, timeout=60)
    wire.request("POST", "/v1/calls", body=body, headers={"Authorization": f"Bearer {pbx.token}", "Content-Type": "application/json"})
    answer = wire.getresponse()
    return answer.status, answer.read()


with concurrent.futures.ThreadPoolExecutor(8) as lines_out:
    for call in calls[::10][:50]:
        body = json.dumps({**call, "external_call_id": str(uuid.uuid4())}).encode()
        got = list(lines_out.map(at_once, [body] * 8))
        assert sorted(status for status, _ in got) == [200] * 7 + [201] and len({raw for _, raw in got}) == 1, got
check("fifty calls, eight times each", len(desk.all("/v1/calls?source=bank")), len(calls) + min(50, len(calls[::10])))
if "--times" in sys.argv:
    client.print_times()
print("the calls are in")
