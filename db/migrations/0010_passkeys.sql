-- Public keys of authenticators that know a person (Web Authentication): a second factor beside TOTP.
create table passkey (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references app_user on delete cascade,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  -- COSE
  public_key bytea not null,
  -- how often the authenticator says that it was used; 0 where it does not count
  counter bigint not null check (counter >= 0),
  name text not null check (length(name) between 1 and 60),
  is_synced boolean not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index on passkey (user_id);

-- A counter that does not rise tells of a copy.
create function check_passkey_change() returns trigger language plpgsql as $$
begin
  if (new.user_id, new.credential_id, new.public_key) is distinct from (old.user_id, old.credential_id, old.public_key)
    or new.counter < old.counter
    or (new.used_at is distinct from old.used_at and old.counter > 0 and new.counter = old.counter)
  then
    raise exception 'a passkey is renamed or used, and its counter rises'
      using errcode = 'check_violation', constraint = 'passkey_counter';
  end if;
  return new;
end
$$;
create trigger passkey_counter before update on passkey for each row execute function check_passkey_change();

-- Each is good for one answer, of this person if one is named.
create table passkey_challenge (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references app_user on delete cascade,
  challenge text not null unique check (length(challenge) >= 43),
  expires_at timestamptz not null
);
create index on passkey_challenge (expires_at);

-- A contract that demands passkeys is worked on by nobody who has not signed in with one.
create function check_attempt_passkey() returns trigger language plpgsql as $$
begin
  if exists (
    select from identification i join contract c on c.id = i.contract_id
    where i.id = new.identification_id and c.passkey_required
  ) and not exists (
    select from agent_presence p where p.user_id = new.agent_id and p.by_passkey
  ) then
    raise exception 'this contract demands a passkey' using errcode = 'check_violation', constraint = 'passkey_required';
  end if;
  return new;
end
$$;
create trigger passkey_required before insert on attempt for each row execute function check_attempt_passkey();

do $$
declare
  t text;
begin
  foreach t in array array['passkey', 'passkey_challenge'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy platform_rows on %I to visavis_signaling using (is_platform())', t);
  end loop;
end
$$;
grant select, insert, update, delete on passkey to visavis_signaling;
grant select, insert, delete on passkey_challenge to visavis_signaling;
