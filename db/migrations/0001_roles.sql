-- Group roles. A service connects with its own login (or sets the role on every connection) and holds only these rights.
do $$
declare
  name text;
begin
  foreach name in array array['visavis_signaling', 'visavis_sfu', 'visavis_retention'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    -- so that whoever migrates may also take the role
    execute format('grant %I to current_user', name);
  end loop;
end
$$;

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
