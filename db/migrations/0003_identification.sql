create table ruleset (
  ruleset text not null,
  version int not null,
  -- how long a conversation takes at the very least: none is verified before
  least_seconds int not null check (least_seconds > 0),
  primary key (ruleset, version)
);
insert into ruleset (ruleset, version, least_seconds) values ('basic', 1, 15);

create table ruleset_step (
  ruleset text not null,
  version int not null,
  step text not null,
  mandatory boolean not null,
  still boolean not null,
  bound boolean not null,
  primary key (ruleset, version, step),
  foreign key (ruleset, version) references ruleset
);
insert into ruleset_step (ruleset, version, step, mandatory, still, bound) values
  ('basic', 1, 'consent_spoken', true, false, false),
  ('basic', 1, 'security_code', true, false, true),
  ('basic', 1, 'document_front', true, true, false),
  ('basic', 1, 'document_back', true, true, false),
  ('basic', 1, 'face', true, true, false),
  ('basic', 1, 'data_match', true, false, false);

create table identification_transition (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into identification_transition values
  ('created', 'waiting'), ('created', 'cancelled'), ('created', 'expired'),
  ('waiting', 'created'), ('waiting', 'in_call'), ('waiting', 'cancelled'), ('waiting', 'expired'),
  ('in_call', 'waiting'), ('in_call', 'created'), ('in_call', 'in_review'),
  ('in_call', 'verified'), ('in_call', 'verified_with_changes'), ('in_call', 'rejected'), ('in_call', 'fraud_suspected'),
  ('in_review', 'verified'), ('in_review', 'verified_with_changes'), ('in_review', 'rejected'), ('in_review', 'fraud_suspected'),
  ('verified', 'purged'), ('verified_with_changes', 'purged'), ('rejected', 'purged'), ('fraud_suspected', 'purged'),
  ('expired', 'purged'), ('cancelled', 'purged');

create table identification (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  contract_id uuid not null references contract,
  ruleset text not null,
  ruleset_version int not null,
  language text not null check (language in ('de', 'en')),
  state text not null default 'created',
  reason text,
  -- person, contact and reference, AES-256-GCM under the identification's data key, which lives in the keys database
  person_sealed bytea not null,
  token_sha384 bytea not null check (octet_length(token_sha384) = 48),
  link_expires_at timestamptz not null,
  link_spent_at timestamptz,
  consent_version int,
  consented_at timestamptz,
  -- the place in the queue; kept over attempts that broke, and for a while after leaving
  queued_since timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  due_at timestamptz,
  acknowledged_at timestamptz,
  -- set under the row lock that holds and upload slots take too; from then on no slot is granted
  purge_claimed_at timestamptz,
  -- why it was claimed; rehearsal: an embedded installation ran as of a later day
  purge_basis text check (purge_basis in ('retention_period', 'acknowledgement', 'rehearsal')),
  -- when its row in the keys database was gone
  key_destroyed_at timestamptz,
  foreign key (ruleset, ruleset_version) references ruleset,
  check (link_expires_at <= created_at + interval '30 days 1 minute'),
  check ((ended_at is null) = (state in ('created', 'waiting', 'in_call', 'in_review'))),
  check ((due_at is null) = (ended_at is null)),
  check (state <> 'waiting' or (queued_since is not null and consented_at is not null)),
  check (purge_claimed_at is null or ended_at is not null),
  check ((purge_basis is null) = (purge_claimed_at is null)),
  check (key_destroyed_at is null or purge_claimed_at is not null)
);
create index on identification (tenant_id, queued_since) where state = 'waiting';
create index on identification (queued_since) where state in ('created', 'waiting') and queued_since is not null;
create index on identification (due_at) where due_at is not null and purge_claimed_at is null;
create index on identification (tenant_id, id) where purge_claimed_at is not null;
create index on identification (link_expires_at) where state in ('created', 'waiting');
create index on identification (tenant_id, created_at);

-- The newest tab of a customer. Apart from the identification, because it is written every few seconds.
create table customer_presence (
  identification_id uuid primary key references identification on delete cascade,
  tenant_id uuid not null references tenant,
  -- null: disconnected since seen_at; a process that dies leaves an old seen_at behind
  connection_id uuid,
  seen_at timestamptz not null default now()
) with (fillfactor = 50);

create table agent_presence (
  user_id uuid primary key,
  organisation_id uuid not null,
  device_id uuid references device,
  -- the one active console of this agent; another takes over when asked to. null: disconnected since seen_at
  connection_id uuid,
  -- which page that connection is of: its reload comes back without asking
  console_id uuid,
  -- its session was begun with a passkey
  by_passkey boolean not null default false,
  status text not null default 'paused' check (status in ('paused', 'ready', 'busy')),
  seen_at timestamptz not null default now(),
  foreign key (user_id, organisation_id) references app_user (id, organisation_id) on delete cascade,
  check (status = 'paused' or device_id is not null)
);

create table sfu_node (
  id uuid primary key,
  control_url text not null,
  announced_addresses text[] not null default '{}',
  region text not null default '',
  capacity int not null,
  load int not null default 0,
  draining boolean not null default false,
  heartbeat_at timestamptz not null default now(),
  started_at timestamptz not null default now()
);

create sequence fence as bigint;

create table attempt (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  identification_id uuid not null references identification,
  number int not null check (number >= 1),
  -- the agent's
  organisation_id uuid not null,
  agent_id uuid not null,
  device_id uuid not null references device,
  state text not null default 'offered' check (state in ('offered', 'active', 'ended', 'declined', 'aborted')),
  reason text,
  sfu_node_id uuid,
  -- which signaling process commands the media node: only the holder of the highest number
  fence bigint not null default nextval('fence'),
  -- the contract's list when the call was offered: its evidence is sealed for that one, whatever comes after
  recipient_list_version int,
  -- and the device's certificate by the tenant's root as it was then
  certificate text,
  -- SHA-384 transcript of the key agreement both ends confirmed last
  transcript bytea check (octet_length(transcript) = 48),
  offered_at timestamptz not null default now(),
  offer_expires_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  unique (identification_id, number),
  foreign key (agent_id, organisation_id) references app_user (id, organisation_id),
  check (state <> 'active' or accepted_at is not null)
);
create unique index attempt_one_open on attempt (identification_id) where state in ('offered', 'active');
create unique index attempt_one_per_agent on attempt (agent_id) where state in ('offered', 'active');
create index on attempt (agent_id, offered_at);
create index on attempt (ended_at);
create index on attempt (organisation_id) where state = 'active';

-- The media of one end. A reload raises the generation and begins anew.
create table attempt_end (
  attempt_id uuid not null references attempt on delete cascade,
  tenant_id uuid not null references tenant,
  participant text not null check (participant in ('customer', 'agent', 'supervisor')),
  generation int not null default 1,
  -- RTP capabilities, once this end wants to receive
  capabilities jsonb,
  -- producer ids by slot
  producers jsonb not null default '{}',
  -- data producer ids by channel
  data_producers jsonb not null default '{}',
  primary key (attempt_id, participant)
);

-- Who watches a call, both ends knowing. The row goes when it is over; the audit trail remembers.
create table attempt_supervision (
  attempt_id uuid primary key references attempt on delete cascade,
  tenant_id uuid not null references tenant,
  supervisor_id uuid not null references app_user,
  device_id uuid not null references device,
  -- the console that joined last. null: disconnected since seen_at
  connection_id uuid,
  seen_at timestamptz not null default now()
);
create index on attempt_supervision (connection_id);

create table attempt_step (
  attempt_id uuid not null references attempt,
  tenant_id uuid not null references tenant,
  step text not null,
  status text not null check (status in ('open', 'done', 'failed')),
  transcript bytea not null check (octet_length(transcript) = 48),
  recorded_at timestamptz not null default now(),
  primary key (attempt_id, step)
);

create table artefact (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  identification_id uuid not null references identification,
  attempt_id uuid not null references attempt,
  kind text not null check (kind in ('recording', 'still', 'steps')),
  step text,
  key_commitment bytea not null check (octet_length(key_commitment) = 48),
  -- wrapped content keys, sealed once more under the identification's data key: destroying that reaches them all
  wrapped_keys_sealed bytea not null,
  created_at timestamptz not null default now()
);
create index on artefact (identification_id);
create index on artefact (attempt_id);

create table segment (
  artefact_id uuid not null references artefact,
  number int not null check (number >= 0),
  tenant_id uuid not null references tenant,
  object_key text not null unique,
  bytes int not null check (bytes > 0),
  sha384 bytea not null check (octet_length(sha384) = 48),
  last boolean not null,
  slot_expires_at timestamptz not null,
  stored_at timestamptz,
  primary key (artefact_id, number)
);

create table manifest (
  attempt_id uuid not null references attempt,
  number int not null check (number >= 0),
  tenant_id uuid not null references tenant,
  jws text not null,
  sha384 bytea not null check (octet_length(sha384) = 48),
  created_at timestamptz not null default now(),
  primary key (attempt_id, number)
);

create table decision (
  identification_id uuid primary key references identification,
  tenant_id uuid not null references tenant,
  attempt_id uuid not null references attempt,
  agent_id uuid not null references app_user,
  outcome text not null check (outcome in ('verified', 'verified_with_changes', 'rejected', 'fraud_suspected')),
  reason text,
  changes_sealed bytea,
  jws text not null,
  decided_at timestamptz not null default now()
);
create index on decision (attempt_id);

create table legal_hold (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenant,
  identification_id uuid not null references identification,
  reason text not null check (reason <> ''),
  owner_id uuid not null references app_user,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  released_at timestamptz
);
create index on legal_hold (identification_id);
