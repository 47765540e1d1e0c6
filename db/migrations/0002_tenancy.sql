create table tenant (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  -- public JWK on P-384; the private half never comes near the platform
  root_key jsonb not null,
  root_fingerprint text not null,
  created_at timestamptz not null default now()
);

create table contract (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  name text not null check (name <> ''),
  purpose jsonb not null check (purpose ? 'de' and purpose ? 'en'),
  ruleset text not null,
  ruleset_version int not null,
  retention_days int not null default 60 check (retention_days between 1 and 3650),
  purge_on_acknowledge boolean not null default false,
  status text not null default 'draft' check (status in ('draft', 'live')),
  recipient_list text,
  recipient_list_version int not null default 0,
  -- a sealed challenge; its plaintext's SHA-384 proves that the key file opens what we seal
  test_object text,
  test_object_sha384 bytea check (octet_length(test_object_sha384) = 48),
  live_at timestamptz,
  created_at timestamptz not null default now(),
  check (status = 'draft' or (recipient_list is not null and live_at is not null))
);

-- Every list there ever was: public keys and a signature, kept so that what was sealed for it can be opened.
create table recipient_list (
  contract_id uuid not null references contract,
  version int not null,
  tenant_id uuid not null references tenant,
  jws text not null,
  created_at timestamptz not null default now(),
  primary key (contract_id, version)
);

create table app_user (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  email text not null check (email = lower(email)),
  name text not null,
  roles text[] not null check (roles <@ array['agent', 'supervisor', 'compliance', 'administrator']),
  -- either is missing until the person has set it by an invitation; without both nobody signs in
  password_hash text,
  totp_secret_sealed bytea,
  -- somebody else knows the password: nothing but changing it is allowed
  password_must_change boolean not null default false,
  -- each TOTP step is used once: only a greater one is accepted
  totp_last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  unique (email)
);

create table session (
  id_sha384 bytea primary key check (octet_length(id_sha384) = 48),
  user_id uuid references app_user on delete cascade,
  data jsonb not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on session (expires_at);

create table api_key (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  label text not null,
  secret_sha384 bytea not null unique check (octet_length(secret_sha384) = 48),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table device (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  user_id uuid not null references app_user,
  public_key jsonb not null,
  -- what the person wants to use this key for; its certificate names the same role
  role text not null default 'agent' check (role in ('agent', 'supervisor', 'compliance', 'administrator')),
  status text not null default 'requested' check (status in ('requested', 'certified', 'revoked')),
  certificate text,
  requested_at timestamptz not null default now(),
  certified_at timestamptz,
  check ((status = 'requested') = (certificate is null)),
  unique (user_id, public_key)
);
