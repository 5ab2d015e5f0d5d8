"""What is measured, each operation once: capture.py asks it of the story's client, http.lua of his copies.

{client} {sale} {handoff} … are ids of the client at hand, {digits} his phone number without +7, {key} something new each time, {today} a
day, {soon} one in three weeks, {before:60} the instant a minute ago; {farmer} and {place} are the same for all.
"""
import base64
import dataclasses
import datetime as dt
import json
import re

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CALL = {"external_call_id": "{key}", "direction": "outbound", "client_phone": "+7{digits}", "agent_ref": "101", "started_at": "{before:300}",
        "answered_at": "{before:290}", "ended_at": "{before:120}", "outcome": "answered", "talk_seconds": 170}
RUB = {"amount_minor": 122_000, "currency": "RUB"}
PAYMENT = {"source": "bench", "external_id": "{key}", "client_id": "{client}", "amount": RUB, "value_on": "{today}",
           "allocations": [{"sale_id": "{sale}", "amount_minor": 122_000}]}


@dataclasses.dataclass(frozen=True)
class Operation:
    what: str
    who: str
    method: str
    path: str
    body: dict | None = None
    aim: float | None = None  # share of the limit at 8 connections (issues 10 and 12)
    lua: str = "http.lua"  # what wrk asks with
    requests: int = 1  # that one run of the pgbench script stands for
    most: int = 32  # connections

    def filled(self, told, key, place, phone):
        """Path and body for the client of the story."""
        now = dt.datetime.now(dt.timezone.utc)
        stamp = lambda seconds: (now - dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = {**told, "key": key, "place": place, "digits": phone[2:],
                 "today": stamp(0)[:10], "soon": (now + dt.timedelta(days=20)).date().isoformat()}
        fill = lambda text: re.sub(r"\{([a-z]+)(?::(\d+))?\}", lambda m: stamp(int(m[2])) if m[2] else known[m[1]], text)
        return fill(self.path), json.loads(fill(json.dumps(self.body))) if self.body else None


OPERATIONS = {
    "card": Operation("GET /v1/clients/{id}", "ivan", "GET", "/v1/clients/{client}", aim=0.45),
    "list": Operation("GET /v1/clients?stage=active&limit=50", "ivan", "GET", "/v1/clients?stage=active&limit=50", aim=0.45),
    "search": Operation("GET /v1/clients?q=, ten digits of a phone", "ivan", "GET", "/v1/clients?q={digits}", aim=0.60),
    "timeline": Operation("GET /v1/clients/{id}/timeline", "ivan", "GET", "/v1/clients/{client}/timeline"),
    "portfolio": Operation("GET /v1/portfolios/{user_id}", "anna", "GET", "/v1/portfolios/{farmer}"),
    "events": Operation("GET /v1/events?cursor=, from the middle", "ivan", "GET", "/v1/events?cursor={place}"),
    "intake": Operation("POST /v1/calls", "pbx", "POST", "/v1/calls", CALL, aim=0.65),
    "payment": Operation("POST /v1/payments, allocated, two accruals", "fedor", "POST", "/v1/payments", PAYMENT, aim=0.65),
    "claim": Operation("POST /v1/call-tasks/claim, and the result of it", "callers", "POST", "/v1/call-tasks/claim", {}, aim=0.60, lua="claim.lua", requests=2, most=8),
    "command": Operation("POST /v1/clients/{id}/exempt-contact", "dina", "POST", "/v1/clients/{client}/exempt-contact", {"until_on": "{soon}", "reason": "{key}"}),
}


def uuid_of(typeid):
    value = 0
    for digit in typeid.rsplit("_", 1)[1]:
        value = value * 32 + ALPHABET.index(digit)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def family(typeid):
    """What the ids of all copies have in common, for http.lua: their beginning, and the three bits before the number of the copy."""
    return f"{typeid[:-7]}:{(int(uuid_of(typeid).replace('-', ''), 16) >> 32) & 7}"


def place_of(text):
    """A place of the journal as a cursor of `/v1/events`."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
