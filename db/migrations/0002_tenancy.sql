-- Everybody who works with the platform belongs to an organisation of one kind.
create table organisation (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('operator', 'reseller', 'ident_centre', 'tenant')),
  name text not null check (name <> ''),
  -- the operator's partner who manages it
  reseller_id uuid,
  reseller_kind text generated always as (case when reseller_id is not null then 'reseller' end) stored,
  created_at timestamptz not null default now(),
  -- so that others can refer to an organisation of one kind only, and its kind never changes
  unique (id, kind),
  foreign key (reseller_id, reseller_kind) references organisation (id, kind),
  check (reseller_id is null or kind in ('tenant', 'ident_centre'))
);
create index on organisation (reseller_id);

-- Who runs the installation. Its chain of audit events is also that of what belongs to nobody, such as a sign-in under a
-- name that there is not.
insert into organisation (id, kind, name) values ('00000000-0000-4000-8000-000000000001', 'operator', 'Operator');

create table tenant (
  id uuid primary key,
  kind text not null generated always as ('tenant') stored,
  -- public JWK on P-384; the private half never comes near the platform
  root_key jsonb not null,
  root_fingerprint text not null,
  created_at timestamptz not null default now(),
  foreign key (id, kind) references organisation (id, kind)
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
  -- calls go only to agents who have signed in with a passkey
  passkey_required boolean not null default false,
  status text not null default 'draft' check (status in ('draft', 'live')),
  recipient_list text,
  recipient_list_version int not null default 0,
  -- a sealed challenge; its plaintext's SHA-384 proves that the key file opens what we seal
  test_object text,
  test_object_sha384 bytea check (octet_length(test_object_sha384) = 48),
  live_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, tenant_id),
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

-- Whose agents identify under a contract.
create table contract_grant (
  organisation_id uuid not null,
  organisation_kind text not null generated always as ('ident_centre') stored,
  contract_id uuid not null,
  tenant_id uuid not null,
  granted_at timestamptz not null default now(),
  primary key (organisation_id, contract_id),
  foreign key (organisation_id, organisation_kind) references organisation (id, kind),
  foreign key (contract_id, tenant_id) references contract (id, tenant_id)
);
create index on contract_grant (contract_id);
create index on contract_grant (tenant_id, organisation_id);

create table app_user (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisation,
  email text not null check (email = lower(email)),
  name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  -- either is missing until the person has set it by an invitation; without both nobody signs in
  password_hash text,
  totp_secret_sealed bytea,
  -- somebody else knows the password: nothing but changing it is allowed
  password_must_change boolean not null default false,
  -- each TOTP step is used once: only a greater one is accepted
  totp_last_step bigint not null default 0,
  -- signs in no more; what the person did stays theirs
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  unique (email),
  unique (id, organisation_id)
);
create index on app_user (organisation_id);

create table session (
  id_sha384 bytea primary key check (octet_length(id_sha384) = 48),
  -- what its person knows it by in the list of their sessions; opens nothing
  handle uuid not null unique default gen_random_uuid(),
  user_id uuid references app_user on delete cascade,
  data jsonb not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- when a second factor was shown last, which, and in what place (under keyed hashes, as in known_place): with what began
  -- the session, and whenever one was asked for anew
  confirmed_at timestamptz not null default now(),
  confirmed_by text check (confirmed_by in ('totp', 'recovery_code', 'passkey')),
  confirmed_browser bytea,
  confirmed_network bytea
);
create index on session (expires_at);
create index on session (user_id);

create table api_key (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  label text not null check (label <> ''),
  secret_sha384 bytea not null unique check (octet_length(secret_sha384) = 48),
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array[
    'identifications:order', 'identifications:read', 'identifications:acknowledge', 'evidence:read']),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- to the hour
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- takes over; this key ends after an overlap
  successor_id uuid,
  unique (id, tenant_id),
  foreign key (successor_id, tenant_id) references api_key (id, tenant_id),
  check (expires_at <= created_at + interval '731 days')
);

-- A person's key for one role.
create table device (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  user_id uuid not null,
  public_key jsonb not null,
  -- what the person wants to use this key for; its certificates name the same role
  role text not null default 'agent' check (role in ('agent', 'supervisor', 'compliance', 'administrator')),
  status text not null default 'requested' check (status in ('requested', 'approved', 'revoked')),
  requested_at timestamptz not null default now(),
  approved_at timestamptz,
  revoked_at timestamptz,
  unique (user_id, public_key),
  foreign key (user_id, organisation_id) references app_user (id, organisation_id),
  check (status <> 'requested' or (approved_at is null and revoked_at is null)),
  check (status <> 'approved' or (approved_at is not null and revoked_at is null)),
  check (status <> 'revoked' or revoked_at is not null)
);
create index on device (organisation_id);

-- Each tenant whose contracts the person works on has signed for the device with its own root.
create table device_certificate (
  device_id uuid not null references device,
  tenant_id uuid not null references tenant,
  certificate text not null,
  certified_at timestamptz not null default now(),
  -- as the certificate says; it is worth nothing afterwards
  expires_at timestamptz not null,
  primary key (device_id, tenant_id)
);
create index on device_certificate (tenant_id);
