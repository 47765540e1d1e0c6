-- Row-level security on every table with a tenant's or an organisation's rows; services never own tables.
-- A policy "own" says what a transaction may read and write, a policy "seen" what it may besides read.

create function add_policy(relation text, kind text, condition text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', relation);
  execute format('create policy %I on %I %s to visavis_signaling using (%s)', kind, relation,
    case kind when 'seen' then 'for select' else '' end, condition);
  if kind = 'own' then
    execute format('create policy all_rows on %I to visavis_retention using (true)', relation);
  end if;
end
$$;

select add_policy(relation, 'own', 'tenant_id = current_tenant() or is_platform()')
from unnest(array[
  'recipient_list', 'device_certificate', 'identification', 'customer_presence', 'attempt_end',
  'attempt_step', 'artefact', 'segment', 'manifest', 'decision', 'legal_hold', 'purge_batch',
  'deletion_receipt'
]) relation;

select add_policy(relation, 'own', 'organisation_id = current_organisation() or is_platform()')
from unnest(array['device', 'agent_presence']) relation;

-- managed by operator and reseller
select add_policy('organisation', 'own', 'id = current_organisation() or is_platform() or manages(id)');
select add_policy('organisation', 'seen',
  'id = current_tenant() or works_for(current_organisation(), id) or works_for(id, current_tenant())');
create policy added on organisation for insert to visavis_signaling with check (exists (
  select from organisation manager where manager.id = current_organisation() and (
    manager.kind = 'operator' or (manager.kind = 'reseller' and organisation.reseller_id = manager.id))));
select add_policy('tenant', 'own', 'id = current_tenant() or is_platform() or manages(id)');
select add_policy('tenant', 'seen', 'works_for(current_organisation(), id)');
select add_policy('app_user', 'own',
  'organisation_id = current_organisation() or is_platform() or manages(organisation_id)');
select add_policy('contract', 'own', 'tenant_id = current_tenant() or is_platform() or manages(tenant_id)');
select add_policy('contract', 'seen', 'exists (
  select from contract_grant g where g.contract_id = contract.id and g.organisation_id = current_organisation())');
select add_policy('contract_grant', 'own', 'tenant_id = current_tenant() or is_platform() or manages(tenant_id)');
select add_policy('contract_grant', 'seen', 'organisation_id = current_organisation()');
select add_policy('api_key', 'own', 'tenant_id = current_tenant() or is_platform()');

-- a tenant's calls, made by an organisation's people
select add_policy('attempt', 'own',
  'tenant_id = current_tenant() or organisation_id = current_organisation() or is_platform()');
select add_policy('attempt_supervision', 'own', 'tenant_id = current_tenant() or is_platform() or exists (
  select from attempt a where a.id = attempt_id and a.organisation_id = current_organisation())');
select add_policy('identification', 'seen', 'exists (
  select from attempt a where a.identification_id = identification.id and a.organisation_id = current_organisation()
    and a.state in (''offered'', ''active''))');
select add_policy('artefact', 'seen', 'exists (
  select from attempt a where a.id = artefact.attempt_id and a.organisation_id = current_organisation())');
select add_policy('agent_presence', 'seen', 'exists (
  select from attempt a where a.agent_id = agent_presence.user_id and a.tenant_id = current_tenant()
    and a.state in (''offered'', ''active''))');
select add_policy('device_certificate', 'seen', 'exists (
  select from device d where d.id = device_certificate.device_id and d.organisation_id = current_organisation())');

-- who manages an organisation adds to its chain and does not read it
alter table audit_event enable row level security;
create policy added on audit_event for insert to visavis_signaling with check (
  organisation_id in (current_organisation(), current_tenant()) or is_platform() or manages(organisation_id));
create policy seen on audit_event for select to visavis_signaling using (
  organisation_id in (current_organisation(), current_tenant()) or is_platform());
create policy all_rows on audit_event to visavis_retention using (true);
alter table audit_head enable row level security;
create policy seen on audit_head for select to visavis_signaling using (
  organisation_id in (current_organisation(), current_tenant()) or is_platform());
create policy all_rows on audit_head to visavis_retention using (true);

drop function add_policy;

-- All that a tenant may know of the devices of those who work for it: to certify them, and whom for.
create view device_at_tenant with (security_barrier) as
  select t.id as tenant_id, d.id, d.organisation_id, o.name as organisation_name, d.user_id, u.name, u.roles,
    d.public_key, d.role, d.status, d.requested_at, c.certificate, c.certified_at
  from tenant t
  join organisation o on works_for(o.id, t.id)
  join device d on d.organisation_id = o.id
  join app_user u on u.id = d.user_id
  left join device_certificate c on c.device_id = d.id and c.tenant_id = t.id
  where t.id = current_tenant();

grant usage on schema public to visavis_signaling, visavis_sfu, visavis_retention;

grant select, insert on tenant to visavis_signaling;
grant select, insert, update (name) on organisation to visavis_signaling;
grant select, insert, delete on contract_grant to visavis_signaling;
grant select on device_at_tenant, ruleset, ruleset_step, identification_transition, sfu_node,
  audit_event, audit_head, purge_batch, deletion_receipt to visavis_signaling;
grant select, insert, update (expires_at, last_used_at, revoked_at, successor_id) on api_key to visavis_signaling;
grant select, insert, update on contract, app_user, device, device_certificate, identification, attempt,
  attempt_step, segment, legal_hold to visavis_signaling;
grant select, insert, update, delete on session, customer_presence, agent_presence, attempt_end, attempt_supervision
  to visavis_signaling;
grant select, insert on artefact, manifest, decision, recipient_list to visavis_signaling;
grant insert on audit_event to visavis_signaling, visavis_retention;
grant usage on sequence fence to visavis_signaling;

grant select, insert, update, delete on sfu_node to visavis_sfu;

grant select on tenant, contract, attempt, attempt_step, artefact, segment, manifest, decision, legal_hold,
  identification_transition, audit_event, audit_head, purge_batch, deletion_receipt, identification, customer_presence,
  attempt_end to visavis_retention;
grant update (state, ended_at, due_at, purge_claimed_at, purge_basis, key_destroyed_at) on identification
  to visavis_retention;
grant delete on identification, attempt, attempt_step, artefact, segment, manifest, decision, legal_hold
  to visavis_retention;
grant insert on purge_batch, deletion_receipt to visavis_retention;
grant update (payload, salt) on audit_event to visavis_retention;
