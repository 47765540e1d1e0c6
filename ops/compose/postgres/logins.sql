-- Run once, by the superuser, when a server's volume is new. Passwords come by PGOPTIONS.
-- visavis owns the schema and is used by the migration only; each service has a login that owns nothing.
do $$
declare
  name text;
begin
  foreach name in array string_to_array(current_setting('setup.logins'), ',') loop
    execute format('create role %I login password %L', name, current_setting('setup.' || name));
  end loop;
  execute format('alter database %I owner to visavis', current_database());
end
$$;
