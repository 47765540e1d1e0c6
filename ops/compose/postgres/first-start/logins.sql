-- Run once, by the superuser, when a server's volume is new. pg_hba.conf says how they prove themselves.
-- visavis owns the schema and is used by the migration only; each service has a login that owns nothing.
create role visavis login;
create role visavis_signaling login;
create role visavis_sfu login;
create role visavis_retention login;
do $$
begin
  execute format('alter database %I owner to visavis', current_database());
end
$$;
