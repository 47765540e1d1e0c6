-- Run once, by the superuser, when the server's volume is new. Passwords come by PGOPTIONS.
-- The owner migrates and lends itself the services' roles; media nodes get a login that can do nothing else.
do $$
begin
  execute format('create role visavis login createrole password %L', current_setting('setup.owner_password'));
  execute format('create role visavis_media login password %L', current_setting('setup.media_password'));
end
$$;
alter database visavis owner to visavis;
create role visavis_sfu nologin;
grant visavis_sfu to visavis with admin option;
grant visavis_sfu to visavis_media;
-- nobody else's logins have business here
revoke connect on database visavis from public;
grant connect on database visavis to visavis_media;
