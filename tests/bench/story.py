"""One client's whole story through the API (sandbox): what the bench multiplies. The relay of openapi/README.md §4 without its checks."""
import datetime as dt

CHECKLIST = dict.fromkeys(("general", "decision_makers", "contract", "promises", "payment_terms", "delivery", "risks", "preferred_channel"), True)
PHONE = "+79160000000"
rub = lambda minor: {"amount_minor": minor, "currency": "RUB"}
stamp = lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def tell(baton):
    """Returns ids: client, his open large sale, his handoff, his farmer; and the key of the telephony box. People: {name}@bench.test."""
    root = baton.login()
    post = lambda token, path, body=None: baton.ask("POST", path, body if body is not None else {}, token)
    begin = dt.datetime.now(dt.timezone.utc).replace(minute=0, second=0, microsecond=0) - dt.timedelta(days=20)
    begin = (begin - dt.timedelta(days=begin.weekday())).replace(hour=9)  # a Monday
    clock = lambda moment: post(root, "/v1/sandbox/clock/advance", {"to": stamp(moment)})
    clock(begin)
    _, caller = baton.person(root, "olga", "call_centre", "call_manager", extension="101")
    hunter_id, hunter = baton.person(root, "ivan", "active_sales", "hunter")
    farmer_id, farmer = baton.person(root, "anna", "client_department", "farmer")
    _, finance = baton.person(root, "fedor", "finance", "finance")
    box = post(root, "/v1/integrations", {"name": "PBX", "kind": "telephony", "provider": "generic", "source": "pbx"})["id"]
    pbx = post(root, f"/v1/integrations/{box}/keys", {"scopes": ["calls:write"]})["key"]
    post(root, "/v1/product-lines", {"code": "water", "name": "Вода"})

    client = post(caller, "/v1/clients", {"legal_name": "ООО «Образец»", "source": "purchased_list", "phones": [{"number": PHONE}]})["id"]
    call = post(pbx, "/v1/calls", {"external_call_id": "first", "direction": "outbound", "client_phone": PHONE, "agent_ref": "101", "outcome": "answered",
                                   "started_at": stamp(begin - dt.timedelta(minutes=5)), "answered_at": stamp(begin - dt.timedelta(minutes=4)),
                                   "ended_at": stamp(begin), "talk_seconds": 240})["id"]
    meeting = post(caller, f"/v1/calls/{call}/disposition", {
        "kind": "meeting_booked",
        "qualification": {"need": "вода", "decision_maker_known": True, "volume_hint": "60", "solvency_checked": True, "region_served": True},
        "meeting": {"hunter_id": hunter_id, "starts_at": stamp(begin + dt.timedelta(days=1)), "place": "у клиента",
                    "contact": {"name": "Иван Иванович", "position": "директор", "decision_maker": True}}})["meeting_id"]
    clock(begin + dt.timedelta(days=1, hours=1))
    post(hunter, f"/v1/meetings/{meeting}/hold")
    post(hunter, f"/v1/meetings/{meeting}/accept")
    on = (begin + dt.timedelta(days=1)).date().isoformat()
    deal = post(hunter, "/v1/opportunities", {"client_id": client, "product_line": "water", "amount": rub(10_000_000), "close_on": on})["id"]
    for stage in ("proposal", "negotiation", "contract"):
        post(hunter, f"/v1/opportunities/{deal}/advance", {"stage": stage})

    def sell(seller, minor, **more):
        sale = post(seller, "/v1/sales", {"client_id": client, "sale_on": on, "currency": "RUB", **more, "lines": [
            {"product_line": "water", "description": "вода", "net_minor": minor, "vat_bp": 2200}]})["id"]
        post(seller, f"/v1/sales/{sale}/confirm")
        return sale

    first = sell(hunter, 10_000_000, opportunity_id=deal)
    pay = lambda key, sale, minor: post(finance, "/v1/payments", {"source": "bank", "external_id": key, "client_id": client, "amount": rub(minor), "value_on": on,
                                                                  "allocations": [{"sale_id": sale, "amount_minor": minor}]})
    pay("first", first, 12_200_000)
    handoff = baton.ask("GET", f"/v1/handoffs?client_id={client}", token=hunter)["items"][0]["id"]
    post(hunter, f"/v1/handoffs/{handoff}/propose", {"to_user_id": farmer_id, "rehearsed": True, "checklist": CHECKLIST})
    post(farmer, f"/v1/handoffs/{handoff}/accept")
    talk = {"kind": "call", "direction": "outbound", "two_way": True, "occurred_at": stamp(begin + dt.timedelta(days=1, hours=1)), "result": "договорились"}
    post(hunter, f"/v1/handoffs/{handoff}/introduce", {"kind": "visit", "occurred_at": talk["occurred_at"]})
    for _ in range(3):
        post(farmer, f"/v1/clients/{client}/activities", talk)
    follow_on = sell(farmer, 1_000_000_000_000)
    pay("second", follow_on, 4_066_667)
    baton.person(root, "petr", "active_sales", "head_active_sales")
    baton.person(root, "dina", "office", "director")
    return {"client": client, "sale": follow_on, "handoff": handoff, "farmer": farmer_id, "pbx": pbx}
