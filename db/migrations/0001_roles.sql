-- The services' logins. Each owns nothing, defines nothing and holds the rights of 0007 and later files; none can become
-- another. An installation makes them beforehand, with what they prove themselves by (ops/compose/postgres); else they
-- are made here, and nobody can log in as them until somebody gives them a password.
do $$
declare
  name text;
begin
  foreach name in array array['visavis_signaling', 'visavis_sfu', 'visavis_retention'] loop
    if not exists (select from pg_roles where rolname = name) then
      begin
        execute format('create role %I login', name);
      exception when duplicate_object or unique_violation then
        null; -- made at this moment for another database of the same server
      end;
    end if;
    execute format('grant connect on database %I to %I', current_database(), name);
  end loop;
  execute format('revoke all on database %I from public', current_database());
end
$$;
grant select on schema_migration to visavis_signaling;

-- Row-level security asks these three: which tenant or organisation (or both) a transaction is for, or that it is the
-- platform's own work (matching, sign-in). None set: no row is visible.
create function current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('visavis.tenant', true), '')::uuid;

create function current_organisation() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('visavis.organisation', true), '')::uuid;

create function is_platform() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('visavis.scope', true), '') = 'platform';
