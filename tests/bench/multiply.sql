-- psql -v n=20000 -v client=… -v phone=… -f multiply.sql
-- Copies one client with everything that hangs on him (calls, activities, sales, money, commission, journal) n times, whatever the
-- tables have become: ids of the story get n as their last eight digits, his phone number and whatever is unique become n's own.
\set ON_ERROR_STOP 1
create function copy_id(id uuid, n bigint) returns uuid language sql immutable as $$ select (left(id::text, 28) || lpad(to_hex(n), 8, '0'))::uuid $$;
create function copy_phone(n bigint) returns text language sql immutable as $$ select '+7917' || lpad(n::text, 7, '0') $$;

-- Every row that belongs to the client: tables with client_id, and tables that hang on those.
create temporary table story (tab text, id uuid);
insert into story values ('clients', :'client');
do $$
declare t record; found bigint;
begin
  for t in select c.table_name as tab, (select bool_or(i.column_name = 'id') from information_schema.columns i where i.table_name = c.table_name) as has_id
           from information_schema.columns c where c.table_schema = 'public' and c.column_name = 'client_id' and c.data_type = 'uuid' loop
    if t.has_id then
      execute format('insert into story select %L, id from %I where client_id in (select id from story where tab = ''clients'')', t.tab, t.tab);
    end if;
  end loop;
  -- Children without client_id of their own: whatever has a foreign key into the story and an id (sale_lines, allocations …).
  loop
    found := 0;
    for t in select distinct con.conrelid::regclass::text as tab, a.attname as col, con.confrelid::regclass::text as parent
             from pg_constraint con join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
             where con.contype = 'f' and con.confrelid::regclass::text in (select tab from story)
               and exists (select 1 from pg_attribute i where i.attrelid = con.conrelid and i.attname = 'id') and con.conrelid::regclass::text <> 'clients' loop
      execute format('insert into story select %L, x.id from %I x where x.%I in (select id from story where tab = %L) and not exists (select 1 from story s where s.tab = %L and s.id = x.id)',
                     t.tab, t.tab, t.col, t.parent, t.tab);
      if found = 0 then get diagnostics found = row_count; end if;
    end loop;
    exit when found = 0;
  end loop;
end $$;
create index on story (id);
analyze story;

create function pg_temp.multiply(copies bigint, master_phone text) returns void language plpgsql as $$
declare t record; c record; cols text; vals text; keep text; uniques text[];
begin
  for t in select tab from (select distinct tab from story union select 'client_phones' union select 'client_domains' union select 'call_events') x
           where to_regclass(tab) is not null loop
    select coalesce(array_agg(distinct a.attname), '{}') into uniques
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = t.tab::regclass and i.indisunique and a.atttypid = 'text'::regtype
        and a.attname in ('external_id', 'external_call_id', 'inn', 'vat_id', 'fingerprint', 'domain');
    cols := ''; vals := '';
    for c in select column_name, data_type, is_identity, column_default from information_schema.columns
             where table_schema = 'public' and table_name = t.tab order by ordinal_position loop
      continue when c.column_name in ('seq', 'tx');
      cols := cols || ', ' || quote_ident(c.column_name);
      vals := vals || ', ' || case
        when c.data_type = 'uuid' then format('case when x.%1$I in (select id from story) then copy_id(x.%1$I, n) else x.%1$I end', c.column_name)
        when c.column_name = any (uniques) then format('x.%I || ''-'' || n', c.column_name)
        when c.data_type = 'text' then format('replace(x.%I, %L, copy_phone(n))', c.column_name, master_phone)
        when c.data_type in ('json', 'jsonb') then format('replace(x.%I::text, %L, copy_phone(n))::%s', c.column_name, master_phone, c.data_type)
        else format('x.%I', c.column_name) end;
    end loop;
    keep := case when t.tab in ('client_phones', 'client_domains') then 'client_id' when t.tab = 'call_events' then 'call_id' else 'id' end;
    execute format('insert into %I (%s) select %s from %I x, generate_series(1, %s) n where x.%I in (select id from story)',
                   t.tab, substr(cols, 3), substr(vals, 3), t.tab, copies, keep);
  end loop;
end $$;

set session_replication_role = replica;  -- rows arrive table by table: foreign keys hold when all are there
begin;
select pg_temp.multiply(:n, :'phone');
commit;
select tab as table_name, count(*) as rows_of_one_client from story group by tab order by tab;
