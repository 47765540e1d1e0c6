-- Receipts of one purge run and tenant are leaves of a Merkle tree; its root is signed once and chained per tenant.
create table purge_batch (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sequence bigint not null check (sequence >= 1),
  leaves int not null check (leaves >= 1),
  root bytea not null check (octet_length(root) = 48),
  previous_sha384 bytea not null check (octet_length(previous_sha384) = 48),
  jws text not null,
  created_at timestamptz not null default now(),
  unique (tenant_id, sequence)
);

create table deletion_receipt (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- pseudonymous: the row it names is gone
  identification_id uuid not null unique,
  batch_id uuid not null references purge_batch,
  leaf jsonb not null,
  path jsonb not null,
  deleted_at timestamptz not null
);
create index on deletion_receipt (tenant_id, deleted_at);

create trigger purge_batch_final before update on purge_batch for each row execute function refuse_change();
create trigger deletion_receipt_final before update on deletion_receipt for each row execute function refuse_change();
