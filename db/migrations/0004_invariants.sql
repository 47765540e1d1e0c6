-- What the pure domain refuses, the database refuses once more.

create function check_identification_change() returns trigger language plpgsql as $$
declare
  missing text;
begin
  if new.state is distinct from old.state and not exists (
    select from identification_transition t where t.from_state = old.state and t.to_state = new.state
  ) then
    raise exception 'identification % cannot go from % to %', old.id, old.state, new.state
      using errcode = 'check_violation', constraint = 'identification_transition';
  end if;
  if old.purge_claimed_at is not null
    and (new.purge_claimed_at, new.purge_basis) is distinct from (old.purge_claimed_at, old.purge_basis) then
    raise exception 'a purge claim is never taken back' using errcode = 'check_violation', constraint = 'purge_claim_final';
  end if;
  if new.state in ('verified', 'verified_with_changes') and new.state is distinct from old.state then
    select rule.step into missing
    from ruleset_step rule
    left join attempt a on a.identification_id = new.id and a.state = 'active'
    left join attempt_step done on done.attempt_id = a.id and done.step = rule.step and done.status = 'done'
    where rule.ruleset = new.ruleset and rule.version = new.ruleset_version and rule.mandatory
      and (
        done.step is null
        or (rule.bound and done.transcript is distinct from a.transcript)
        or (rule.still and not exists (
          select from artefact s where s.attempt_id = a.id and s.kind = 'still' and s.step = rule.step
        ))
      )
    limit 1;
    if missing is not null then
      raise exception 'identification % is not verified while step % is open', new.id, missing
        using errcode = 'check_violation', constraint = 'mandatory_steps_done';
    end if;
    if not exists (
      select from ruleset rule
      join attempt a on a.identification_id = new.id and a.state = 'active'
      where rule.ruleset = new.ruleset and rule.version = new.ruleset_version
        and a.accepted_at <= now() - make_interval(secs => rule.least_seconds)
    ) then
      raise exception 'identification % is not verified in so short a conversation', new.id
        using errcode = 'check_violation', constraint = 'long_enough';
    end if;
  end if;
  return new;
end
$$;
create trigger identification_change before update on identification
  for each row execute function check_identification_change();

-- No claim and no deletion while a hold stands.
create function check_no_hold() returns trigger language plpgsql as $$
begin
  if exists (
    select from legal_hold h
    where h.identification_id = old.id and h.released_at is null and h.expires_at > now()
  ) then
    raise exception 'identification % is under a legal hold', old.id
      using errcode = 'check_violation', constraint = 'no_purge_under_hold';
  end if;
  return coalesce(new, old);
end
$$;
create trigger identification_claim_hold before update of purge_claimed_at on identification
  for each row when (new.purge_claimed_at is not null) execute function check_no_hold();
create trigger identification_delete_hold before delete on identification
  for each row execute function check_no_hold();

-- A claim and the end of the data key come first, the receipt is in the same transaction.
create function check_delete_claimed() returns trigger language plpgsql as $$
begin
  if old.purge_claimed_at is null or old.key_destroyed_at is null then
    raise exception 'identification % is deleted only after it was claimed and its key destroyed', old.id
      using errcode = 'check_violation', constraint = 'delete_after_claim';
  end if;
  if not exists (select from deletion_receipt r where r.identification_id = old.id) then
    raise exception 'identification % is deleted only with a receipt', old.id
      using errcode = 'check_violation', constraint = 'delete_with_receipt';
  end if;
  return old;
end
$$;
create trigger identification_delete_claimed before delete on identification
  for each row execute function check_delete_claimed();

-- A hold and an upload slot lock the identification, and find out about a claim.
create function check_not_claimed(identification uuid) returns void language plpgsql as $$
declare
  claimed timestamptz;
begin
  select purge_claimed_at into claimed from identification i where i.id = check_not_claimed.identification for share;
  if claimed is not null then
    raise exception 'identification % is being purged', check_not_claimed.identification
      using errcode = 'check_violation', constraint = 'not_claimed';
  end if;
end
$$;

create function hold_not_claimed() returns trigger language plpgsql as $$
begin
  perform check_not_claimed(new.identification_id);
  return new;
end
$$;
create trigger legal_hold_not_claimed before insert on legal_hold for each row execute function hold_not_claimed();
create trigger legal_hold_not_prolonged before update on legal_hold
  for each row when (new.released_at is null) execute function hold_not_claimed();

create function check_hold_over() returns trigger language plpgsql as $$
begin
  if old.released_at is null and old.expires_at > now() then
    raise exception 'a standing legal hold is not deleted' using errcode = 'check_violation', constraint = 'hold_stands';
  end if;
  return old;
end
$$;
create trigger legal_hold_over before delete on legal_hold for each row execute function check_hold_over();
create trigger artefact_not_claimed before insert on artefact for each row execute function hold_not_claimed();

create function segment_not_claimed() returns trigger language plpgsql as $$
begin
  perform check_not_claimed(a.identification_id) from artefact a where a.id = new.artefact_id;
  return new;
end
$$;
create trigger segment_not_claimed before insert or update of slot_expires_at on segment
  for each row execute function segment_not_claimed();

-- Manifests, decisions and stored segments never change.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'check_violation', constraint = 'append_only';
end
$$;
create trigger manifest_final before update on manifest for each row execute function refuse_change();
create trigger decision_final before update on decision for each row execute function refuse_change();
create trigger segment_final before update on segment
  for each row when (old.stored_at is not null) execute function refuse_change();

-- No list is forgotten or changed: the archive of what was sealed for it carries it.
create function keep_recipient_list() returns trigger language plpgsql as $$
begin
  insert into recipient_list (contract_id, version, tenant_id, jws)
  values (new.id, new.recipient_list_version, new.tenant_id, new.recipient_list);
  return new;
end
$$;
create trigger contract_list_added after insert on contract
  for each row when (new.recipient_list is not null) execute function keep_recipient_list();
create trigger contract_list_replaced after update of recipient_list on contract
  for each row when (new.recipient_list is distinct from old.recipient_list and new.recipient_list is not null)
  execute function keep_recipient_list();
create trigger recipient_list_final before update on recipient_list for each row execute function refuse_change();

create function pin_for_attempt() returns trigger language plpgsql as $$
begin
  select c.recipient_list_version into new.recipient_list_version
  from identification i join contract c on c.id = i.contract_id
  where i.id = new.identification_id and c.recipient_list is not null;
  select c.certificate into new.certificate
  from device_certificate c where c.device_id = new.device_id and c.tenant_id = new.tenant_id;
  return new;
end
$$;
create trigger attempt_pinned before insert on attempt
  for each row when (new.recipient_list_version is null) execute function pin_for_attempt();

-- Who belongs where. These look at rows that row-level security hides from who makes the change.

create function roles_of(kind text) returns text[]
  language sql immutable parallel safe
  return case kind
    when 'operator' then array['operator']
    when 'reseller' then array['reseller']
    when 'ident_centre' then array['agent', 'supervisor', 'administrator']
    when 'tenant' then array['compliance', 'administrator']
  end;

create function check_user_roles() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  of_kind text;
begin
  select kind into of_kind from organisation where id = new.organisation_id;
  if not new.roles <@ roles_of(of_kind) then
    raise exception 'an organisation of kind % has no such roles', of_kind
      using errcode = 'check_violation', constraint = 'roles_of_kind';
  end if;
  return new;
end
$$;
create trigger app_user_roles before insert or update of roles, organisation_id on app_user
  for each row execute function check_user_roles();

create function refuse_other_kind() returns trigger language plpgsql as $$
begin
  raise exception 'an organisation keeps its kind' using errcode = 'check_violation', constraint = 'kind_final';
end
$$;
create trigger organisation_kind_final before update of kind on organisation
  for each row when (new.kind <> old.kind) execute function refuse_other_kind();

-- A tenant's own people, and those of the ident centres that it has granted a contract.
create function works_for(organisation uuid, tenant uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
  return (organisation = tenant and exists (select from tenant t where t.id = works_for.tenant))
    or exists (
      select from contract_grant g
      where g.organisation_id = works_for.organisation and g.tenant_id = works_for.tenant
    );

-- The operator manages all organisations, a reseller those that are its own.
create function manages(managed uuid) returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
  return exists (
    select from organisation manager, organisation o
    where manager.id = current_organisation() and o.id = managed
      and (manager.kind = 'operator' or (manager.kind = 'reseller' and o.reseller_id = manager.id))
  );

create function check_device_change() returns trigger language plpgsql as $$
begin
  if (new.user_id, new.organisation_id, new.public_key, new.role)
    is distinct from (old.user_id, old.organisation_id, old.public_key, old.role) then
    raise exception 'a device stays what it was requested as' using errcode = 'check_violation', constraint = 'device_final';
  end if;
  if (old.status, new.status) not in (
    ('requested', 'requested'), ('requested', 'approved'), ('requested', 'revoked'),
    ('approved', 'approved'), ('approved', 'revoked'), ('revoked', 'revoked')
  ) then
    raise exception 'a device cannot go from % to %', old.status, new.status
      using errcode = 'check_violation', constraint = 'device_transition';
  end if;
  return new;
end
$$;
create trigger device_change before update on device for each row execute function check_device_change();

create function check_certificate() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from device d
    where d.id = new.device_id and d.status = 'approved' and works_for(d.organisation_id, new.tenant_id)
  ) then
    raise exception 'device % is not approved, or of nobody who works for tenant %', new.device_id, new.tenant_id
      using errcode = 'check_violation', constraint = 'certificate_of_approved_device';
  end if;
  return new;
end
$$;
create trigger device_certificate_approved before insert or update on device_certificate
  for each row execute function check_certificate();

create function check_attempt_granted() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from identification i
    join contract_grant g on g.contract_id = i.contract_id and g.organisation_id = new.organisation_id
    where i.id = new.identification_id and i.tenant_id = new.tenant_id
  ) then
    raise exception 'organisation % was not granted the contract', new.organisation_id
      using errcode = 'check_violation', constraint = 'contract_granted';
  end if;
  return new;
end
$$;
create trigger attempt_granted before insert on attempt for each row execute function check_attempt_granted();

create function check_supervisor() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from attempt a
    join app_user u on u.id = new.supervisor_id and u.organisation_id = a.organisation_id
    where a.id = new.attempt_id and a.tenant_id = new.tenant_id and a.agent_id <> new.supervisor_id
  ) then
    raise exception 'a call is supervised within its organisation, by somebody else'
      using errcode = 'check_violation', constraint = 'supervisor_of_organisation';
  end if;
  return new;
end
$$;
create trigger attempt_supervisor before insert or update of supervisor_id on attempt_supervision
  for each row execute function check_supervisor();

-- A key's end only comes nearer, and what it may do never changes.
create function check_api_key_change() returns trigger language plpgsql as $$
begin
  if new.expires_at > old.expires_at
    or (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    or (old.successor_id is not null and new.successor_id is distinct from old.successor_id)
    or (new.id, new.tenant_id, new.secret_sha384, new.scopes, new.created_at)
      is distinct from (old.id, old.tenant_id, old.secret_sha384, old.scopes, old.created_at)
  then
    raise exception 'API key % would live longer or do more', old.id
      using errcode = 'check_violation', constraint = 'api_key_final';
  end if;
  return new;
end
$$;
create trigger api_key_final before update on api_key for each row execute function check_api_key_change();
