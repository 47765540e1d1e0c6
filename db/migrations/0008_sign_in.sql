-- What a person's sign-in hangs on besides app_user. Only its owner's own acts, made through the platform, touch it.

-- The last ten hashes of a person, so that none of them comes back; whoever writes a password cannot forget it here.
create table password_history (
  id bigint generated always as identity primary key,
  user_id uuid not null references app_user on delete cascade,
  password_hash text not null,
  set_at timestamptz not null default now()
);
create index on password_history (user_id, id desc);

create function remember_password() returns trigger language plpgsql as $$
begin
  if new.password_hash is not null then
    insert into password_history (user_id, password_hash) values (new.id, new.password_hash);
    delete from password_history where user_id = new.id and id not in (
      select id from password_history where user_id = new.id order by id desc limit 10
    );
  end if;
  return null;
end
$$;
-- definer: services read the history but do not write it
alter function remember_password() security definer set search_path = pg_catalog, public, pg_temp;
create trigger password_remembered_new after insert on app_user for each row execute function remember_password();
create trigger password_remembered after update on app_user for each row
  when (new.password_hash is distinct from old.password_hash) execute function remember_password();

-- A TOTP step that was used is never used again, also not by an older one.
create function check_totp_step() returns trigger language plpgsql as $$
begin
  if new.totp_last_step < old.totp_last_step and new.totp_secret_sealed is not distinct from old.totp_secret_sealed then
    raise exception 'a TOTP step of % would be used again', new.id
      using errcode = 'check_violation', constraint = 'totp_step_once';
  end if;
  return new;
end
$$;
create trigger totp_step_once before update on app_user for each row
  when (new.totp_last_step is distinct from old.totp_last_step) execute function check_totp_step();

-- A secret that was shown to a person who has not yet shown that their app has it.
create table totp_enrolment (
  user_id uuid primary key references app_user on delete cascade,
  secret_sealed bytea not null,
  expires_at timestamptz not null
);

-- Each is good for one sign-in without the authenticator. 120 random bits, so a plain hash is enough.
create table recovery_code (
  user_id uuid not null references app_user on delete cascade,
  code_sha384 bytea not null check (octet_length(code_sha384) = 48),
  used_at timestamptz,
  primary key (user_id, code_sha384)
);

create function check_recovery_code_change() returns trigger language plpgsql as $$
begin
  if old.used_at is not null then
    raise exception 'a recovery code is used once' using errcode = 'check_violation', constraint = 'recovery_code_once';
  end if;
  return new;
end
$$;
create trigger recovery_code_once before update on recovery_code
  for each row execute function check_recovery_code_change();

-- A link by which a person sets what it names. What it does not name has to be shown to be known. One at a time.
create table invitation (
  user_id uuid primary key references app_user on delete cascade,
  token_sha384 bytea not null unique check (octet_length(token_sha384) = 48),
  sets_password boolean not null,
  sets_totp boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check (sets_password or sets_totp),
  check (expires_at <= created_at + interval '7 days')
);

-- Failures by hashed account name and by address, and what is locked until when. As rate-limiter-flexible has it.
create table sign_in_brake (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
create index on sign_in_brake (expire);

do $$
declare
  t text;
begin
  foreach t in array array['password_history', 'totp_enrolment', 'recovery_code', 'invitation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy platform_rows on %I to visavis_signaling using (is_platform())', t);
  end loop;
end
$$;
-- names nobody: keys are hashes
alter table sign_in_brake enable row level security;
create policy all_rows on sign_in_brake to visavis_signaling using (true);

grant select on password_history to visavis_signaling;
grant select, insert, update, delete on totp_enrolment, recovery_code, invitation, sign_in_brake to visavis_signaling;
