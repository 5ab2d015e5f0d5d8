-- Ten thousand clients and what hangs on them, as varied as life: words of very different frequency, people with few and with many,
-- states that pass with the newest rows. Once at the start of a test: foreign keys are not looked at.
set session_replication_role = replica;
set synchronous_commit = off;
select setseed(0.42);

create function an_id(at timestamptz, kind int, n bigint) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000' || lpad(to_hex(n), 12, '0'))::uuid $$;
-- One of some words, each as often as its weight; `chance` is below 1.
create function one_of(words text[], weights float[], chance float) returns text language plpgsql immutable as $$
  declare sum float := 0;
  begin for i in 1 .. array_length(words, 1) loop sum := sum + weights[i]; if chance < sum then return words[i]; end if; end loop; return words[1]; end $$;

insert into users (id, version, email, name, unit, roles, state, token_version, created_at)
  select an_id('2022-01-01', 1, g), 1, 'person' || g || '@many.test', 'Человек ' || g, (array['call_centre', 'active_sales', 'client_department'])[1 + g % 3], '["farmer"]', 'active', 0, '2022-01-01'
  from generate_series(1, 90) g;
create table person as select id, unit, row_number() over (partition by unit order by created_at, id) - 1 as place, count(*) over (partition by unit) as colleagues from users;
create unique index on person (unit, place);
-- Somebody of a unit; the first of it has a twentieth of everything.
create function somebody(of text, chance float) returns uuid language sql stable as $$
  select id from person where unit = of and place = (case when chance < 0.05 then 0 else floor((chance - 0.05) / 0.95 * (select max(colleagues) from person where unit = of)) end)::bigint $$;

create unlogged table base as
  select n, '2022-01-01'::timestamptz + n * interval '200 minutes' as at, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7 from generate_series(1, 10000) n;
create unlogged table staged as
  select *, an_id(at, 2, n) as id, at + r2 * (timestamptz '2026-02-28' - at) as since,
    one_of(array['suspect','contacted','nurturing','qualified','meeting_booked','prospect','client','active','abandoned','lost','disqualified'], array[.30,.15,.08,.02,.01,.01,.01,.22,.06,.09,.05], r1) as stage from base;
create unlogged table one as
  select *, case when stage in ('client', 'active', 'abandoned', 'lost') then somebody('active_sales', r3) end as hunter,
    case when stage in ('active', 'abandoned') then somebody('client_department', r4) when stage in ('prospect', 'client', 'meeting_booked') then somebody('active_sales', r3) end as curator,
    case when stage <> 'suspect' then at + r6 * (timestamptz '2026-02-28' - at) end as spoken, '+7' || (9000000000 + n) as phone from staged;
insert into clients (id, version, external_id, legal_name, inn, city, source, phones, emails, stage, stage_since, temperature, recontact_on, no_shows, acquisition_no, last_contact_at, last_curator_contact_at, silent_since,
                     lost_at, credit_hold, curator_id, hunter_of_record_id, imported, record_status, created_at, first_sale_on, last_sale_on)
  select id, 1, 'key-' || n, 'ООО «Клиент ' || md5(n::text) || '»', (7000000000 + n)::text, 'Город ' || n % 10,
    one_of(array['media','internet','rumour','referral','inbound','purchased_list','import'], array[.05,.1,.05,.05,.2,.3,.25], r7), jsonb_build_array(jsonb_build_object('number', phone, 'callable', true)), '[]', stage, since,
    case when stage in ('suspect', 'contacted', 'nurturing', 'qualified') and r5 < .5 then one_of(array['hot','warm','cool','cold'], array[.05,.15,.4,.4], r6) end, case when stage = 'nurturing' then '2026-03-03'::date + (r6 * 200)::int end,
    0, 1, spoken, case when curator is not null then spoken end, coalesce(spoken, since), case when stage = 'lost' then since end, r5 < .01, curator, hunter, false, 'live', at,
    case when hunter is not null then (at + interval '30 days')::date end, case when hunter is not null then (at + interval '300 days')::date end from one;
insert into client_phones (client_id, e164) select id, phone from one;
insert into search_texts (client_id, subject_id, personal, text) select id, id, false, 'ооо «клиент ' || md5(n::text) || E'»\n' || (7000000000 + n) || E'\n7' || (9000000000 + n) from one;
insert into search_texts (client_id, subject_id, personal, text) select id, an_id(at, 3, n), personal, case when personal then '7' || (8000000000 + n) else 'иван ' || md5('person' || n) end from one, (values (true), (false)) as two (personal);

insert into calls (id, version, source, external_call_id, integration_id, client_id, candidate_ids, user_id, direction, client_phone, state, started_at, time_estimated, outcome, disposition, disposition_conflict, received_at, talk_seconds, callback_at)
  select an_id(began, 4, n * 10 + g), 1, one_of(array['pbx','mango'], array[.9,.1], c1), 'call-' || n || '-' || g, an_id('2022-01-01', 5, 0), case when c1 < .97 then id end, '[]', somebody('call_centre', c2), case when c1 < .8 then 'outbound' else 'inbound' end, phone,
    'ended', began, false, one_of(array['answered','no_answer','busy','voicemail'], array[.5,.3,.15,.05], c3), case when c3 < .5 then one_of(array['meeting_booked','callback_requested','not_now','no_need','refused','do_not_call'], array[.1,.2,.2,.2,.2,.1], c4) end,
    c4 < .001, began, 60, case when c4 < .05 then began end
  from (select one.*, g, at + random() * (timestamptz '2026-02-28' - at) as began, random() c1, random() c2, random() c3, random() c4 from one, generate_series(1, 2) g) calls;

insert into meetings (id, version, client_id, kind, booked_by, hunter_id, starts_at, ends_at, state, acceptance, reschedules, verdicts, created_at, held_at, decided_at, accept_due_at)
  select an_id(booked, 6, n), 1, id, case when c1 < .7 then 'first' when c1 < .97 then 'follow_up' else 'key_visit' end, somebody('call_centre', c2), coalesce(hunter, somebody('active_sales', r3)), booked + interval '3 days', booked + interval '73 hours',
    case when stage = 'meeting_booked' then 'booked' else one_of(array['held','no_show','cancelled'], array[.7,.1,.2], c3) end,
    case when c3 < .7 and stage <> 'meeting_booked' then one_of(array['accepted','rejected','disputed','pending'], array[.8,.18,.01,.01], c4) else 'pending' end, 0, '[]', booked, case when c3 < .7 then booked + interval '3 days' end,
    case when c3 < .7 then booked + interval '4 days' end, case when c4 < .02 then booked + interval '5 days' end
  from (select one.*, least(at + r2 * interval '200 days', '2026-02-28') as booked, random() c1, random() c2, random() c3, random() c4 from one where stage not in ('suspect', 'contacted', 'disqualified')) meetings;

create unlogged table deal as
  select id as client, n, g, stage, hunter, case when g = 1 then hunter else coalesce(curator, hunter) end as seller, least(at + interval '10 days' + random() * interval '900 days', '2026-02-28') as at, random() c1, random() c2, random() c3, random() c4
  from one, generate_series(1, 3) g where hunter is not null;
-- What is still under way has begun last.
create unlogged table dated as select *, ntile(100) over (order by at) > 97 as new from deal;
insert into opportunities (id, version, client_id, product_line, owner_id, stage, state, amount_minor, currency, close_on, credit_split, acquisition_no, registered_at, touched_at, stale, closed_at)
  select an_id(at, 7, n * 10 + g), 1, client, 'line' || g, seller, one_of(array['discovery','proposal','negotiation','contract'], array[.1,.1,.1,.7], c2), case when new then 'open' else one_of(array['won','lost','cancelled'], array[.8,.15,.05], c1) end,
    (c3 * 1e7)::bigint, 'RUB', (at + interval '60 days')::date, '[]', 1, at, at, new and c4 < .1, case when not new then at + interval '30 days' end from dated;
insert into sales (id, version, source, external_id, client_id, opportunity_id, seller_id, seller_unit, sale_on, currency, credit_split, kind, kind_final, acquisition_no, state, gross_minor, paid_minor, refunded_minor, created_at, confirmed_at)
  select an_id(at, 8, n * 10 + g), 1, case when c3 < .3 then '1c' end, case when c3 < .3 then 'sale-' || n || '-' || g end, client, an_id(at, 7, n * 10 + g), seller, case when g = 1 then 'active_sales' else 'client_department' end, at::date, 'RUB', '[]',
    case when g = 1 then 'first' when c2 < .1 then 'new_line' else 'follow_on' end, true, 1, case when new then one_of(array['draft','confirmed','partly_paid'], array[.2,.5,.3], c1) else one_of(array['paid','refunded','cancelled'], array[.95,.02,.03], c1) end,
    (c3 * 1e7)::bigint, (c3 * 1e7)::bigint, 0, at, at from dated;
insert into payments (id, version, source, external_id, client_id, amount_minor, currency, value_on, state, unallocated_minor, named, recorded_at)
  select an_id(at, 9, n * 10 + g), 1, 'bank', 'payment-' || n || '-' || g, client, (c3 * 1e7)::bigint, 'RUB', at::date, case when new and c1 < .3 then 'pending' when c1 > .99 then 'reversed' else 'cleared' end, case when new and c4 < .2 then 100 else 0 end, '[]', at from dated;
insert into refunds (id, version, source, external_id, client_id, sale_id, payment_id, amount_minor, currency, value_on, reason, state, recorded_at)
  select an_id(at, 10, n * 10 + g), 1, 'bank', 'refund-' || n || '-' || g, client, an_id(at, 8, n * 10 + g), an_id(at, 9, n * 10 + g), (c3 * 1e5)::bigint + 1, 'RUB', at::date, 'брак', case when new then 'unmatched' else 'applied' end, at from dated;
insert into handoffs (id, version, client_id, kind, from_user_id, to_user_id, state, checklist, rehearsed, returns, due_at, overdue, exemptions, overridden, created_at, proposed_at, accepted_at, completed_at)
  select an_id(at, 11, n * 10 + g), 1, client, case when c2 < .9 then 'first_sale' else 'farmer_to_farmer' end, hunter, case when not new or c3 < .7 then seller end, case when new and g = 1 then one_of(array['prepared','proposed','accepted'], array[.4,.3,.3], c1) else one_of(array['completed','cancelled'], array[.95,.05], c1) end,
    '[]', true, '[]', case when new then at + interval '3 days' end, new and c4 < .1, 0, false, at, at, at, case when not new then at end from dated;
insert into commission_entitlements (id, version, user_id, client_id, acquisition_no, product_lines, carved_out, plan_id, plan_number, steps, tail_days, late_residual_days, clock_start_on, schedule_end_on, state, suspended_for, origin_sale_id, created_at, ended_on)
  select an_id(at, 12, n * 10 + g), 1, hunter, client, g, '[]', '[]', (select id from commission_plans limit 1), 1, '[]', 60, 365, at::date, at::date + 1000, case when new then 'pending' else one_of(array['active','suspended','ended','voided'], array[.45,.1,.4,.05], c1) end, '[]',
    an_id(at, 8, n * 10 + g), at, case when c1 > .6 then at::date end from dated;
insert into commission_accruals (id, user_id, client_id, sale_id, earned_on, rule, rate_bp, share_bp, base_minor, amount_minor, currency, base_so_far_minor, amount_so_far_minor, plan_id, plan_number, fx_on, plan_currency, value_on, state, held_reason, period, late, recorded_at, plan_amount_minor, version)
  select an_id(at, 13, n * 10 + g), seller, client, an_id(at, 8, n * 10 + g), case when g = 1 then 'first' else 'follow_on' end, case when g = 1 then 'first_sale' else 'collection' end, 1000, 10000, 100, (c3 * 1e6)::bigint, 'RUB', 0, 0, (select id from commission_plans limit 1), 1, at::date, 'RUB', at::date,
    case when new then one_of(array['posted','held','stated'], array[.5,.3,.2], c1) else 'paid' end, case when new and c1 >= .5 and c1 < .8 then 'handoff_pending' end, to_char(at, 'YYYY-MM'), false, at, 10, 1 from dated;
insert into signals (id, version, kind, subject, user_id, unit, facts, state, since, resolved_at)
  select an_id(since, 14, n), 1, one_of(array['neglect','handoff_overdue','duplicate','stale_opportunity','overload'], array[.3,.2,.2,.2,.1], r6), 'client-' || n, curator,
    case when stage in ('active', 'abandoned', 'lost') then 'client_department' when stage in ('client', 'prospect', 'meeting_booked') then 'active_sales' else 'call_centre' end, '{}',
    case when since > '2026-02-01' then one_of(array['open','acknowledged'], array[.7,.3], r5) else 'resolved' end, since, case when since <= '2026-02-01' then since end from one;
drop table base, staged, one, deal, dated;
set session_replication_role = origin;
analyze;
