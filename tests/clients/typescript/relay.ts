// The relay as a frontend would write it: every path, body and answer is typed from openapi/openapi.json, nothing is cast.
// Run by `make judge` against a fresh sandbox server; throws at the first answer that is not as the contract says.
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { env: Record<string, string | undefined> };

type Problem = components["schemas"]["Problem"];
type Checklist = components["schemas"]["ProposeHandoff"]["checklist"];
type NewUser = components["schemas"]["NewUser"];
type NewActivity = components["schemas"]["NewActivity"];

const base = process.env["BATON_URL"] ?? "http://127.0.0.1:8080";
const password = "correct horse battery staple 7";

function as(token: string) {
  const bearer: Middleware = {
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token}`);
      return request;
    },
  };
  const client = createClient<paths>({ baseUrl: base });
  client.use(bearer);
  return client;
}

async function login(username: string, secret: string) {
  const form = new URLSearchParams({ grant_type: "password", username, password: secret });
  const answer = await fetch(`${base}/oauth/token`, { method: "POST", body: form });
  const token: { access_token?: string } = await answer.json();
  if (!token.access_token) throw new Error(`${username} cannot log in: ${answer.status}`);
  return as(token.access_token);
}

function got<T>(answer: { data?: T; error?: Problem; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}

function same<T>(what: string, found: T, wanted: T) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  console.log(`  ok  ${what}`);
}

const rub = (amount_minor: number) => ({ amount_minor, currency: "RUB" });
const root = await login(process.env["BATON_ADMIN_EMAIL"] ?? "", process.env["BATON_ADMIN_PASSWORD"] ?? "");

async function person(name: string, unit: NewUser["unit"], role: NewUser["roles"][number]) {
  const email = `${name}-${crypto.randomUUID()}@relay.test`;
  const user = got(await root.POST("/v1/users", { body: { email, name, unit, roles: [role], password } }));
  return { id: user.id, api: await login(email, password) };
}

async function now() {
  return new Date(got(await root.GET("/v1/sandbox/clock")).now_at);
}

const hunter = await person("ivan", "active_sales", "hunter");
const caller = await person("olga", "call_centre", "call_manager");
const farmer = await person("anna", "client_department", "farmer");
const finance = await person("fedor", "finance", "finance");
const line = `water-${crypto.randomUUID().slice(0, 8)}`;
got(await root.POST("/v1/product-lines", { body: { code: line, name: "Вода" } }));

console.log("1. the call centre finds him");
const card = got(await caller.api.POST("/v1/clients", { body: { legal_name: "ООО «Типы»", source: "internet" } }));
const id = { path: { id: card.id } };
const spoke: NewActivity = { kind: "call", direction: "outbound", two_way: true, occurred_at: (await now()).toISOString(), result: "познакомились" };
got(await caller.api.POST("/v1/clients/{id}/activities", { params: id, body: spoke }));
const starts = new Date((await now()).getTime() + 2 * 86_400_000);
starts.setUTCHours(9, 0, 0, 0);
while (starts.getUTCDay() % 6 === 0) starts.setUTCDate(starts.getUTCDate() + 1);
got(await caller.api.POST("/v1/clients/{id}/qualify", {
  params: id,
  body: { need: "вода в офис", decision_maker_known: true, volume_hint: "60 в месяц", solvency_checked: true, region_served: true },
}));
const meeting = got(await caller.api.POST("/v1/meetings", {
  body: { client_id: card.id, hunter_id: hunter.id, starts_at: starts.toISOString(), place: "у клиента", contact: { name: "Иван Иванович", decision_maker: true } },
}));

console.log("2. the hunter makes the first sale");
await root.POST("/v1/sandbox/clock/advance", { body: { to: new Date(starts.getTime() + 3_600_000).toISOString() } });
const visit = { path: { id: meeting.id } };
got(await hunter.api.POST("/v1/meetings/{id}/hold", { params: visit }));
got(await hunter.api.POST("/v1/meetings/{id}/accept", { params: visit }));
const deal = got(await hunter.api.POST("/v1/opportunities", { body: { client_id: card.id, product_line: line, amount: rub(10_000_000) } }));
for (const stage of ["proposal", "negotiation", "contract"] as const) {
  got(await hunter.api.POST("/v1/opportunities/{id}/advance", { params: { path: { id: deal.id } }, body: { stage } }));
}
const today = (await now()).toISOString().slice(0, 10);
const draft = got(await hunter.api.POST("/v1/sales", {
  body: { client_id: card.id, opportunity_id: deal.id, sale_on: today, currency: "RUB", lines: [{ product_line: line, description: "вода", net_minor: 10_000_000, vat_bp: 2200 }] },
}));
const sale = got(await hunter.api.POST("/v1/sales/{id}/confirm", { params: { path: { id: draft.id } }, body: {} }));
same("the system names the kind", sale.kind, "first");
const key = crypto.randomUUID();
const payment = {
  body: { source: "bank", external_id: key, client_id: card.id, amount: rub(12_200_000), value_on: today, allocations: [{ sale_id: sale.id, amount_minor: 12_200_000 }] },
  params: { header: { "Idempotency-Key": key } },
};
const paid = got(await finance.api.POST("/v1/payments", payment));
const again = await finance.api.POST("/v1/payments", payment);
same("a repeat is answered, not done", [got(again).id, again.response.headers.get("Idempotent-Replayed")], [paid.id, "true"]);

console.log("3. the baton is passed");
const handoff = got(await hunter.api.GET("/v1/handoffs", { params: { query: { client_id: card.id } } })).items[0];
if (!handoff) throw new Error("no handoff");
const baton = { path: { id: handoff.id } };
const checklist: Checklist = { general: true, decision_makers: true, contract: true, promises: true, payment_terms: true, delivery: true, risks: true, preferred_channel: true };
got(await hunter.api.POST("/v1/handoffs/{id}/propose", { params: baton, body: { to_user_id: farmer.id, rehearsed: true, checklist } }));
same("taken", got(await farmer.api.POST("/v1/handoffs/{id}/accept", { params: baton, body: {} })).state, "accepted");
const known = await farmer.api.GET("/v1/clients/{id}", { params: id });
same("he is active, with his farmer", [got(known).stage, got(known).curator_id], ["active", farmer.id]);
const etag = known.response.headers.get("ETag") ?? "";
const changed = await farmer.api.PATCH("/v1/clients/{id}", {
  params: { ...id, header: { "If-Match": etag } }, body: { city: "Омск" }, headers: { "Content-Type": "application/merge-patch+json" },
});
same("changed by who read it last", got(changed).city, "Омск");
const stale = await farmer.api.PATCH("/v1/clients/{id}", {
  params: { ...id, header: { "If-Match": etag } }, body: { city: "Томск" }, headers: { "Content-Type": "application/merge-patch+json" },
});
same("and by nobody else", [stale.response.status, stale.error?.code], [412, "version_mismatch"]);

console.log("4. paid to the kopeck");
const lines = got(await finance.api.GET("/v1/commission/accruals", { params: { query: { client_id: card.id } } })).items;
same("V1: a tenth of the net, released", lines.map((line) => [line.user_id, line.amount.amount_minor, line.state]), [[hunter.id, 1_000_000, "posted"]]);
console.log("the typed relay holds");
