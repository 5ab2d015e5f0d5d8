"""Differences between Baton and its rules that hard_money.py once found, each as the shortest sequence of requests.

    BATON_URL=… BATON_ADMIN_EMAIL=… BATON_ADMIN_PASSWORD=… python3 hard_money_repros.py      (sandbox mode; leaves with 1 while any is open)
"""
import datetime as dt
import os
import pathlib
import sys
import uuid
import zoneinfo

sys.path.insert(0, os.environ.get("BATON_ACCEPTANCE") or str(pathlib.Path(__file__).resolve().parents[3] / "shared" / "acceptance"))
from client import admin, person, rub  # noqa: E402

root, tail, open_ones = admin(), uuid.uuid4().hex[:6], 0
WHOLE = dict.fromkeys(("general", "decision_makers", "contract", "promises", "payment_terms", "delivery", "risks", "preferred_channel"), True)
now = lambda: dt.datetime.fromisoformat(root.get("/v1/sandbox/clock")["now_at"].replace("Z", "+00:00"))
# The day that the company has, which begins three hours before that of UTC.
company_day = lambda: now().astimezone(zoneinfo.ZoneInfo("Europe/Moscow")).date()
today = lambda ago=0: (company_day() - dt.timedelta(days=ago)).isoformat()
later = lambda days: root.post("/v1/sandbox/clock/advance", {"seconds": 86_400 * days})
hire = lambda name, unit, role: person(root, f"{name}-{tail}@repro.test", unit, role)
(fin, _), (boss, _), (keeper, _) = hire("fin", "finance", "finance"), hire("boss", "office", "director"), hire("keeper", "client_department", "head_client_dept")
farmer, farmer_id = hire("anna", "client_department", "farmer")
second, second_id = hire("zoya", "client_department", "farmer")
for code in ("water", "coolers"):
    root.send("POST", "/v1/product-lines", {"code": code, "name": code})


def client(of):
    return of.post("/v1/clients", {"legal_name": f"Repro {uuid.uuid4().hex[:8]}", "source": "inbound"}, expect=201)["id"]


def sell(by, cid, line="water", net=1_000_000, **more):
    sale = by.post("/v1/sales", {"client_id": cid, "sale_on": today(), "currency": "RUB", "lines": [{"product_line": line, "description": line, "net_minor": net, "vat_bp": 0}], **more}, expect=201)["id"]
    by.post(f"/v1/sales/{sale}/confirm")
    return sale


def pay(cid, sale, minor=1_000_000, send=False):
    body = {"source": "bank", "external_id": uuid.uuid4().hex, "client_id": cid, "amount": rub(minor), "value_on": today(), "allocations": [{"sale_id": sale, "amount_minor": minor}]}
    return fin.send("POST", "/v1/payments", body) if send else fin.post("/v1/payments", body, expect=201)["id"]


def refund(sale, minor):
    fin.post("/v1/refunds", {"source": "bank", "external_id": uuid.uuid4().hex, "sale_id": sale, "amount": rub(minor), "value_on": today(), "reason": "goods back"}, expect=201)


def served(hunter):
    """First sale paid, handed over: (client, sale, payment)."""
    cid = client(hunter)
    sale = sell(hunter, cid)
    payment = pay(cid, sale)
    hand = fin.all(f"/v1/handoffs?client_id={cid}")[0]["id"]
    hunter.post(f"/v1/handoffs/{hand}/propose", {"to_user_id": farmer_id, "rehearsed": True, "checklist": WHOLE})
    farmer.post(f"/v1/handoffs/{hand}/accept")
    return cid, sale, payment


def lose(cid):
    farmer.post(f"/v1/clients/{cid}/propose-lost", {"reason": "price"})
    keeper.post(f"/v1/clients/{cid}/confirm-lost")


def earned(cid, user, *rules, state=None, sale=None):
    return sum(a["amount"]["amount_minor"] for a in fin.all(f"/v1/commission/accruals?client_id={cid}&user_id={user}")
               if (not rules or a["rule"] in rules) and (state is None or a["state"] == state) and a["state"] != "voided" and sale in (None, a["sale_id"]))


def told(rule, what, got, want):
    global open_ones
    open_ones += got != want
    print(f"{'agrees' if got == want else 'DIFFERS'}  {rule}: {what}: got {got}" + ("" if got == want else f", want {want}"))


print("1. a new line paid, bounced, paid again")
ivan, ivan_id = hire("ivan1", "active_sales", "hunter")
cid, *_ = served(ivan)
deal = ivan.post("/v1/opportunities", {"client_id": cid, "product_line": "coolers", "amount": rub(1)}, expect=201)["id"]
sale = sell(ivan, cid, "coolers", opportunity_id=deal)
fin.post(f"/v1/payments/{pay(cid, sale)}/bounce")
told("§3.5, §3.9", "the money comes after all (it names the sale; oldest-first fails likewise)", pay(cid, sale, send=True).status, 201)

print("2. two first sales in one acquisition")
cid = client(ivan)
one, two = sell(ivan, cid), sell(ivan, cid, "coolers")
fin.post(f"/v1/payments/{pay(cid, one)}/bounce")   # C16: voided
pay(cid, two)                                      # the first sale now
pay(cid, one)
told("§3.5, C14, C16", "kinds of the bounced sale and of the one that was paid first", [fin.get(f"/v1/sales/{s}")["kind"] for s in (one, two)], ["follow_on", "first"])
told("§3.5", "first-sale commission of the acquisition", earned(cid, ivan_id, "first_sale"), 100_000)

print("3. a leaver's right is no longer suspended")
ivan, ivan_id = hire("ivan3", "active_sales", "hunter")
lost, *_ = served(ivan)
bill = sell(farmer, lost)
lose(lost)
pay(lost, bill, 100_000)
told("§3.9", "lost: an old invoice pays no residual", earned(lost, ivan_id, "residual"), 0)
argued, *_ = served(ivan)
claim = sell(farmer, argued)
right = fin.all(f"/v1/commission/entitlements?client_id={argued}")[0]["id"]
boss.post(f"/v1/commission/entitlements/{right}/suspend", {"reason": "dispute"})
pay(argued, claim, 100_000)
told("§3.9", "disputed: held", earned(argued, ivan_id, "residual", state="held"), 3_000)
root.post(f"/v1/users/{ivan_id}/terminate", {"terminated_on": today()})
later(1)
pay(lost, bill, 100_000)
pay(argued, claim, 100_000)
told("§3.9, E-3", "lost, and he has left: still nothing", earned(lost, ivan_id, "residual"), 0)
told("§3.9, E-3", "disputed, and he has left: still held", earned(argued, ivan_id, "residual", state="held"), 6_000)
told("§3.9 held → posted", "the dispute can still be decided", boss.send("POST", f"/v1/commission/entitlements/{right}/resume", {"reason": "decided"}).status, 200)

print("4. a refund beyond the window, then the payment itself bounces")
ivan, ivan_id = hire("ivan4", "active_sales", "hunter")
cid, sale, payment = served(ivan)
later(91)
refund(sale, 400_000)
told("E-2", "beyond the window: the company's loss", earned(cid, ivan_id, "first_sale"), 100_000)
fin.post(f"/v1/payments/{payment}/bounce")
told("E-2 always, no window", "money that never came earns nothing", earned(cid, ivan_id, "first_sale"), 0)

print("5. won back by himself after N-48")
cid, *_ = served(ivan)
lose(cid)
later(366)
sale = sell(fin, cid, seller_id=second_id)
pay(cid, sale)
told("E-4", "residual of the old hunter on the sale that brought him back", earned(cid, ivan_id, "residual", sale=sale), 0)
told("E-4", "his right", [(e["state"], e["end_reason"]) for e in fin.all(f"/v1/commission/entitlements?client_id={cid}")], [("ended", "superseded")])

print("6. a new plan with a shorter clawback window against an old right")
cid, *_ = served(ivan)
effective = (company_day() + dt.timedelta(days=1)).isoformat()
plan = fin.post("/v1/commission/plans", {"name": "shorter", "effective_on": effective, "clawback_days": 30}, expect=201)["id"]
boss.post(f"/v1/commission/plans/{plan}/publish")
later(2)
sale = sell(farmer, cid)
pay(cid, sale)
line = next(a for a in fin.all(f"/v1/commission/accruals?client_id={cid}&sale_id={sale}") if a["rule"] == "residual")
old = next(p for p in fin.all("/v1/commission/plans") if p["number"] == line["plan_version"])
later(40)
refund(sale, 1_000_000)
told("§8.6, E-2", f"residual of plan {line['plan_version']} (window {old['clawback_days']} d) after a full refund on day 40", earned(cid, ivan_id, "residual", sale=sale), 0)

print("7. a closed month's statement changes when an earlier month is closed after it")
ivan, ivan_id = hire("ivan7", "active_sales", "hunter")
months = []
for amount in (-1_000_000, 400_000, 900_000):
    months.append(today()[:7])
    fin.post("/v1/commission/adjustments", {"user_id": ivan_id, "amount": rub(amount), "reason": "repro"}, expect=201)
    root.post("/v1/sandbox/clock/advance", {"to": f"{(now().replace(day=1) + dt.timedelta(days=32)).strftime('%Y-%m')}-02T09:00:00Z"})
look = lambda month: [(s["carry_in"]["amount_minor"], s["payable"]["amount_minor"], s["carry_out"]["amount_minor"]) for s in fin.all(f"/v1/commission/statements?period={month}&user_id={ivan_id}")]
fin.post(f"/v1/commission/periods/{months[2]}/close")
before = look(months[2])
fin.post(f"/v1/commission/periods/{months[0]}/close")
fin.post(f"/v1/commission/periods/{months[1]}/close")
told("I-15", f"carry-in, payable, carry-out of {months[2]} after the earlier months were closed", look(months[2]), before)
told("§3.10", "the debt of the first month meets the next month's money first: carry-in of the second", look(months[1])[0][0], -1_000_000)

print(f"hard money, by hand: {open_ones} difference(s) open")
sys.exit(bool(open_ones))
