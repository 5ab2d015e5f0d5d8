-- psql -v copies=20000 -v every=10 -v people=40 -v client=… -f multiply.sql; then base.py calls bench.copy(from, to) from two sessions.
-- Copies one client, whatever the tables have become: ids of the story get the number n of the copy as their last eight digits, phone
-- number, name and whatever is unique become n's own, instants lie within a day of the story's. Each copy has its client, phones, contacts
-- and search texts; each `every`th has everything that hangs on him (calls, activities, sales, money, commission, journal). The others are
-- leads of all stages. Hunter and farmer are copied too: nobody has more clients at a million than at twenty thousand.
\set ON_ERROR_STOP 1
create schema bench;
create table bench.asked as select :copies::bigint as copies, :every::bigint as every, :people::bigint as people;
create table bench.story (tab text, id uuid);
insert into bench.story values ('clients', :'client');

-- Every row that belongs to the client: tables with client_id, and tables with an id that hang on those by a foreign key.
do $$
declare t record; found bigint; new bigint;
begin
  for t in select table_name as tab from information_schema.columns
           where table_schema = 'public' and column_name in ('client_id', 'id') and data_type = 'uuid' group by 1 having count(*) = 2 loop
    execute format('insert into bench.story select %L, id from %I where client_id in (select id from bench.story where tab = ''clients'')', t.tab, t.tab);
  end loop;
  loop
    found := 0;
    for t in select distinct con.conrelid::regclass::text as tab, a.attname as col, con.confrelid::regclass::text as parent
             from pg_constraint con join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
             where con.contype = 'f' and con.confrelid::regclass::text in (select tab from bench.story) and con.conrelid::regclass::text <> 'clients'
               and exists (select 1 from pg_attribute i where i.attrelid = con.conrelid and i.attname = 'id' and i.atttypid = 'uuid'::regtype) loop
      execute format('insert into bench.story select %L, x.id from %I x where x.%I in (select id from bench.story where tab = %L) and not exists (select 1 from bench.story s where s.tab = %L and s.id = x.id)',
                     t.tab, t.tab, t.col, t.parent, t.tab);
      get diagnostics new = row_count;
      found := found + new;
    end loop;
    exit when found = 0;
  end loop;
end $$;
create table bench.people as select id from users where email like 'ivan@%' or email like 'anna@%';
insert into users (id, version, email, name, unit, roles, state, password_hash, token_version, created_at)
  select (left(id::text, 28) || lpad(to_hex(k), 8, '0'))::uuid, version, k || '-' || email, name || ' ' || k, unit, roles, state, password_hash, token_version, created_at
  from users, generate_series(1, :people - 1) k where id in (select id from bench.people);

-- Which rows of which table: by their own id, or by the client's or call's where they have none.
create table bench.tables as
  select tab, k.key, tab in ('clients', 'contacts', 'client_phones', 'client_domains', 'search_texts') as light
  from (select distinct tab from bench.story union values ('client_phones'), ('client_domains'), ('call_events'), ('search_texts')) t
  cross join lateral (select column_name as key from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.tab
    and c.column_name in ('id', 'client_id', 'call_id') order by c.column_name <> 'id', c.column_name <> 'client_id' limit 1) k;

-- One statement a table, made once: the story's rows stand in a table of their own, with the beginnings of the ids that change.
alter table bench.tables add statement text;
do $$
declare t record; c record; extra text; cols text; vals text; uniques text[]; touched boolean; v text;
begin
  for t in select * from bench.tables loop
    select coalesce(array_agg(distinct a.attname), '{}') into uniques
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = t.tab::regclass and i.indisunique and a.atttypid = 'text'::regtype
        and a.attname in ('external_id', 'external_call_id', 'inn', 'vat_id', 'fingerprint', 'domain');
    cols := ''; vals := ''; extra := '';
    for c in select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = t.tab
               and column_name not in ('seq', 'tx') and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position loop
      v := format('x.%I', c.name);
      if c.type = 'uuid' then
        extra := extra || format(', case when t.%1$I in (select id from bench.story) then left(t.%1$I::text, 28) end as %2$I, case when t.%1$I in (select id from bench.people) then left(t.%1$I::text, 28) end as %3$I',
                                 c.name, c.name || '~story', c.name || '~person');
        v := format('coalesce((x.%I || g.h)::uuid, (x.%I || g.person)::uuid, %s)', c.name || '~story', c.name || '~person', v);
      elsif c.name = any (uniques) then v := format('%s || ''-'' || g.n', v);
      elsif t.tab = 'clients' and c.name = 'stage' then
        v := 'case when g.whole then x.stage else (array[''suspect'', ''contacted'', ''nurturing'', ''qualified'', ''prospect'', ''lost'', ''disqualified''])[1 + g.n % 7] end';
      elsif c.type in ('text', 'json', 'jsonb') then
        execute format('select exists (select 1 from %I x where x.%I in (select id from bench.story) and x.%I::text ~* ''9160000000|образец'')', t.tab, t.key, c.name) into touched;
        if touched then
          v := format('replace(replace(replace(%s::text, ''9160000000'', g.digits), ''Образец'', ''Образец '' || g.h), ''образец'', ''образец '' || g.h)::%s', v, c.type);
        end if;
      elsif c.type = 'timestamp with time zone' then v := format('%s - g.earlier', v);
      end if;
      cols := cols || ', ' || quote_ident(c.name); vals := vals || ', ' || v;
    end loop;
    execute format('create table bench.%I as select t.*%s from %I t where t.%I in (select id from bench.story)', t.tab, extra, t.tab, t.key);
    update bench.tables set statement = format(
      'insert into public.%I (%s) select %s from bench.%I x cross join (select n, n %% every = 0 as whole, lpad(to_hex(n), 8, ''0'') as h, ''917'' || lpad(n::text, 7, ''0'') as digits,
         case when n %% people <> 0 then lpad(to_hex(n %% people), 8, ''0'') end as person, interval ''1 day'' * ((n * 7919) %% copies) / copies as earlier
         from bench.asked, generate_series($1, $2) n where %s offset 0) g', t.tab, substr(cols, 3), substr(vals, 3), t.tab, case when t.light then 'true' else 'n % every = 0' end)
    where tab = t.tab;
  end loop;
end $$;

create function bench.copy(first bigint, last bigint) returns void language plpgsql as $$
declare t record;
begin
  for t in select * from bench.tables order by tab loop execute t.statement using first, last; end loop;
end $$;

-- Indexes other than of primary keys are made again when all rows are there.
create table bench.indexes as
  select i.tablename as tab, i.indexname as name, i.indexdef as definition from pg_indexes i
  where i.schemaname = 'public' and i.tablename in (select tab from bench.tables)
    and not exists (select 1 from pg_constraint c where c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass);
do $$
declare i record;
begin
  for i in select name from bench.indexes loop execute format('drop index public.%I', i.name); end loop;
end $$;
