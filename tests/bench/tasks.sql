-- psql -v callers='{…}' -f tasks.sql: a call task for every client that has a number, in twenty lists of all priorities and eleven time
-- zones. A third of them is not due, and of every list in every zone; so much stands before whoever can be called.
\set ON_ERROR_STOP 1
insert into call_lists (id, version, name, segment, priority, user_ids, state, created_at, activated_at)
  select ('0190000000007000800000000000' || lpad(to_hex(n), 4, '0'))::uuid, 1, 'List ' || n, null, (n % 10) * 10, '[]', 'active', now() - interval '2 days', now() - interval '2 days'
  from generate_series(0, 19) n;
alter table call_tasks disable trigger all;
insert into call_tasks (id, version, call_list_id, client_id, group_id, state, priority, phone, time_zone, attempts, attempts_max, next_attempt_at, created_at, created_on)
  select ('01900000000070008001' || lpad(to_hex(n), 12, '0'))::uuid, 1, ('0190000000007000800000000000' || lpad(to_hex(n % 20), 4, '0'))::uuid, client_id, client_id, 'queued', (n % 10) * 10,
         number, (array['Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Yakutsk', 'Asia/Vladivostok',
                        'Asia/Magadan', 'Asia/Kamchatka'])[1 + n % 11],
         0, 1000, now() + case when n % 3 = 0 then interval '5 days' else interval '-1 day' end + n * interval '1 microsecond', now() - interval '2 days', current_date - 2
  from (select row_number() over (order by client_id) as n, client_id, number from (select distinct on (client_id) client_id, e164 as number from client_phones order by client_id) p) x
  on conflict do nothing;
alter table call_tasks enable trigger all;
vacuum analyze call_tasks;
vacuum analyze call_lists;
