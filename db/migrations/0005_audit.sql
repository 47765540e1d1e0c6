-- One chain per organisation; a tenant's is that of the organisation it is. hash = SHA-384(previous hash || length-prefixed fields || digest),
-- digest = SHA-384(salt || payload): a payload can be erased and the chain still holds.
create table audit_event (
  organisation_id uuid not null references organisation,
  sequence bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'customer', 'service')),
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  payload jsonb,
  salt bytea,
  digest bytea not null check (octet_length(digest) = 48),
  previous_hash bytea not null check (octet_length(previous_hash) = 48),
  hash bytea not null check (octet_length(hash) = 48),
  primary key (organisation_id, sequence),
  check ((payload is null) = (salt is null))
);

-- what can still be erased, by what it is about
create index on audit_event (organisation_id, subject_id) where payload is not null;

-- what a search asks for
create index on audit_event (organisation_id, actor_id, sequence);
create index on audit_event (organisation_id, subject_id, sequence);
create index on audit_event (organisation_id, action, sequence);
create index on audit_event (organisation_id, at);

-- what counts against a person who asks for what matters most
create index on audit_event (organisation_id, subject_id, at) where action in ('sign_in.refused', 'confirmation.refused');

create table audit_head (
  organisation_id uuid primary key references organisation,
  sequence bigint not null,
  hash bytea not null
);

-- 4-byte big-endian length, then the UTF-8 bytes
create function length_prefixed(value text) returns bytea
  language sql immutable parallel safe
  return int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8');

create function chain_audit_event() returns trigger language plpgsql as $$
declare
  head audit_head;
begin
  insert into audit_head (organisation_id, sequence, hash)
    values (new.organisation_id, 0, sha384(convert_to('visavis audit ' || new.organisation_id, 'UTF8')))
    on conflict do nothing;
  select * into head from audit_head where organisation_id = new.organisation_id for update;
  new.sequence := head.sequence + 1;
  new.at := date_trunc('milliseconds', clock_timestamp());
  new.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  new.payload := coalesce(new.payload, '{}'::jsonb);
  new.digest := sha384(new.salt || convert_to(new.payload::text, 'UTF8'));
  new.previous_hash := head.hash;
  new.hash := sha384(
    head.hash
    || length_prefixed(new.sequence::text)
    || length_prefixed(to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || length_prefixed(new.actor_kind) || length_prefixed(new.actor_id)
    || length_prefixed(new.action)
    || length_prefixed(new.subject_kind) || length_prefixed(new.subject_id)
    || new.digest
  );
  update audit_head set sequence = new.sequence, hash = new.hash where organisation_id = new.organisation_id;
  return new;
end
$$;
-- definer: services may add events but not touch the head
alter function chain_audit_event() security definer set search_path = pg_catalog, public, pg_temp;
create trigger audit_event_chain before insert on audit_event for each row execute function chain_audit_event();

create function check_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.payload is null and new.salt is null
    and (new.organisation_id, new.sequence, new.at, new.actor_kind, new.actor_id, new.action, new.subject_kind,
         new.subject_id, new.digest, new.previous_hash, new.hash)
      is not distinct from
        (old.organisation_id, old.sequence, old.at, old.actor_kind, old.actor_id, old.action, old.subject_kind,
         old.subject_id, old.digest, old.previous_hash, old.hash)
  then
    return new;
  end if;
  raise exception 'audit_event is append-only' using errcode = 'check_violation', constraint = 'append_only';
end
$$;
create trigger audit_event_append_only before update or delete on audit_event
  for each row execute function check_audit_change();
create trigger audit_event_no_truncate before truncate on audit_event
  for each statement execute function refuse_change();
