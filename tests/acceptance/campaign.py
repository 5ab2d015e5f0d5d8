"""45,211 real calls replayed as one campaign: attempts, exhaustion and yield equal an independent count (RULES.md §3.2).

Runs against a sandbox server with an empty database; standard library only:
    BATON_URL=http://127.0.0.1:8080 BATON_ADMIN_EMAIL=… BATON_ADMIN_PASSWORD=… python3 tests/acceptance/campaign.py [how many, default all] [of how many [from which on]]
So many clients are drawn evenly from the whole campaign, or from a part of it. What is real: the day and hour of each client's last call, how long he talked, who
dialled, the how manieth call it was (`attempt`, up to 63), whether he agreed, and what an earlier campaign had led to. What is not: the data
has one row a client, so the calls before it are placed one a day before, in vain; every seventh of them is dialled again twenty minutes later,
which counts no second time (E-16). Time is moved by whole weeks into the sandbox's future. Clients live in four time zones.
What is said of a conversation follows from the data: who agreed meets a hunter, and buys if the earlier campaign was a success.
"""
import collections
import datetime as dt
import gzip
import heapq
import importlib.util
import json
import os
import pathlib
import sys
import time


def beside(path):
    """What lies in the folder of BATON_ACCEPTANCE's, else in the nearest ../shared above this file."""
    known = [pathlib.Path(os.environ["BATON_ACCEPTANCE"]).parent] if "BATON_ACCEPTANCE" in os.environ else []
    above = [folder / "shared" for folder in pathlib.Path(__file__).resolve().parents]
    return next(folder / path for folder in known + above if (folder / path).exists())


found = importlib.util.spec_from_file_location("client", beside("acceptance/client.py"))
client = importlib.util.module_from_spec(found)
found.loader.exec_module(client)
check, rub = client.check, client.rub

UTC, HOUR, DAY, MINUTE = dt.timezone.utc, dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(minutes=1)
ZONES = [("Europe/Moscow", 3), ("Europe/Kaliningrad", 2), ("Asia/Yekaterinburg", 5), ("Asia/Vladivostok", 10)]
# The norms as they stand: N-7a, N-7c, N-7d, N-7e, N-20.
ATTEMPTS, OVER_DAYS, GAP, RECYCLE, OPENS, CLOSES, REACHED = 6, 10, 4 * HOUR, 90 * DAY, 9, 18, 30
QUALIFIED = {"need": "вода", "decision_maker_known": True, "volume_hint": "40 в месяц", "solvency_checked": True, "region_served": True}

parse = lambda text: dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
stamp = lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
half_up = lambda share, whole: (20_000 * share + whole) // (2 * whole) if whole else None

lines = gzip.open(beside("data/calls/calls.ndjson.gz"), "rt").read().splitlines()
told = [int(word) for word in sys.argv[1:] if word.isdigit()]
part = lines[told[2] if told[2:] else 0:][:told[1] if told[1:] else None]
many = min(told[0], len(part)) if told else len(part)
rows = [json.loads(part[i * len(part) // many]) for i in range(many)]
LEAD = -(-max(row["attempt"] for row in rows) // 7) * 7 * DAY  # the longest row of calls begins so long before its last one
root = client.admin()

clock = parse(root.get("/v1/sandbox/clock")["now_at"])
began_at = (clock + 7 * DAY).replace(hour=3, minute=0, second=0, microsecond=0)
began_at += (-began_at.weekday() % 7) * DAY  # a Monday, as the first day of the campaign
first = parse(rows[0]["started_at"]).replace(hour=0, minute=0, second=0)
SHIFT = began_at.replace(hour=0) - (first - first.weekday() * DAY) + LEAD


def to(moment):
    global clock
    if moment > clock:
        root.post("/v1/sandbox/clock/advance", {"to": stamp(moment)})
        clock = moment


to(began_at)
print(f"people, a telephony box, {many} clients and their list")
agents = sorted({row["agent_ref"] for row in rows})[:12 if many > 1000 else 3]
managers = {ref: client.person(root, f"cm{ref}@campaign.test", "call_centre", "call_manager", extension=ref)[0] for ref in agents}
hunters = [client.person(root, f"hunter{i}@campaign.test", "active_sales", "hunter") for i in range(max(2, many // 1000))]
desk, _ = client.person(root, "desk@campaign.test", "call_centre", "call_centre_admin")
books, _ = client.person(root, "fin@campaign.test", "finance", "finance")
root.post("/v1/product-lines", {"code": "water", "name": "Вода"}, expect=201)
box = root.post("/v1/integrations", {"name": "Bank", "kind": "telephony", "provider": "generic", "source": "bank"}, expect=201)
pbx = client.Caller(root.post(f"/v1/integrations/{box['id']}/keys", {"scopes": ["calls:write"]}, expect=201)["key"], "pbx")
holidays = set(root.get("/v1/calendar").body.get("holidays") or [])

ids = []
for begin in range(0, many, 1000):
    cards = [{"legal_name": f"Клиент {row['client_phone']}", "source": "purchased_list", "city": "Лиссабон", "time_zone": ZONES[(begin + i) % 4][0],
              "phones": [{"number": row["client_phone"]}]} for i, row in enumerate(rows[begin:begin + 1000])]
    made = desk.post("/v1/clients/batch", {"items": cards}, expect=207)
    ids += [item["id"] for item in made["items"]]
campaign = desk.post("/v1/call-lists", {"name": "Вклады", "segment": {"source": "purchased_list", "city": "Лиссабон"}}, expect=201)["id"]
desk.post(f"/v1/call-lists/{campaign}/activate")
made_at = clock
while desk.get(f"/v1/call-lists/{campaign}")["state"] == "activating":
    # The rest of a long list is the clock's, which stands still in a sandbox.
    root.post("/v1/sandbox/clock/advance", {"seconds": 0})


def works(day):
    return day.weekday() < 5 and day.isoformat() not in holidays


class Task:
    """A client and his task, as the contract counts them."""

    def __init__(self, number):
        self.zone = dt.timezone(ZONES[number % 4][1] * HOUR)
        self.state, self.attempts, self.reason, self.disposition, self.last_outcome = "queued", 0, None, None, None
        self.due, self.began, self.last, self.closed = made_at, None, None, None
        self.meeting = None
        self.won = False

    def part(self, moment):
        hour = moment.astimezone(self.zone).hour
        return (hour - OPENS) * 3 // (CLOSES - OPENS) if OPENS <= hour < CLOSES else None

    def rests(self, moment):
        """Another part of the day; the same one from the second business day after the attempt on."""
        if self.part(self.last) is None or self.part(moment) != self.part(self.last):
            return False
        day, until = self.last.astimezone(self.zone).date(), moment.astimezone(self.zone).date()
        return sum(works(day + (i + 1) * DAY) for i in range((until - day).days)) < 2

    def attempt(self, started, outcome):
        """A call in vain."""
        if self.last and started - self.last < GAP:
            return
        self.attempts, self.began, self.last, self.last_outcome = self.attempts + 1, self.began or started, started, outcome
        if self.attempts == ATTEMPTS:
            self.end("exhausted", "attempts")
            counted["given_up"] += 1
            return
        moment = started + GAP
        if self.attempts == ATTEMPTS - 1:
            day, left = self.began.astimezone(self.zone).replace(hour=OPENS, minute=0, second=0), OVER_DAYS
            while left:
                day += DAY
                left -= works(day.date())
            moment = max(moment, day)
        while self.part(moment) is None or not works(moment.astimezone(self.zone).date()) or self.rests(moment):
            moment = (moment.astimezone(self.zone) + HOUR).replace(minute=0, second=0)
        self.due = moment

    def end(self, state, reason=None):
        self.state, self.reason, self.due, self.closed = state, reason, None, clock

    def said(self, kind):
        """What was said of a conversation; for a task that was given up it matters only where the client leaves the queue."""
        if self.is_open():
            self.disposition = kind
            if kind == "callback_requested":
                self.state, self.due = "callback", clock + DAY
            else:
                self.end("done")
        elif kind in ("meeting_booked", "refused"):
            self.end("cancelled", "converted" if kind == "meeting_booked" else "disqualified")

    def is_open(self):
        return self.state in ("queued", "callback")

    def recycled(self):
        """The clock takes up again who was given up N-7d ago."""
        if self.state == "exhausted" and self.closed + RECYCLE <= clock:
            self.state, self.attempts, self.reason, self.due, self.closed = "queued", 0, None, self.closed + RECYCLE, None


def kind_of(row):
    """What this client says, by what really became of him; None: he hung up before he was reached."""
    if row["outcome"] != "answered" or row["talk_seconds"] < REACHED:
        return None
    if row["agreed"]:
        return "meeting_booked"
    talk = row["talk_seconds"]
    return "callback_requested" if row["previous_outcome"] == "other" else "refused" if talk < 90 else "no_need" if talk < 300 else "proposal_requested"


tasks = [Task(i) for i in range(many)]
events, free = [], [[None, place] for place in range(len(hunters))]
for i, row in enumerate(rows):
    started, ended, dials = parse(row["started_at"]) + SHIFT, parse(row["ended_at"]) + SHIFT, row["attempt"]
    for before in range(1, dials):
        at, outcome = started - before * DAY, ("no_answer", "busy", "voicemail", "canceled")[(i + before) % 4]
        events.append((at + MINUTE / 3, len(events), "call", (i, at, outcome, 0)))
        if (i + before) % 7 == 0:
            events.append((at + 20 * MINUTE, len(events), "call", (i, at + 20 * MINUTE - MINUTE / 3, "no_answer", 0)))
    events.append((ended, len(events), "last", (i, started, row["outcome"], row["talk_seconds"])))
heapq.heapify(events)
counted, listed, dials_beyond = collections.Counter(), collections.Counter(), 0
dispositions = collections.Counter()


def slot():
    """The next hour that a hunter has: four a business day, from the day after tomorrow on."""
    earliest = (clock + 2 * DAY).replace(hour=7, minute=0, second=0, microsecond=0)
    hunter = min(range(len(hunters)), key=lambda place: free[place][0] or earliest)
    at = max(free[hunter][0] or earliest, earliest)
    while not works(at.date()) or at.hour > 13:
        at = at + 2 * HOUR if at.hour < 13 and works(at.date()) else (at + DAY).replace(hour=7)
    free[hunter][0] = at + 2 * HOUR
    return hunter, at


def call(i, started, ended, outcome, talk):
    """One report; what it must mean is counted here."""
    global dials_beyond
    row, task = rows[i], tasks[i]
    ref, answered = agents[int(row["agent_ref"]) % len(agents)], outcome == "answered"
    body = {"external_call_id": f"{row['external_call_id']}-{stamp(started)}", "direction": "outbound", "client_phone": row["client_phone"], "agent_ref": ref,
            "started_at": stamp(started), "ended_at": stamp(ended), "outcome": outcome, "talk_seconds": talk}
    if answered:
        body["answered_at"] = stamp(ended - dt.timedelta(seconds=talk))
    told = pbx.post("/v1/calls", body, expect=201)
    assert told["client_id"] == ids[i], told.body
    sums = dict(dials=1, answered=int(answered), connects=int(answered and talk >= REACHED), talk_seconds=talk)
    counted.update(sums)
    task.recycled()
    is_for_it = task.is_open()
    assert (told["call_task_id"] is not None) == is_for_it, (told.body, vars(task))
    dials_beyond += not is_for_it
    if is_for_it:
        listed.update(dials=1, connects=sums["connects"])
        if not answered:
            task.attempt(started, outcome)
    return ref, told["id"], is_for_it


def talk(i, ref, told, is_for_it):
    """What is said of a conversation."""
    kind = kind_of(rows[i])
    if kind is None:
        return
    body = {"kind": kind}
    if kind == "callback_requested":
        body["due_at"] = stamp(clock + DAY)
    if kind == "meeting_booked":
        hunter, at = slot()
        body |= {"qualification": QUALIFIED, "meeting": {"hunter_id": hunters[hunter][1], "starts_at": stamp(at), "place": "у клиента",
                                                         "contact": {"name": "Пётр Петрович", "position": "директор", "decision_maker": True}}}
    answer = managers[ref].post(f"/v1/calls/{told}/disposition", body, expect=200)
    dispositions[kind] += 1
    tasks[i].said(kind)
    if kind == "meeting_booked":
        counted["meetings_booked"] += 1
        listed["meetings_booked"] += is_for_it
        heapq.heappush(events, (at + HOUR, len(dispositions) + 10**7 + i, "meeting", (i, hunter, answer["meeting_id"], is_for_it)))


def meet(i, hunter, meeting, is_for_it):
    """The meeting is held; whom an earlier campaign has won buys."""
    caller = hunters[hunter][0]
    caller.post(f"/v1/meetings/{meeting}/hold")
    listed.update(meetings_held=is_for_it, meetings_accepted=is_for_it)
    if rows[i]["talk_seconds"] % 5 == 0:
        return  # whoever says nothing for some days has accepted, says the clock
    caller.post(f"/v1/meetings/{meeting}/accept")
    if rows[i]["previous_outcome"] != "success":
        return
    on = clock.date().isoformat()
    deal = caller.post("/v1/opportunities", {"client_id": ids[i], "product_line": "water", "amount": rub(100_000), "close_on": on}, expect=201)["id"]
    sale = caller.post("/v1/sales", {"client_id": ids[i], "opportunity_id": deal, "sale_on": on, "currency": "RUB",
                                     "lines": [{"product_line": "water", "description": "вода", "net_minor": 100_000, "vat_bp": 2200}]}, expect=201)["id"]
    caller.post(f"/v1/sales/{sale}/confirm")
    books.post("/v1/payments", {"source": "bank", "external_id": f"p-{i}", "client_id": ids[i], "amount": rub(122_000), "value_on": on,
                                "allocations": [{"sale_id": sale, "amount_minor": 122_000}]}, expect=201)
    tasks[i].won = True


print("the campaign")
total, done, watch = len(events), 0, time.time()
while events:
    at, _, what, about = heapq.heappop(events)
    # Boxes report within a quarter of an hour.
    if at > clock:
        to(at + (-(at.timestamp()) % 900) * dt.timedelta(seconds=1))
    if what == "meeting":
        meet(*about)
        continue
    i, started, outcome, seconds = about
    ref, told, is_for_it = call(i, started, at, outcome, seconds)
    if what == "last":
        talk(i, ref, told, is_for_it)
    done += 1
print(f"  {done} calls in {time.time() - watch:.0f} s, {done / (time.time() - watch):.0f} a second, {dials_beyond} of them to clients whose task had come to an end")

print("what has come of it")
to((clock + 7 * DAY).replace(hour=3, minute=0, second=0, microsecond=0))
for task in tasks:
    task.recycled()
told = {task["client_id"]: task for task in desk.all(f"/v1/call-tasks?call_list_id={campaign}")}
check("a task each", (len(told), set(told) == set(ids)), (many, True))
members = ("state", "attempts", "reason", "disposition", "last_outcome", "next_attempt_at")
differ = []
for client_id, task in zip(ids, tasks):
    got = tuple(told[client_id].get(member) for member in members)
    want = (task.state, task.attempts, task.reason, task.disposition, task.last_outcome, stamp(task.due) if task.due else None)
    if got != want:
        differ.append((client_id, got, want))
for one in differ[:5]:
    print("  differs:", *one)
check("every task is as it was counted: " + ", ".join(members), len(differ), 0)
check("attempts in all", sum(task["attempts"] for task in told.values()), sum(task.attempts for task in tasks))
final = desk.get(f"/v1/call-lists/{campaign}")
states = collections.Counter(task.state for task in tasks)
check("its tasks", {name: final["counts"][name] for name in ("clients", "refused", "queued", "leased", "callback", "done", "exhausted", "cancelled")},
      {"clients": many, "refused": 0, **{name: states[name] for name in ("queued", "leased", "callback", "done", "exhausted", "cancelled")}})
won = sum(task.won for task in tasks)
check("its yield", {name: final["results"][name] for name in ("dials", "connects", "connect_bp", "meetings_booked", "meetings_held", "meetings_accepted", "clients_won", "yield_bp")},
      {"dials": listed["dials"], "connects": listed["connects"], "connect_bp": half_up(listed["connects"], listed["dials"]), "meetings_booked": listed["meetings_booked"],
       "meetings_held": listed["meetings_held"], "meetings_accepted": listed["meetings_accepted"], "clients_won": won, "yield_bp": half_up(won, many)})
check("who was given up, by the journal", len(desk.all("/v1/events?name=call_task_exhausted")), counted["given_up"])
seen, said, day = collections.Counter(), collections.Counter(), began_at.date()
while day <= clock.date():
    until = min(day + 89 * DAY, clock.date())
    totals = desk.get(f"/v1/reports/activity?from_on={day}&until_on={until}")["totals"]
    seen.update({name: totals[name] for name in ("dials", "answered", "connects", "talk_seconds", "meetings_booked")})
    said.update(totals["dispositions"])
    day = until + DAY
check("the report of activity", dict(seen), {name: counted[name] for name in ("dials", "answered", "connects", "talk_seconds", "meetings_booked")})
check("and what was said", {kind: n for kind, n in said.items() if n}, dict(dispositions))
if "--times" in sys.argv:
    client.print_times()
print("the campaign is over")
