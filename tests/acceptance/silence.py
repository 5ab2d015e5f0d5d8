"""A real wholesaler's year with `client.lost_after_days` at its default: who is abandoned, lost and won back at each month's end.

Runs against a sandbox server with an empty database and BATON_CURRENCY=GBP; standard library only:
    BATON_URL=http://127.0.0.1:8080 BATON_ADMIN_EMAIL=… BATON_ADMIN_PASSWORD=… python3 tests/acceptance/silence.py [how many customers, default all]
The documents are those of ../shared/acceptance/year.py. Every customer is won by a hunter with his first invoice, handed over, and spoken to with
each later invoice and never otherwise; so he is abandoned on the 31st day after it and lost on the 91st, and his next invoice wins him back.
Whom the server counts is compared at each month's end with a count made here from the dates of the documents alone, and so is the
commission at the end: the hunter's right rests while his client is lost and goes on when he is back (RULES.md §8.5).
"""
import collections
import csv
import datetime as dt
import importlib.util
import os
import pathlib
import sys
import zlib


def beside(path):
    """What lies in the folder of BATON_ACCEPTANCE's, else in the nearest ../shared above this file."""
    known = [pathlib.Path(os.environ["BATON_ACCEPTANCE"]).parent] if "BATON_ACCEPTANCE" in os.environ else []
    above = [folder / "shared" for folder in pathlib.Path(__file__).resolve().parents]
    return next(folder / path for folder in known + above if (folder / path).exists())


found = importlib.util.spec_from_file_location("client", beside("acceptance/client.py"))
client = importlib.util.module_from_spec(found)
found.loader.exec_module(client)
admin, check, money, person = client.admin, client.check, client.money, client.person

documents = list(csv.DictReader(beside("data/retail_year/documents.csv").open()))
names = sorted({doc["client"] for doc in documents})
most = int(sys.argv[1]) if len(sys.argv) > 1 else len(names)
names = set(names[:: max(1, len(names) // most)])
documents = [doc for doc in documents if doc["client"] in names]
deal = lambda name, among: among[zlib.crc32(name.encode()) % len(among)]
half_up = lambda numerator, denominator: (2 * numerator + denominator) // (2 * denominator)  # positive amounts only
date = dt.date.fromisoformat
FIRST, RESIDUAL, COLLECTION, CLAWBACK = 1000, (300, 200), 200, dt.timedelta(days=90)  # N-40, N-41 (first, second year), N-43, N-46
ABANDONED, LOST = 31, 91  # days after the day of the last contact: N-15 and N-16 are counted at midnight

root = admin()
first_day = date(documents[0]["on"])
until = lambda day, hour: root.post("/v1/sandbox/clock/advance", {"to": f"{day}T{hour:02}:00:00Z"})
until(first_day - dt.timedelta(days=1), 6)
root.post("/v1/norms", {"key": "portfolio.norm_max", "value": 4000, "reason": "a wholesaler's base"}, expect=201)
root.post("/v1/product-lines", {"code": "gifts", "name": "Gifts"}, expect=201)
hunters = [person(root, f"hunter{i}@year.test", "active_sales", "hunter") for i in range(5)]
farmers = [person(root, f"farmer{i}@year.test", "client_department", "farmer") for i in range(12)]
books, _ = person(root, "books@year.test", "finance", "finance")
whole = dict.fromkeys(("general", "decision_makers", "contract", "promises", "payment_terms", "delivery", "risks", "preferred_channel"), True)

clients, spoken, won, returns, sales, owed = {}, {}, {}, collections.Counter(), {}, collections.Counter()


def silence(name, day):
    return (day - spoken[name]).days


def sell(user, doc, expected):
    """A sale that finance enters for its seller, paid at once."""
    minor = int(doc["amount_minor"])
    sale = books.post("/v1/sales", {"client_id": clients[doc["client"]], "seller_id": user, "sale_on": doc["on"], "currency": "GBP", "lines": [
        {"product_line": "gifts", "description": f"invoice {doc['number']}", "net_minor": minor, "vat_bp": 0}]}, expect=201)
    kind = books.post(f"/v1/sales/{sale['id']}/confirm")["kind"]
    assert kind == expected, (doc, kind)
    books.post("/v1/payments", {"source": "bank", "external_id": f"{doc['number']}-{doc['client']}", "client_id": clients[doc["client"]], "value_on": doc["on"],
                                "amount": money(minor, "GBP"), "allocations": [{"sale_id": sale["id"], "amount_minor": minor}]}, expect=201)
    return sale["id"]


def talk(farmer, doc):
    farmer.post(f"/v1/clients/{clients[doc['client']]}/activities", {"kind": "call", "direction": "outbound", "two_way": True,
                                                                     "occurred_at": f"{doc['on']}T10:00:00Z", "result": "order agreed"}, expect=201)
    spoken[doc["client"]] = date(doc["on"])


def counted(day):
    """The server beside the dates, on the morning of `day`."""
    until(day, 6)
    listed = lambda stage: {c["id"] for c in books.all(f"/v1/clients?stage={stage}&fields=id")}
    ours = lambda least, most: {clients[name] for name in spoken if least <= silence(name, day) < most}
    told = {stage: listed(stage) for stage in ("active", "abandoned", "lost")}
    check(f"{day}: {len(told['abandoned'])} abandoned", told["abandoned"] ^ ours(ABANDONED, LOST), set())
    check(f"{day}: {len(told['lost'])} lost", told["lost"] ^ ours(LOST, 10_000), set())
    check(f"{day}: {len(told['active'])} active", told["active"] ^ ours(0, ABANDONED), set())
    back = {c["id"] for c in books.all("/v1/clients?fields=id,won_back_at") if c["won_back_at"]}
    check(f"{day}: {len(back)} won back", back ^ {clients[name] for name in returns}, set())


today = first_day - dt.timedelta(days=1)
for doc in documents:
    day = date(doc["on"])
    if day != today:
        if (day.year, day.month) != (today.year, today.month):
            counted(day.replace(day=1))
        today = day
        until(today, 10)
    name, minor = doc["client"], int(doc["amount_minor"])
    (hunter, hunter_id), (farmer, farmer_id) = deal(name, hunters), deal("f" + name, farmers)
    if doc["kind"] == "invoice" and name not in clients:
        clients[name] = hunter.post("/v1/clients", {"legal_name": f"Wholesaler {name}", "source": "inbound", "external_id": name}, expect=201)["id"]
        sale = sell(hunter_id, doc, "first")
        handoff = hunter.get(f"/v1/handoffs?client_id={clients[name]}")["items"][0]["id"]
        hunter.post(f"/v1/handoffs/{handoff}/propose", {"to_user_id": farmer_id, "rehearsed": True, "checklist": whole})
        farmer.post(f"/v1/handoffs/{handoff}/accept")
        hunter.post(f"/v1/handoffs/{handoff}/introduce", {"kind": "call", "occurred_at": f"{today}T10:00:00Z"})
        talk(farmer, doc)
        rates, won[name] = {hunter_id: FIRST}, today
    elif doc["kind"] == "invoice":
        returns[name] += silence(name, today) >= LOST
        if not returns[name]:
            del returns[name]
        sale = sell(farmer_id, doc, "follow_on")
        talk(farmer, doc)
        second = today >= won[name].replace(year=won[name].year + 1)  # the step ends the day before
        rates = {hunter_id: RESIDUAL[second], farmer_id: COLLECTION}
    else:
        found = sales.get((doc["refunds"], name))
        if not found:
            continue
        books.post("/v1/refunds", {"source": "bank", "external_id": f"{doc['number']}-{name}", "sale_id": found["id"],
                                   "amount": money(minor, "GBP"), "value_on": doc["on"], "reason": "credit note"}, expect=201)
        if today - found["on"] <= CLAWBACK:
            found["kept"] -= minor
            for user, rate in found["rates"].items():
                right = half_up(found["kept"] * rate, 10_000)
                owed[user] += right - found["earned"][user]
                found["earned"][user] = right
        continue
    earned = {user: half_up(minor * rate, 10_000) for user, rate in rates.items()}
    owed.update(earned)
    sales[doc["number"], name] = {"id": sale, "on": today, "kept": minor, "rates": rates, "earned": earned}

counted((today.replace(day=1) + dt.timedelta(days=32)).replace(day=1))
for caller, user in hunters + farmers:
    check(f"commission of {caller.name}", sum(a["amount"]["amount_minor"] for a in books.all(f"/v1/commission/accruals?user_id={user}")), owed[user])
print(f"{len(clients)} customers, {sum(returns.values())} times won back: counted right at each month's end")
