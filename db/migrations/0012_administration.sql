-- An organisation keeps somebody who administers it, whoever takes roles away and however many do so at once.
create function check_last_administrator() returns trigger language plpgsql as $$
declare
  administering text;
begin
  select case kind when 'operator' then 'operator' when 'reseller' then 'reseller' else 'administrator' end
    into administering from organisation where id = old.organisation_id for no key update;
  if administering = any (old.roles) and (new.disabled_at is not null or administering <> all (new.roles))
    and not exists (
      select from app_user
      where organisation_id = old.organisation_id and id <> old.id and disabled_at is null and administering = any (roles)
    )
  then
    raise exception 'nobody would administer organisation %', old.organisation_id
      using errcode = 'check_violation', constraint = 'last_administrator';
  end if;
  return new;
end
$$;
-- definer: it counts and locks also where the policies of the one who acts show less
alter function check_last_administrator() security definer set search_path = pg_catalog, public, pg_temp;
create trigger last_administrator before update of roles, disabled_at on app_user for each row
  when (old.disabled_at is null and (new.disabled_at is not null or new.roles is distinct from old.roles))
  execute function check_last_administrator();
