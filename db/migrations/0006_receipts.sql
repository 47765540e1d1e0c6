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

-- The chain is checked where it is kept: no gap, and each batch names the one before.
create function check_batch_chain() returns trigger language plpgsql as $$
declare
  last purge_batch;
begin
  select * into last from purge_batch b where b.tenant_id = new.tenant_id order by b.sequence desc limit 1;
  if new.sequence <> coalesce(last.sequence, 0) + 1
    or new.previous_sha384 <> sha384(convert_to(coalesce(last.jws, 'visavis receipts ' || new.tenant_id), 'UTF8')) then
    raise exception 'batch % does not continue the chain', new.sequence
      using errcode = 'check_violation', constraint = 'batch_chain';
  end if;
  return new;
end
$$;
create trigger purge_batch_chain before insert on purge_batch for each row execute function check_batch_chain();
