-- Row-level security on every table with tenant data; services never own tables.
do $$
declare
  t text;
begin
  foreach t in array array[
    'contract', 'recipient_list', 'app_user', 'api_key', 'device', 'identification', 'customer_presence', 'agent_presence', 'attempt',
    'attempt_end', 'attempt_supervision', 'attempt_step',
    'artefact', 'segment', 'manifest', 'decision', 'legal_hold', 'audit_event', 'purge_batch', 'deletion_receipt'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy tenant_rows on %I to visavis_signaling using (tenant_id = current_tenant() or is_platform())', t);
    execute format('create policy all_rows on %I to visavis_retention using (true)', t);
  end loop;
end
$$;
alter table tenant enable row level security;
create policy tenant_rows on tenant to visavis_signaling using (id = current_tenant() or is_platform());
create policy all_rows on tenant to visavis_retention using (true);

grant usage on schema public to visavis_signaling, visavis_sfu, visavis_retention;

grant select on tenant, ruleset_step, identification_transition, sfu_node, audit_event, audit_head,
  purge_batch, deletion_receipt to visavis_signaling;
grant select, insert, update on contract, app_user, api_key, device, identification, attempt, attempt_step, segment,
  legal_hold to visavis_signaling;
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
