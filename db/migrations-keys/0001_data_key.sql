-- The keys database: one data key per identification, wrapped by the platform's key-encryption key, which is in
-- neither database. Kept apart from the main database, with backups of at most 24 hours: deleting a row here makes
-- the personal data unreadable in the main database's backups too.
create table data_key (
  identification_id uuid primary key,
  wrapped bytea not null check (octet_length(wrapped) = 40), -- AES-KW of 32 bytes, RFC 3394
  created_at timestamptz not null default now()
);

-- The logins of the main database, as far as they have business here: none can change a key.
do $$
declare
  name text;
begin
  foreach name in array array['visavis_signaling', 'visavis_retention'] loop
    if not exists (select from pg_roles where rolname = name) then
      begin
        execute format('create role %I login', name);
      exception when duplicate_object or unique_violation then
        null; -- made at this moment for another database of the same server
      end;
    end if;
    execute format('grant connect on database %I to %I', current_database(), name);
  end loop;
  execute format('revoke all on database %I from public', current_database());
end
$$;
grant select on schema_migration to visavis_signaling;
grant select, insert, delete on data_key to visavis_signaling;
-- which keys, not what they are
grant select (identification_id), delete on data_key to visavis_retention;
