"""Hard money: a seeded random story of a sales department, and every kopeck of its commission from an oracle of its own.

The oracle below is written from RULES.md §3.5, §3.9, §3.10, §8 and §9 alone (the house's copy of `shared/acceptance`, mended where
§8.10 settles what the first version left open: a mark MENDED says where); it never reads a server's number to compute one. After every step the ledger of the client, his sales and his stage are compared; at the end statements, carry, replays, twins
(order within a day, cutting of payments) and explanations.

    BATON_URL=… BATON_ADMIN_EMAIL=… BATON_ADMIN_PASSWORD=… python3 hard_money.py [clients=60] [seed=1] [closing=mixed|never|prompt]
Needs an empty database and the sandbox clock. HARD_GO_ON=1 reports every difference and goes on; HARD_SKIP=a,b leaves actions out
(fx split two direct new_line lose reopen dispute backdate overpay exempt leave move).
"""
import calendar
import collections
import datetime as dt
import fractions
import os
import pathlib
import random
import sys
import time

here = pathlib.Path(__file__).resolve()
sys.path[:0] = [os.environ.get("BATON_ACCEPTANCE") or str(here.parents[3] / "shared" / "acceptance")]
from client import admin, money, person  # noqa: E402

CLIENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = sys.argv[2] if len(sys.argv) > 2 else "1"
CLOSING = sys.argv[3] if len(sys.argv) > 3 else "mixed"
SKIP = set(filter(None, os.environ.get("HARD_SKIP", "").split(",")))
GO_ON = bool(os.environ.get("HARD_GO_ON"))
chance = random.Random(f"hard {SEED}")
Day = dt.date.fromisoformat
day_of = lambda n: dt.timedelta(days=n)
START, END = Day("2028-02-07"), Day("2029-04-12")
PLAN_CURRENCY = "RUB"
WHOLE = dict.fromkeys(("general", "decision_makers", "contract", "promises", "payment_terms", "delivery", "risks", "preferred_channel"), True)


# ------------------------------------------------------------------ arithmetic (§8.1)
def half_away(value):
    """Rounding half away from zero of an exact fraction."""
    value = fractions.Fraction(value)
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return whole if value >= 0 else -whole


def largest_remainder(total, weights, order=None):
    """`total` cut by weights; what is left over goes to the largest remainders, ties to the first in `order`."""
    every = sum(weights)
    sign, total = (1 if total >= 0 else -1), abs(total)
    parts = [total * w // every for w in weights]
    rank = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % every), order[i] if order else i))
    for i in rank[: total - sum(parts)]:
        parts[i] += 1
    return [sign * p for p in parts]


def months_later(day, months):
    y, m = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(y, m + 1, min(day.day, calendar.monthrange(y, m + 1)[1]))


month_of = lambda day: day.isoformat()[:7]
next_month = lambda month: month_of(Day(month + "-01") + day_of(32))

# V1…V8 of §8 as a check of this arithmetic itself
assert largest_remainder(5_000_000, [7_320_000, 4_400_000]) == [3_122_867, 1_877_133]
assert [half_away(fractions.Fraction(c * 6_000_000, 7_320_000)) for c in (3_122_867,)] == [2_559_727]
assert largest_remainder(10001, [6000, 4000], ["a", "b"]) == [6001, 4000]
assert half_away(fractions.Fraction("92.3456") * 30000) == 2_770_368


# ------------------------------------------------------------------ the oracle's world
class Plan:
    def __init__(self, number, effective, first, steps, new_line, farmer, clawback, tail, late=365):
        self.number, self.effective, self.first, self.steps = number, effective, first, steps
        self.new_line, self.farmer, self.clawback, self.tail, self.late = new_line, farmer, clawback, tail, late


class Person:
    def __init__(self, caller, user, unit, name):
        self.caller, self.id, self.unit, self.name, self.left = caller, user, unit, name, None


class Right:
    """An entitlement (§3.9)."""

    def __init__(self, holder, start, lines, plan, active):
        self.holder, self.start, self.lines, self.plan, self.active = holder, start, lines, plan, active
        self.carved, self.resting, self.ended, self.void = {}, set(), None, False
        self.superseded, self.dormant, self.origin = False, False, None  # MENDED: §8.10

    def rate(self, on):
        begin, total = self.start, 0
        if on < begin:
            return 0
        for months, rate in self.plan.steps:
            total += months or 10_000
            if months is None or on < months_later(self.start, total):
                return rate
        return 0

    def covers(self, code, on):
        if self.void or self.dormant or on < self.start or (self.ended and on > self.ended):
            return False
        if self.lines is not None:
            return code in self.lines
        return code not in self.carved or on < self.carved[code]


class Line:
    def __init__(self, code, net, vat):
        self.code, self.net, self.vat = code, net, vat
        self.gross = net + half_away(fractions.Fraction(net * vat, 10_000))
        self.kind, self.id = None, None
        self.own = collections.Counter()        # ((rule, person), slice) -> commission so far, in the sale's currency
        self.paid = collections.Counter()       # (rule, person, payment) -> the same as far as it is converted
        self.plan_paid = collections.Counter()  # … and what came of it


class Slice:
    """What of a payment lies on a sale, and who earned by it."""

    def __init__(self, payment, sale, amount):
        self.payment, self.sale, self.left, self.gone_late = payment, sale, amount, 0
        self.first, self.back = 0, 0  # all that was ever put, and what was given back
        self.kept = collections.Counter()  # (rule, person) -> refunded too late to be taken back
        self.earners = {}  # line index -> [(rule, person, rate, plan, shares)]


class Sale:
    def __init__(self, client, on, currency, lines, seller, split, deal_line, order):
        self.client, self.on, self.currency, self.lines, self.seller = client, on, currency, lines, seller
        self.split, self.deal_line, self.order = split, deal_line, order
        self.gross, self.cum, self.refunded = sum(x.gross for x in lines), 0, 0
        self.slices, self.id, self.acquisition, self.kind, self.over, self.touched = [], None, client.acquisition, None, False, True

    @property
    def due(self):
        return 0 if self.over else self.gross - self.cum - self.refunded

    @property
    def state(self):
        if self.cum == 0:
            return "refunded" if self.over else "confirmed"
        return "paid" if self.due == 0 else "partly_paid"


class Payment:
    def __init__(self, client, amount, currency, on, order):
        self.client, self.amount, self.currency, self.on, self.order = client, amount, currency, on, order
        self.waits, self.refunded, self.bounced, self.id, self.slices, self.body = amount, 0, False, None, [], None


class Client:
    def __init__(self, name):
        self.name, self.id, self.stage, self.acquisition = name, None, "prospect", 1
        self.first = None           # the sale that triggered in this acquisition
        self.hunter = None
        self.curators = []          # [(instant, person or None)]
        self.rights, self.sales, self.payments, self.log, self.lost_on = [], [], [], [], None
        self.entries, self.next, self.handoff_from, self.never = [], None, None, False
        self.exempt_until, self.dead, self.plan = None, False, []

    def curator_on(self, day, at):
        """Who answers for him at the end of that day, as far as it has come (§8.3: the curator at payment date)."""
        found = None
        for instant, who in sorted(self.curators, key=lambda c: c[0]):
            if instant.date() <= day and instant <= at:
                found = who
        return found


class Entry:
    """A line of the ledger that must be there."""

    def __init__(self, client, sale, line, rule, who, rate, plan, amount, currency, on, payment, held):
        self.client, self.sale, self.line, self.rule, self.who, self.rate, self.plan = client, sale, line, rule, who, rate, plan
        self.amount, self.currency, self.on, self.payment, self.held = amount, currency, on, payment, set(held)
        self.plan_amount, self.period = None, None


class World:
    def __init__(self):
        self.plans, self.rates, self.closed, self.reacquire, self.today, self.at = [], {}, set(), 365, None, None
        self.entries, self.orders, self.adjustments = [], 0, []

    def order(self):
        self.orders += 1
        return self.orders

    def plan_of(self, on):
        return max((p for p in self.plans if p.effective is None or p.effective <= on), key=lambda p: (p.effective or dt.date.min, p.number))

    def month_for(self, on):
        month = month_of(on)
        while month in self.closed:
            month = next_month(month)
        return month

    def settle(self, entry):
        """Post what nothing holds (§8.8), converted at the frozen rate of its payment's value date (§8.7)."""
        if entry.currency != PLAN_CURRENCY and entry.plan_amount is None:
            rate = self.rates.get((entry.currency, entry.payment.on))
            if rate is None:
                entry.held.add("missing_fx")
            else:
                entry.held.discard("missing_fx")
                key = (entry.rule, entry.who, entry.payment)
                entry.line.paid[key] += entry.amount
                right = half_away(rate * entry.line.paid[key])
                entry.plan_amount = right - entry.line.plan_paid[key]
                entry.line.plan_paid[key] = right
        elif entry.plan_amount is None:
            entry.plan_amount = entry.amount
        if not entry.held and entry.period is None:
            entry.period = self.month_for(entry.on)

    def release(self, client, reason):
        for entry in client.entries:
            if reason in entry.held:
                entry.held.discard(reason)
                self.settle(entry)

    # ---- recipients of a line (§8.3)
    def earns_as_leaver(self, who, sale_on, paid_on, plan):
        return who.left is None or (sale_on <= who.left and paid_on <= who.left + day_of(plan.tail))

    def right_for(self, sale, line):
        return next((r for r in sale.client.rights if r.covers(line.code, sale.on)), None)

    def earners(self, sale, line, paid_on):
        client, plan = sale.client, self.plan_of(sale.on)
        if line.kind in ("first", "new_line"):
            if sale.seller.unit_then(sale.on) != "active_sales":
                return []  # the client department's own first sale: a house account (E-21)
            rule, rate = ("first_sale", plan.first) if line.kind == "first" else ("new_line", plan.new_line)
            shares = sale.split or [(sale.seller, 10_000)]
            held = {"handoff_pending"} if line.kind == "first" and client.stage not in ("active", "lost") else set()
            return [(rule, who, rate, plan, shares, held, None) for who, _ in shares if self.earns_as_leaver(who, sale.on, paid_on, plan)]
        found, right = [], self.right_for(sale, line)
        if right and right.rate(sale.on) and (paid_on - sale.on).days <= right.plan.late and self.earns_as_leaver(right.holder, sale.on, paid_on, right.plan):
            resting = right.resting
            late = right.superseded and paid_on > right.ended + day_of(right.plan.tail)  # MENDED: a superseded right keeps the tail
            if not late and not resting & {"client_lost", "holder_is_curator"}:
                held = ({"disputed"} if "disputed" in resting else set()) | (set() if right.active else {"handoff_pending"})
                found.append(("residual", right.holder, right.rate(sale.on), right.plan, [(right.holder, 10_000)], held, right))
        curator = client.curator_on(paid_on, self.at) if client.stage != "client" else None  # before acceptance nobody has the farmer's rate
        if curator and curator.unit_then(paid_on) == "client_department" and not (curator.left and paid_on > curator.left):
            if curator not in [f[1] for f in found]:
                found.append(("collection", curator, plan.farmer, plan, [(curator, 10_000)], set(), None))
        return found

    # ---- money moves on a sale (§8.1)
    def nets(self, sale, cum):
        grosses = largest_remainder(cum, [x.gross for x in sale.lines]) if cum else [0] * len(sale.lines)
        return [half_away(fractions.Fraction(g * x.net, x.gross)) if x.gross else 0 for g, x in zip(grosses, sale.lines)]

    def recompute(self, sale, on):
        """What everybody has by now a right to, payment after payment as they were put on the sale; the ledger gets the difference (§8.1).
        Money that never came or went back in time is as if it had not been there; what is left keeps its own rate of exchange."""
        for i, line in enumerate(sale.lines):
            for key in dict.fromkeys((e[0], e[1]) for part in sale.slices for e in part.earners.get(i, [])):
                cum = base = so_far = 0
                for part in sale.slices:
                    earner = next((e for e in part.earners.get(i, []) if (e[0], e[1]) == key), None)
                    before = self.nets(sale, cum)[i]
                    cum += part.left + (part.kept[key] if earner else 0)
                    mine = 0
                    if earner:
                        rule, who, rate, plan, shares, holds, right_of = earner
                        base += self.nets(sale, cum)[i] - before
                        total = half_away(fractions.Fraction(base * rate, 10_000))
                        cut = largest_remainder(total, [s for _, s in shares], [w.id for w, _ in shares])
                        right = cut[[w for w, _ in shares].index(who)]
                        mine, so_far = right - so_far, right
                        delta, line.own[key, part] = mine - line.own[key, part], mine
                        if delta:
                            held = self.now_held(key, part, line, holds)
                            entry = Entry(sale.client, sale, line, rule, who, rate, plan, delta, sale.currency, on, part.payment, held)
                            entry.part, entry.right = part, right_of
                            self.entries.append(entry)
                            sale.client.entries.append(entry)
                            self.settle(entry)

    def now_held(self, key, part, line, holds):
        """A correction is held as long as what it corrects is."""
        for entry in part.sale.client.entries:
            if entry.line is line and (entry.rule, entry.who) == key and entry.part is part:
                return entry.held - {"missing_fx"}
        return holds

    def allocate(self, payment, sale, amount):
        client, hold = sale.client, None
        part = Slice(payment, sale, 0)  # MENDED: each putting has its own earners, also of one payment on one sale
        sale.slices.append(part)
        payment.slices.append(part)
        part.left += amount
        part.first += amount
        payment.waits -= amount
        self.trigger(sale, payment)

        sale.cum += amount
        for i, line in enumerate(sale.lines):
            part.earners[i] = self.earners(sale, line, payment.on)
        self.recompute(sale, payment.on)

    def trigger(self, sale, payment):
        client = sale.client
        if client.first is None and sale.acquisition == client.acquisition and client.stage != "lost":  # §3.5, E-51: recording order decides
            client.first, sale.kind = sale, "first"
            for line in sale.lines:
                line.kind = "first"
            for other in client.sales:
                if other is not sale and other.kind == "first" and other.acquisition == client.acquisition and not other.over:
                    self.name_kinds(other)
            if sale.seller.unit_then(sale.on) == "active_sales":
                client.stage, client.hunter = "client", sale.seller
                client.curators.append((self.at, sale.seller))
                for old in client.rights:
                    if not old.void and old.ended is None:
                        old.ended, old.superseded = sale.on - day_of(1), True  # superseded (E-4)
                client.rights.append(Right(sale.seller, sale.on, None, self.plan_of(sale.on), False))
                if sale.seller.left:
                    client.rights[-1].ended = sale.seller.left
            else:
                client.stage, client.hunter = "active", None
                client.curators.append((self.at, sale.seller))
            return
        if client.stage == "lost" and sale.on > client.lost_on:  # C21
            client.stage = "active"
            client.curators = [c for c in client.curators if c[0] <= self.at] + [(self.at, sale.seller)]
            before = max(s.on for s in client.sales if s is not sale and s.on <= client.lost_on)
            for right in client.rights:
                if right.void or right.ended:
                    continue
                right.resting.discard("client_lost")
                if (sale.on - before).days >= self.reacquire:
                    right.ended, right.superseded = sale.on - day_of(1), True  # superseded: he came by himself, no hunter
                elif right.holder is sale.seller:
                    right.resting.add("holder_is_curator")
                else:
                    right.resting.discard("holder_is_curator")
        if sale.kind != "first" and any(x.kind == "new_line" for x in sale.lines):
            known = [r for r in client.rights if r.lines and sale.deal_line in r.lines]
            if known and not (known[0].dormant and known[0].origin is sale):
                return
            for right in client.rights:
                if right.lines is None:
                    right.carved.setdefault(sale.deal_line, sale.on)
            if known:  # MENDED: opened once, revived by money that comes again
                known[0].dormant = False
                return
            right = Right(sale.seller, sale.on, {sale.deal_line}, self.plan_of(sale.on), True)
            if sale.seller.left:
                right.ended = sale.seller.left
            right.origin = sale
            client.rights.append(right)

    def name_kinds(self, sale):
        """§3.5: set by the system when the sale is confirmed, final with the first money."""
        client = sale.client
        if client.first is None and sale.acquisition == client.acquisition:
            sale.kind = "first"
            for line in sale.lines:
                line.kind = "first"
            return
        bought = {x.code for s in client.sales if s is not sale for x in s.lines}
        for line in sale.lines:
            fresh = sale.deal_line == line.code and line.code not in bought and sale.seller.unit_then(sale.on) == "active_sales"
            line.kind = "new_line" if fresh and client.stage in ("active",) else "follow_on"
        sale.kind = "new_line" if any(x.kind == "new_line" for x in sale.lines) else "follow_on"

    def spread(self, payment, named=()):
        """Explicit allocations, then the oldest open invoice first; the rest waits."""
        done = []
        for sale, amount in named:
            self.allocate(payment, sale, amount)
            done.append((sale, amount))
        for sale in sorted((s for s in payment.client.sales if s.currency == payment.currency and s.due > 0), key=lambda s: (s.on, s.order)):
            amount = min(payment.waits, sale.due)
            if amount > 0:
                self.allocate(payment, sale, amount)
                done.append((sale, amount))
        return done

    def confirm(self, sale):
        sale.client.sales.append(sale)
        self.name_kinds(sale)
        for payment in sorted(sale.client.payments, key=lambda p: (p.on, p.order)):
            if not payment.bounced and payment.currency == sale.currency and payment.waits > 0 and sale.due > 0:
                self.allocate(payment, sale, min(payment.waits, sale.due))

    def refund(self, sale, amount, on, named=None):
        """Consumes the named payment, else the latest first; beyond the window nobody gives back (E-2)."""
        parts = [s for s in sale.slices if s.left > 0 and (named is None or s.payment is named)]
        for part in sorted(parts, key=lambda s: (s.payment.on, s.payment.order, sale.slices.index(s)), reverse=True):
            take = min(part.left, amount)
            if take <= 0:
                continue
            amount -= take
            part.left, part.back = part.left - take, part.back + take
            part.payment.refunded += take
            age = (on - part.payment.on).days

            sale.cum -= take
            window = lambda earner: earner[3].clawback  # of the version that the accrual names (§8.6)
            for key in {(e[0], e[1]) for earners in part.earners.values() for e in earners if window(e) is not None and age > window(e)}:
                part.kept[key] += take
                part.gone_late += take
            sale.refunded += take
        assert amount == 0
        self.recompute(sale, on)
        sale.over = sale.cum == 0  # §3.5: refunded in full, from partly_paid too
        self.maybe_void(sale, on, False)

    def bounce(self, payment, on):
        payment.bounced, payment.waits = True, 0
        for part in payment.slices:
            part.sale.cum -= part.left
            part.left = 0
            part.kept.clear()  # it never came: no window (E-2)
            self.recompute(part.sale, on)
        for sale in {id(part.sale): part.sale for part in payment.slices}.values():
            for right in sale.client.rights:
                if right.origin is sale and not sale.cum and not right.dormant:  # MENDED: dormant, and carves nothing out
                    right.dormant = True
                    for other in sale.client.rights:
                        if other.lines is None and other.carved.get(sale.deal_line) == sale.on:
                            del other.carved[sale.deal_line]
            self.maybe_void(sale, on, True)
        for waiting in sorted((p for p in payment.client.payments if not p.bounced and p.currency == payment.currency and p.waits), key=lambda p: (p.on, p.order)):
            self.spread(waiting)  # MENDED: money that waits takes what is owed again

    def maybe_void(self, moved, on, bounced):
        """C16. MENDED: a bounce of the first sale's money voids it at any age, the 30 days are for refunds (§8.10)."""
        client, sale = moved.client, moved.client.first
        if sale is None or any(s.cum for s in client.sales if s.acquisition == client.acquisition):
            return
        never_came = bounced and moved is sale and not any(s.back and not s.payment.bounced for s in sale.slices)
        if not never_came and (on - sale.on).days > 30 or client.stage not in ("client", "active"):
            return
        client.first, client.stage, sale.was_first = None, "prospect", True
        client.curators.append((self.at, client.hunter or sale.seller))
        for right in client.rights:
            if right.start == sale.on and right.lines is None and not right.void:
                right.void = True
        for entry in list(client.entries):
            if entry.sale is sale and entry.held:  # never released: both sides of it are void
                client.entries.remove(entry)
                self.entries.remove(entry)
        for other in client.sales:
            if other.due > 0 and other.acquisition == client.acquisition:
                self.name_kinds(other)

    def accept(self, client, farmer):
        client.stage = "active"
        client.curators.append((self.at, farmer))
        for right in client.rights:
            if right.lines is None and not right.void:
                right.active = True
            if right.holder is farmer:
                right.resting.add("holder_is_curator")
        self.release(client, "handoff_pending")

    def lose(self, client):
        client.stage, client.lost_on = "lost", self.today
        for right in client.rights:
            if not right.void and right.ended is None:
                right.resting.add("client_lost")
        client.curators.append((self.at + day_of(30), None))  # §3.13: the letter pool has him after 30 days


def unit_then(self, on):
    return "client_department" if getattr(self, "moved", None) and on >= self.moved else self.unit


Person.unit_then = unit_then


# ------------------------------------------------------------------ the story
class Difference(Exception):
    pass


class Story:
    def __init__(self):
        self.world, self.root, self.counts, self.differences = World(), admin(), collections.Counter(), []
        self.clients, self.bodies, self.checked, self.soft = [], [], 0, collections.Counter()
        w = self.world
        self.clock(START, 6)
        for key, value in (("portfolio.norm_max", 1000), ("client.lost_after_days", 700)):
            self.root.post("/v1/norms", {"key": key, "value": value, "reason": "hard money"}, expect=201)
        if chance.random() < .6:
            w.reacquire = 120
            self.root.post("/v1/norms", {"key": "client.reacquisition_days", "value": 120, "reason": "hard money"}, expect=201)
        for code in ("water", "coolers", "coffee"):
            self.root.post("/v1/product-lines", {"code": code, "name": code}, expect=201)
        hire = lambda name, unit, *roles: Person(*person(self.root, f"{name}@hard.test", unit, *roles), unit, name)
        self.hunters = [hire(f"hunter{i}", "active_sales", "hunter") for i in range(5)]
        self.farmers = [hire(f"farmer{i}", "client_department", "farmer") for i in range(6)]
        self.books, self.head, self.keeper, self.boss = (hire("books", "finance", "finance"), hire("headhunter", "active_sales", "head_active_sales"),
                                                         hire("keeper", "client_department", "head_client_dept"), hire("boss", "office", "director"))
        self.names = {p.id: p.name for p in self.hunters + self.farmers}
        plan = next(p for p in self.books.caller.all("/v1/commission/plans") if p["state"] == "published")
        w.plans.append(Plan(plan["number"], None, 1000, [(12, 300), (12, 200), (12, 100)], 700, 200, 90, 60))
        self.leaver, self.leaves = chance.choice(self.hunters[:3]), START + day_of(chance.randint(150, 330))
        self.mover, self.moves = self.hunters[4], START + day_of(chance.randint(150, 260))
        self.plan_day = START + day_of(chance.randint(90, 200))
        self.new_plan = chance.random() < .7

    # ---- talking to the server
    def clock(self, day, hour):
        self.world.today, self.world.at = day, dt.datetime(day.year, day.month, day.day, hour)
        self.root.post("/v1/sandbox/clock/advance", {"to": f"{day}T{hour:02}:00:00Z"})

    def say(self, client, who, method, path, body=None, expect=(200, 201)):
        self.counts["requests"] += 1
        got = who.send(method, path, body=body, expect=None)
        if client is not None:
            client.log.append((str(self.world.at), who.name, method, path, body, got.status, (got.body or {}).get("id") or (got.body or {}).get("code")))
        if got.status not in ((expect,) if isinstance(expect, int) else expect):
            problem = f"{who.name}: {method} {path} {body} -> {got.status} {got.raw[:400].decode()}"
            if client is not None:
                self.tell(client, "a request that was refused", [problem], self.books.caller.all(f"/v1/commission/accruals?client_id={client.id}") if client.id else [])
            raise Difference(problem)
        return got

    # ---- comparing
    def compare(self, client, what):
        want, want_month, rates = collections.defaultdict(lambda: [0, 0]), collections.Counter(), collections.defaultdict(set)
        for e in client.entries:
            key = (e.who.id, e.sale.id, e.line.id, e.rule)
            want[key][bool(e.held)] += e.amount
            rates[key].add((e.rate, e.plan.number))
            if not e.held:
                want_month[e.who.id, e.period] += e.plan_amount
        got, got_month, nil = collections.defaultdict(lambda: [0, 0]), collections.Counter(), collections.Counter()
        lines = self.books.caller.all(f"/v1/commission/accruals?client_id={client.id}")
        self.checked += 1
        client.lines = lines
        wrong = []
        for a in lines:
            if a["rule"] == "adjustment":
                continue
            key = (a["user_id"], a["sale_id"], a["sale_line_id"], a["rule"])
            if a["state"] in ("voided", "forfeited"):
                nil[key] += a["amount"]["amount_minor"]
                continue
            got[key][a["state"] == "held"] += a["amount"]["amount_minor"]
            if key in rates and (a["rate_bp"], a["plan_version"]) not in rates[key]:
                wrong.append(f"rate or plan of {self.name(key)}: {a['rate_bp']} bp, plan {a['plan_version']}; want {rates[key]}")
            if a["state"] != "held":
                got_month[a["user_id"], a["period"]] += a["plan_amount"]["amount_minor"]
        for key in sorted(set(want) | set(got)):
            if want[key] != got[key] and self.shared_kopeck(client, key, want, got, want_month, got_month):
                continue
            if want[key] != got[key]:
                wrong.append(f"{self.name(key)}: got posted {got[key][0]}, held {got[key][1]}; want posted {want[key][0]}, held {want[key][1]}")
        for key, total in nil.items():
            if total:
                wrong.append(f"{self.name(key)}: voided lines do not cancel: {total}")
        for key in sorted(set(want_month) | set(got_month)):
            if want_month[key] != got_month[key]:
                wrong.append(f"month {key[1]} of {self.names[key[0]]}: got {got_month[key]} {PLAN_CURRENCY}, want {want_month[key]}")
        for sale in client.sales:
            s = self.books.caller.get(f"/v1/sales/{sale.id}") if sale.touched else None
            if s is None:
                continue
            sale.touched = False
            mine = (sale.state, sale.kind, [x.kind for x in sale.lines], sale.cum, sale.refunded, sale.due)
            its = (s["state"], s["kind"], [x["kind"] for x in s["lines"]], s["paid"]["amount_minor"], s["refunded"]["amount_minor"], s["due"]["amount_minor"])
            if sale.cum == 0 and mine[1] != its[1]:
                self.soft["kind of a sale without money"] += 1
                mine, its = (mine[0], *mine[3:]), (its[0], *its[3:])
            if mine != its:
                wrong.append(f"sale {sale.id}: got {its}, want {mine}")
        stage = self.books.caller.get(f"/v1/clients/{client.id}")["stage"]
        if stage != client.stage and not (client.stage == "active" and stage == "abandoned") and client.stage != "prospect":
            wrong.append(f"stage: got {stage}, want {client.stage}")
        if wrong:
            self.tell(client, what, wrong, lines)

    def shared_kopeck(self, client, key, want, got, want_month, got_month):
        """Who earned on some of a line's payments only, and money went back: §8.1 does not say whose the odd minor unit is. Taken over, and counted."""
        found = [e for e in client.entries if (e.who.id, e.sale.id, e.line.id, e.rule) == key]
        if not found or not any(abs(p.left) < p.first for p in found[0].sale.slices):
            return False
        entry, i = found[-1], found[-1].sale.lines.index(found[-1].line)
        everywhere = all(any((e[0], e[1]) == (entry.rule, entry.who) for e in p.earners.get(i, [])) for p in entry.sale.slices)
        gap = [g - w for g, w in zip(got[key], want[key])]
        if everywhere or sum(map(abs, gap)) != 1 or entry.currency != PLAN_CURRENCY:
            return False
        odd = Entry(client, entry.sale, entry.line, entry.rule, entry.who, entry.rate, entry.plan, sum(gap), entry.currency, entry.on, entry.payment, entry.held if gap[1] else ())
        odd.part, odd.plan_amount = entry.part, sum(gap)
        if not odd.held:
            odd.period = next((m for (u, m) in set(want_month) | set(got_month) if u == key[0] and got_month[u, m] - want_month[u, m] == odd.amount), None)
            if odd.period is None:
                return False
            want_month[key[0], odd.period] += odd.amount
        client.entries.append(odd)
        self.world.entries.append(odd)
        self.counts["odd kopecks"] += 1
        return True

    def name(self, key):
        return f"{self.names.get(key[0], key[0])} {key[3]} on {key[1]} line {key[2][-4:] if key[2] else None}"

    def tell(self, client, what, wrong, lines):
        text = [f"DIFFERENCE after {what} on {self.world.today}, client {client.name} (seed {SEED}, {CLIENTS} clients)"] + ["  " + w for w in wrong]
        text.append("the story of that client:")
        for at, who, method, path, body, status, ref in client.log:
            text.append(f"  {at} {who.split('@')[0]:10} {method} {path} {body or ''} -> {status} {ref or ''}")
        text.append("his ledger:")
        for a in lines:
            text.append(f"  {self.names.get(a['user_id'])} {a['rule']} {a['rate_bp']} bp of {a['base']['amount_minor']} = {a['amount']['amount_minor']} {a['currency']}"
                        f" ({(a['plan_amount'] or {}).get('amount_minor')}) {a['state']} {a['held_reason'] or ''} {a['period']} value {a['value_on']} sale …{(a['sale_id'] or '')[-4:]} line …{(a['sale_line_id'] or '')[-4:]}")
        text.append("expected:")
        for e in client.entries:
            text.append(f"  {e.who.name} {e.rule} {e.rate} bp = {e.amount} {e.currency} ({e.plan_amount}) {sorted(e.held) or 'posted'} {e.period} value {e.on} sale …{e.sale.id[-4:]} line …{e.line.id[-4:]}")
        self.differences.append("\n".join(text))
        if not GO_ON:
            raise Difference(self.differences[-1])
        client.dead = True

    # ---- what people do
    def amount(self):
        return chance.choice([chance.randint(1, 99), chance.randint(100, 99_999), chance.randint(100_000, 30_000_000), 10_000_000])

    def draw_lines(self, codes=("water", "coolers", "coffee"), first=None):
        n = chance.choice([1, 1, 1, 2, 2, 3])
        codes = [first or chance.choice(codes)] + [chance.choice(codes) for _ in range(n - 1)]
        return [Line(c, self.amount(), chance.choice([0, 1000, 2000, 2200, 2200])) for c in codes]

    def sell(self, client, seller, lines, on=None, currency=None, split=None, deal=None, deal_line=None, by=None):
        w = self.world
        currency = currency or ("RUB" if chance.random() < .85 or "fx" in SKIP else chance.choice(["USD", "EUR"]))
        sale = Sale(client, on or w.today, currency, lines, seller, split, deal_line, w.order())
        body = {"client_id": client.id, "sale_on": sale.on.isoformat(), "currency": currency, "lines": [
            {"product_line": x.code, "description": x.code, "net_minor": x.net, "vat_bp": x.vat} for x in lines]}
        if deal:
            body["opportunity_id"] = deal
        if by:
            body["seller_id"] = seller.id
        by = by or seller
        made = self.say(client, by.caller, "POST", "/v1/sales", body, 201)
        sale.id = made["id"]
        for line, told in zip(lines, made["lines"]):
            line.id = told["id"]
        self.say(client, by.caller, "POST", f"/v1/sales/{sale.id}/confirm", {})
        w.confirm(sale)
        for s in client.sales:
            s.touched = True
        self.counts["sales"] += 1
        return sale

    def pay(self, client, amount, currency, named=(), on=None):
        w = self.world
        on = on or w.today
        payment = Payment(client, amount, currency, on, w.order())
        body = {"source": "bank", "external_id": f"p{payment.order}", "client_id": client.id, "value_on": on.isoformat(), "amount": money(amount, currency)}
        if named:
            body["allocations"] = [{"sale_id": s.id, "amount_minor": a} for s, a in named]
        got = self.say(client, self.books.caller, "POST", "/v1/payments", body, 201)
        payment.id, payment.body = got["id"], body
        client.payments.append(payment)
        self.bodies.append(("/v1/payments", body))
        done = collections.Counter()
        for sale, part in w.spread(payment, named):
            done[sale.id] += part
            sale.touched = True
        for s in client.sales:
            s.touched = True
        told = {a["sale_id"]: a["amount_minor"] for a in got["allocations"]}
        if told != dict(done) or got["unallocated"]["amount_minor"] != payment.waits:
            self.tell(client, "allocation of a payment", [f"got {told}, waits {got['unallocated']}; want {dict(done)}, waits {payment.waits}"], client.lines)
        self.counts["payments"] += 1
        return payment

    def open_sales(self, client):
        return [s for s in client.sales if s.due > 0]

    def pay_something(self, client):
        w, chosen = self.world, self.open_sales(client)
        if not chosen or (client.stage == "lost" and 29 <= (w.today - client.lost_on).days <= 31):
            return False
        sale = chance.choice(chosen)
        on = w.today
        if chance.random() < .2 and "backdate" not in SKIP and client.stage == "active":
            back = w.today - day_of(chance.randint(1, 40))
            edge = max([i.date() for i, _ in client.curators] + [client.lost_on or dt.date.min])
            if back > edge and back > sale.on - day_of(5):
                on = back
        same = [s for s in chosen if s.currency == sale.currency]
        total = sum(s.due for s in same)
        style = chance.random()
        if style < .45:      # a part of one named sale
            part = sale.due if chance.random() < .45 else chance.randint(1, sale.due)
            self.pay(client, part, sale.currency, [(sale, part)], on)
        elif style < .7:     # oldest first, some of everything
            self.pay(client, chance.randint(1, total), sale.currency, (), on)
        elif style < .8 and len(same) > 1:
            named = [(s, chance.randint(1, s.due)) for s in same]
            self.pay(client, sum(a for _, a in named), sale.currency, named, on)
        elif style < .9 and "overpay" not in SKIP:
            self.pay(client, total + chance.randint(1, 500_000), sale.currency, (), on)
        else:
            self.pay(client, total, sale.currency, (), on)
        return True

    def win(self, client):
        """The first sale, in one of its forms."""
        w = self.world
        client.tries = getattr(client, "tries", 0) + 1
        hunters = [h for h in self.hunters if not h.left and h.unit_then(w.today) == "active_sales"]
        hunter = client.owner = getattr(client, "owner", None) if getattr(client, "owner", None) in hunters else None
        form = chance.random()
        if client.id is None:
            direct = form < .06 and "direct" not in SKIP
            hunter = client.owner = chance.choice(self.farmers if direct else hunters)
            client.id = self.say(client, hunter.caller, "POST", "/v1/clients", {"legal_name": f"Hard {client.name}", "source": "inbound", "external_id": client.name}, 201)["id"]
        elif hunter is None:
            client.dead = True
            return
        split = deal = None
        lines = self.draw_lines()
        if form > .75 and hunter in hunters and "split" not in SKIP and client.tries == 1:
            lines[0].code = "water"
            deal = self.say(client, hunter.caller, "POST", "/v1/opportunities", {"client_id": client.id, "product_line": "water", "amount": money(100)}, 201)["id"]
            other = chance.choice([h for h in hunters if h is not hunter])
            share = chance.choice([5000, 6000, 6000, 3333, 9999, 1])
            split = [(hunter, share), (other, 10_000 - share)]
            self.say(client, self.head.caller, "POST", f"/v1/opportunities/{deal}/split-credit", {"credit_split": [{"user_id": p.id, "share_bp": s} for p, s in split]})
        on = w.today if chance.random() < .7 else w.today - day_of(chance.randint(1, 6))
        if w.today == Day("2028-02-29"):
            on = w.today
        sale = self.sell(client, hunter, lines, on, split=split, deal=deal, deal_line="water" if deal else None)
        if chance.random() < .15 and "two" not in SKIP and hunter in hunters and not deal:
            self.sell(client, hunter, self.draw_lines(), w.today if on != w.today else w.today - day_of(2))
        self.compare(client, "the first sale confirmed")
        first = sale if chance.random() < .7 else chance.choice(self.open_sales(client))
        part = first.due if chance.random() < .5 else chance.randint(1, first.due)
        self.pay(client, part, first.currency, [(first, part)])
        client.handoff_from = w.today + day_of(chance.choice([0, 0, 1, 3, 10, 25, 60]))
        client.never = chance.random() < .1

    def hand_over(self, client):
        w = self.world
        if client.stage != "client" or client.never or w.today < client.handoff_from or (client.exempt_until and w.today <= client.exempt_until):
            return False
        giver = client.hunter
        hand = next(h["id"] for h in self.books.caller.all(f"/v1/handoffs?client_id={client.id}") if h["state"] not in ("cancelled", "completed"))
        if chance.random() < .12 and "exempt" not in SKIP and not client.exempt_until:
            client.exempt_until = w.today + day_of(chance.randint(5, 80))
            self.say(client, self.boss.caller, "POST", f"/v1/handoffs/{hand}/exempt", {"reason": "he insists", "until_on": client.exempt_until.isoformat()})
            return True
        takers = [f for f in self.farmers if f is not giver and not f.left]
        farmer = chance.choice(takers)
        by = self.head if giver.left or giver.unit_then(w.today) != "active_sales" else giver
        self.say(client, by.caller, "POST", f"/v1/handoffs/{hand}/propose", {"to_user_id": farmer.id, "rehearsed": True, "checklist": WHOLE})
        self.say(client, farmer.caller, "POST", f"/v1/handoffs/{hand}/accept", {})
        w.accept(client, farmer)
        self.counts["handoffs"] += 1
        return True

    def follow(self, client):
        w = self.world
        seller = client.curator_on(w.today, w.at)
        if client.stage not in ("client", "active") or seller is None or seller.left:
            return False
        if client.stage == "client" and seller.unit_then(w.today) != "active_sales":
            return False
        on = w.today if chance.random() < .75 else w.today - day_of(chance.randint(1, 10))
        if any(i.date() >= on for i, _ in client.curators) or (client.lost_on and on <= client.lost_on):
            on = w.today
        self.sell(client, seller, self.draw_lines(), on)
        return True

    def new_line(self, client):
        w = self.world
        bought = {x.code for s in client.sales for x in s.lines}
        free = [c for c in ("water", "coolers", "coffee") if c not in bought]
        hunters = [h for h in self.hunters if not h.left and h.unit_then(w.today) == "active_sales"]
        if client.stage != "active" or not free or "new_line" in SKIP or client.hunter is None:
            return False
        code = chance.choice(free)
        hunter = client.hunter if client.hunter in hunters and chance.random() < .5 else chance.choice(hunters)
        deal = self.say(client, hunter.caller, "POST", "/v1/opportunities", {"client_id": client.id, "product_line": code, "amount": money(100)}, 201)["id"]
        lines = [Line(code, self.amount(), chance.choice([0, 1000, 2200]))]
        if chance.random() < .4:
            lines.append(Line(chance.choice(sorted(bought)), self.amount(), 2200))
        sale = self.sell(client, hunter, lines, deal=deal, deal_line=code)
        if sale.due > 0:
            part = sale.due if chance.random() < .5 else chance.randint(1, sale.due)
            self.pay(client, part, sale.currency, [(sale, part)])
        self.counts["new lines"] += 1
        return True

    def give_back(self, client):
        w = self.world
        sales = [s for s in client.sales if s.cum > 0]
        if not sales or client.stage == "prospect":
            return False
        sale = chance.choice(sales)
        named = None
        if chance.random() < .25:
            named = chance.choice([s.payment for s in sale.slices if s.left > 0])
        most = sale.cum if named is None else sum(s.left for s in sale.slices if s.payment is named)
        amount = most if chance.random() < .35 else chance.randint(1, most)
        body = {"source": "bank", "external_id": f"r{w.order()}", "sale_id": sale.id, "amount": money(amount, sale.currency), "value_on": w.today.isoformat(), "reason": "goods back"}
        if named:
            body["payment_id"] = named.id
        self.say(client, self.books.caller, "POST", "/v1/refunds", body, 201)
        self.bodies.append(("/v1/refunds", body))
        w.refund(sale, amount, w.today, named)
        for s in client.sales:
            s.touched = True
        self.counts["refunds"] += 1
        return True

    def bounce(self, client):
        w = self.world
        chosen = [p for p in client.payments if not p.bounced and p.slices]
        if not chosen or client.stage == "lost":
            return False
        payment = chance.choice(chosen)
        self.say(client, self.books.caller, "POST", f"/v1/payments/{payment.id}/bounce", {})
        w.bounce(payment, w.today)
        for s in client.sales:
            s.touched = True
        self.counts["bounces"] += 1
        return True

    def lose(self, client):
        w = self.world
        curator = client.curator_on(w.today, w.at)
        if client.stage != "active" or curator is None or curator.unit_then(w.today) != "client_department" or "lose" in SKIP:
            return False
        self.say(client, curator.caller, "POST", f"/v1/clients/{client.id}/propose-lost", {"reason": chance.choice(["price", "competitor", "quality"])})
        self.say(client, self.keeper.caller, "POST", f"/v1/clients/{client.id}/confirm-lost", {})
        w.lose(client)
        self.counts["lost"] += 1
        return True

    def win_back(self, client):
        """C21: he comes by himself; or C22: a hunter takes him as new business."""
        w = self.world
        if client.stage != "lost" or w.today <= client.lost_on:
            return False
        last = max(s.on for s in client.sales)
        idle = (w.today - last).days
        if idle >= w.reacquire and not any(p.waits for p in client.payments) and chance.random() < .6 and "reopen" not in SKIP:
            hunters = [h for h in self.hunters if not h.left and h.unit_then(w.today) == "active_sales"]
            hunter = chance.choice(hunters)
            self.say(client, self.keeper.caller, "POST", f"/v1/clients/{client.id}/reopen", {"reason": "a year without orders", "curator_id": hunter.id})
            client.stage, client.acquisition, client.first, client.owner, client.tries = "prospect", client.acquisition + 1, None, hunter, 1
            client.curators = [c for c in client.curators if c[0] <= w.at] + [(w.at, hunter)]
            self.counts["reacquired"] += 1
            self.win(client)
            return True
        farmer = chance.choice(self.farmers)
        if getattr(self.mover, "moved", None) and not self.mover.left and chance.random() < .3:
            farmer = self.mover
        sale = self.sell(client, farmer, self.draw_lines(), by=self.books)
        self.compare(client, "a sale to a lost client confirmed")
        if sale.due > 0:
            part = sale.due if chance.random() < .5 else chance.randint(1, sale.due)
            self.pay(client, part, sale.currency, [(sale, part)])
        self.counts["won back"] += 1
        return True

    def dispute(self, client):
        w = self.world
        rights = [r for r in client.rights if r.active and not r.void and not r.ended]
        if not rights or client.stage != "active" or "dispute" in SKIP:
            return False
        right = chance.choice(rights)
        found = [e for e in self.books.caller.all(f"/v1/commission/entitlements?client_id={client.id}")
                 if e["user_id"] == right.holder.id and e["clock_start_on"] == right.start.isoformat() and (e["scope"] == "product_lines") == (right.lines is not None) and e["state"] not in ("ended", "voided")]
        verb = "resume" if "disputed" in right.resting else "suspend"
        if right.resting - {"disputed"} or len(found) != 1:
            return False
        self.say(client, self.boss.caller, "POST", f"/v1/commission/entitlements/{found[0]['id']}/{verb}", {"reason": "disputed"})
        if verb == "suspend":
            right.resting.add("disputed")
        else:
            right.resting.discard("disputed")
            for entry in client.entries:
                if "disputed" in entry.held and getattr(entry, "right", None) is right:  # MENDED: another right of his may be disputed still
                    entry.held.discard("disputed")
                    w.settle(entry)
        self.counts["disputes"] += 1
        return True

    def adjust(self):
        w, who = self.world, chance.choice(self.hunters + self.farmers)
        amount = chance.choice([-1, 1]) * chance.randint(1, 3_000_000)
        body = {"user_id": who.id, "amount": money(amount), "reason": "by hand", "value_on": w.today.isoformat()}
        other = None
        if chance.random() < .4:
            other = chance.choice([p for p in self.hunters + self.farmers if p is not who])
            body["counterpart_id"] = other.id
        self.say(None, self.books.caller, "POST", "/v1/commission/adjustments", body, 201)
        month = w.month_for(w.today)
        w.adjustments.append((who, month, amount))
        if other:
            w.adjustments.append((other, month, -amount))
        self.counts["adjustments"] += 1

    # ---- months
    def months_of(self):
        total = collections.Counter()
        for e in self.world.entries:
            if not e.held:
                total[e.who.id, e.period] += e.plan_amount
        for who, month, amount in self.world.adjustments:
            total[who.id, month] += amount
        return total

    def close(self, month):
        w = self.world
        self.say(None, self.books.caller, "POST", f"/v1/commission/periods/{month}/close", {})
        w.closed.add(month)
        self.counts["months closed"] += 1
        self.check_month(month)

    def check_month(self, month):
        total = self.months_of()
        want = {u: t for (u, m), t in total.items() if m == month}
        got = {s["user_id"]: s["total"]["amount_minor"] for s in self.books.caller.all(f"/v1/commission/statements?period={month}")}
        bad = [f"{self.names[u]}: got {got.get(u)}, want {want.get(u)}" for u in sorted(set(want) | set(got)) if (got.get(u) or 0) != (want.get(u) or 0)]
        if bad and not self.differences:
            self.differences.append(f"DIFFERENCE: statements of {month} (closed on {self.world.today}): " + "; ".join(bad))
            if not GO_ON:
                raise Difference(self.differences[-1])

    def months(self):
        w = self.world
        if CLOSING == "never" or w.today.day < 4:
            return
        gone, month = [], month_of(START)
        while month < month_of(w.today):
            if month not in w.closed:
                gone.append(month)
            month = next_month(month)
        if not gone:
            return
        if CLOSING == "prompt":
            self.close(gone[0])
        elif chance.random() < .12:
            self.close(chance.choice(gone) if chance.random() < .4 else gone[0])

    # ---- the days
    def run(self):
        w = self.world
        for i in range(CLIENTS):
            client = Client(f"c{i}")
            client.lines, client.next = [], START + day_of(chance.randint(0, 200))
            if i < 3:
                client.next = Day("2028-02-29")
            self.clients.append(client)
        self.anniversaries = [Day("2029-02-27"), Day("2029-02-28"), Day("2029-03-01")]
        day = START
        while day < END:
            day += day_of(1)
            due = [c for c in self.clients if c.next and c.next <= day and not c.dead]
            month_end = day.day == 4
            if not due and not month_end and day not in (self.leaves, self.moves, self.plan_day) and chance.random() > .1:
                continue
            self.clock(day, 8)
            for currency in ("USD", "EUR"):
                for back in range(0, 5):
                    key = (currency, day - day_of(back))
                    if key not in w.rates and chance.random() < (.75 if back == 0 else .25) and "fx" not in SKIP:
                        rate = chance.choice(["92.3456", "101.07", "88.8", "79.999999", "0.333"])
                        self.say(None, self.books.caller, "POST", "/v1/fx-rates", {"currency": currency, "value_on": key[1].isoformat(), "rate": rate}, 201)
                        w.rates[key] = fractions.Fraction(rate)
                        for entry in w.entries:
                            if "missing_fx" in entry.held and (entry.currency, entry.payment.on) == key:
                                w.settle(entry)
            if day == self.plan_day and self.new_plan:
                effective = day + day_of(10)
                made = self.say(None, self.books.caller, "POST", "/v1/commission/plans", {"name": "second", "effective_on": effective.isoformat(), "first_sale_bp": 1100, "new_line_bp": 650,
                                "farmer_bp": 220, "clawback_days": 60, "tail_days": 30, "residual_steps": [{"months": 3, "rate_bp": 350}, {"months": 3, "rate_bp": 250}, {"months": None, "rate_bp": 100}]}, 201)
                self.say(None, self.boss.caller, "POST", f"/v1/commission/plans/{made['id']}/publish", {})
                w.plans.append(Plan(made["number"], effective, 1100, [(3, 350), (3, 250), (None, 100)], 650, 220, 60, 30))
            if day == self.leaves and "leave" not in SKIP:
                self.say(None, self.root, "POST", f"/v1/users/{self.leaver.id}/terminate", {"terminated_on": day.isoformat()})
                self.leaver.left = day
                for client in self.clients:
                    for right in client.rights:
                        if right.holder is self.leaver and not right.void and right.ended is None:
                            right.ended = day
                continue
            if day == self.moves and "move" not in SKIP:
                got = self.root.get(f"/v1/users/{self.mover.id}")
                self.root.patch(f"/v1/users/{self.mover.id}", {"unit": "client_department", "roles": ["farmer"]}, headers={"If-Match": got.headers["etag"]})
                self.mover.moved = day
            if chance.random() < .05:
                self.adjust()
            for hour, client in zip(range(9, 20), due):
                if w.at.hour != hour:
                    self.clock(day, hour)
                self.step(client)
            self.months()
        self.finish()

    def step(self, client):
        w = self.world
        client.next = w.today + day_of(chance.choice([1, 2, 5, 9, 14, 21, 30, 45]))
        if w.today < Day("2029-02-27") <= client.next and client.stage == "active" and chance.random() < .5:
            client.next = chance.choice(self.anniversaries)
        if client.rights and chance.random() < .08:
            step = months_later(client.rights[-1].start, chance.choice([3, 6, 12]))
            edge = step - day_of(chance.choice([0, 1]))
            if edge > w.today:
                client.next = edge
        if client.stage == "lost" and chance.random() < .5:
            client.next = max(w.today + day_of(1), max(s.on for s in client.sales) + day_of(w.reacquire - chance.choice([0, 0, 1, 30])))
        if client.id is None:
            what = "the first sale"
            self.win(client)
        elif client.stage == "prospect":
            what = "the first sale again"
            self.pay_something(client) if self.open_sales(client) and chance.random() < .5 else self.win(client)
        elif self.hand_over(client):
            what = "the handoff"
        else:
            wanted = chance.choices(["pay", "follow", "refund", "bounce", "new", "lose", "back", "dispute"],
                                    [40, 30, 12, 6, 10, 3 if client.stage == "active" else 0, 40 if client.stage == "lost" else 0, 3])[0]
            what = wanted
            done = {"pay": self.pay_something, "follow": self.follow, "refund": self.give_back, "bounce": self.bounce, "new": self.new_line,
                    "lose": self.lose, "back": self.win_back, "dispute": self.dispute}[wanted](client)
            if not done and client.stage != "lost":
                self.pay_something(client) or self.follow(client)
        self.counts["steps"] += 1
        self.compare(client, what)

    # ---- the end: replays, statements, explanations
    def finish(self):
        w, books = self.world, self.books.caller
        self.clock(END + day_of(1), 9)
        before = {c.name: len(c.lines) for c in self.clients}
        for path, body in self.bodies:
            self.say(None, books, "POST", path, body, 200)
        for client in self.clients:
            if client.id and not client.dead:
                self.compare(client, "replaying every payment and refund")
                if len(client.lines) != before[client.name]:
                    self.tell(client, "replay", [f"{len(client.lines)} lines, {before[client.name]} before"], client.lines)
        if self.hunters[3].left is None:
            self.twins()
        month = month_of(START)
        while CLOSING != "never" and month <= month_of(END):
            if month not in w.closed:
                self.close(month)
            month = next_month(month)
        statements = books.all("/v1/commission/statements")
        if not self.differences:
            for month in w.closed:
                self.check_month(month)
        total = sum(s["total"]["amount_minor"] for s in statements)
        due = sum(e.plan_amount for e in w.entries if not e.held and e.period in w.closed) + sum(a for _, m, a in w.adjustments if m in w.closed)
        if total != due and not self.differences:
            self.differences.append(f"DIFFERENCE: all statements {total}, all accruals {due}")
        self.statements = statements
        self.total = sum(e.plan_amount for e in w.entries if not e.held) + sum(a for _, _, a in w.adjustments)
        self.carry(statements)
        self.explain()

    def twins(self):
        """§8.1, I-14: the order of payments and refunds within a day and the cutting of a payment change nothing."""
        hunter, farmer, books = self.hunters[3], self.farmers[0], self.books.caller
        for trial in range(5):
            shape = self.draw_lines()
            gross = sum(x.gross for x in shape)
            def cut(total):
                edges = sorted(chance.randint(0, total) for _ in range(chance.randint(1, 4)))
                return [b - a for a, b in zip([0] + edges, edges + [total]) if b > a]
            paid, back = cut(gross), cut(chance.randint(1, max(1, gross - 1)))
            mixed, left_p, left_r, lies = [], paid[:], back[:], 0
            chance.shuffle(left_p)
            while left_p or left_r:
                if left_r and lies > left_r[0] and (not left_p or chance.random() < .5):
                    lies -= left_r[0]
                    mixed.append(("refund", left_r.pop(0)))
                elif left_p:
                    lies += left_p[0]
                    mixed.append(("pay", left_p.pop(0)))
                else:
                    mixed.append(("refund", left_r.pop(0)))
            ways = {"all payments, then all refunds": [("pay", p) for p in paid] + [("refund", r) for r in back], "mixed": mixed,
                    "in one piece": [("pay", gross), ("refund", sum(back))]}
            found = {}
            for way, steps in ways.items():
                client = Client(f"twin {trial} {way}")
                client.id = self.say(client, hunter.caller, "POST", "/v1/clients", {"legal_name": client.name, "source": "inbound"}, 201)["id"]
                today = self.world.today.isoformat()
                def sale_of(who, lines):
                    s = self.say(client, who.caller, "POST", "/v1/sales", {"client_id": client.id, "sale_on": today, "currency": "RUB", "lines": [
                        {"product_line": x.code, "description": x.code, "net_minor": x.net, "vat_bp": x.vat} for x in lines]}, 201)
                    self.say(client, who.caller, "POST", f"/v1/sales/{s['id']}/confirm", {})
                    return s["id"], [x["id"] for x in s["lines"]]
                def move(kind, sale, amount):
                    body = {"source": "twins", "external_id": f"{client.id}-{len(client.log)}", "amount": money(amount), "value_on": today}
                    more = {"client_id": client.id, "allocations": [{"sale_id": sale, "amount_minor": amount}]} if kind == "pay" else {"sale_id": sale, "reason": "twins"}
                    self.say(client, books, "POST", "/v1/payments" if kind == "pay" else "/v1/refunds", {**body, **more}, 201)
                first, _ = sale_of(hunter, [Line("water", 10_000, 0)])
                move("pay", first, 10_000)
                hand = books.all(f"/v1/handoffs?client_id={client.id}")[0]["id"]
                self.say(client, hunter.caller, "POST", f"/v1/handoffs/{hand}/propose", {"to_user_id": farmer.id, "rehearsed": True, "checklist": WHOLE})
                self.say(client, farmer.caller, "POST", f"/v1/handoffs/{hand}/accept", {})
                sale, ids = sale_of(farmer, shape)
                for kind, amount in steps:
                    move(kind, sale, amount)
                total = collections.Counter()
                lines = books.all(f"/v1/commission/accruals?client_id={client.id}&sale_id={sale}")
                for a in lines:
                    total[a["rule"], ids.index(a["sale_line_id"])] += a["amount"]["amount_minor"]
                found[way] = {k: v for k, v in total.items() if v}
                for e in books.all(f"/v1/commission/accruals?client_id={client.id}"):
                    self.world.adjustments.append((next(p for p in self.hunters + self.farmers if p.id == e["user_id"]), e["period"], e["plan_amount"]["amount_minor"]))
            self.counts["twins"] += 1
            if len({str(sorted(f.items())) for f in found.values()}) != 1:
                self.tell(client, "twins", [f"{way}: {ways[way]} gives {f}" for way, f in found.items()], lines)

    def carry(self, statements):
        for s in statements:
            a = {k: s[k]["amount_minor"] for k in ("total", "carry_in", "payable", "carry_out")}
            if a["carry_in"] + a["total"] != a["payable"] + a["carry_out"] or a["payable"] < 0 or a["carry_out"] > 0 or a["carry_in"] > 0:
                self.differences.append(f"DIFFERENCE: statement {s['id']} of {self.names.get(s['user_id'])} {s['period']}: {a}")
        if CLOSING != "prompt":
            return
        for user in self.names:
            before = 0
            for s in sorted((s for s in statements if s["user_id"] == user), key=lambda s: s["period"]):
                if s["carry_in"]["amount_minor"] != before:
                    self.differences.append(f"DIFFERENCE: carry into {s['period']} of {self.names[user]}: got {s['carry_in']}, want {before}")
                before = min(0, before + s["total"]["amount_minor"])

    def explain(self):
        books, bad, seen = self.books.caller, 0, 0
        lines = [a for c in self.clients for a in c.lines if a["rule"] != "adjustment"]
        for a in chance.sample(lines, min(len(lines), 300)):
            seen += 1
            x = books.get(f"/v1/commission/accruals/{a['id']}/explanation")
            same = all(x[k] == a[k] for k in ("rule", "kind", "rate_bp", "base", "amount", "plan_version", "share_bp"))
            right = half_away(fractions.Fraction(x["base_so_far"]["amount_minor"] * x["rate_bp"], 10_000))
            cut = largest_remainder(right, [x["share_bp"], 10_000 - x["share_bp"]]) if x["share_bp"] != 10_000 else [right]
            if not same or abs(x["amount_so_far"]["amount_minor"] - cut[0]) > (x["share_bp"] != 10_000) or not x["text"]:
                bad += 1
                if bad == 1:
                    self.differences.append(f"DIFFERENCE: explanation of {a} is {x.body}")
        self.counts["explanations"] = seen


def main():
    began, story = time.time(), Story()
    try:
        story.run()
    except Difference as difference:
        if str(difference) not in story.differences:
            story.differences.append(str(difference))
    for difference in story.differences if GO_ON else story.differences[:1]:
        print(difference)
    print(f"seed {SEED}: " + ", ".join(f"{n} {what}" for what, n in story.counts.items()) + f", {story.checked} comparisons, {sum(story.soft.values())} kinds of unpaid sales not provisional again, {time.time() - began:.0f} s")
    if story.differences:
        print(f"hard money: {len(story.differences)} difference(s) with seed {SEED}")
        sys.exit(1)
    print(f"hard money agrees: {story.total / 100:,.2f} {PLAN_CURRENCY} of {CLIENTS} clients, {len(story.statements)} statements")


if __name__ == "__main__":
    main()
