-- What an ident centre's people work with, where, and what they were taught.

-- Whoever revokes a device, and however: every process learns of it, and ends the consoles and calls that use it.
create function tell_device_revoked() returns trigger language plpgsql as $$
begin
  perform pg_notify('device_revoked', new.id::text);
  return null;
end
$$;
create trigger device_revoked after update on device for each row
  when (new.status = 'revoked' and old.status <> 'revoked') execute function tell_device_revoked();

-- Short networks are a whole provider's, and no site.
create function are_site_ranges(ranges cidr[]) returns boolean language sql immutable parallel safe
  return (select bool_and(masklen(r) >= case family(r) when 4 then 8 else 16 end) from unnest(ranges) r);

-- Where an ident centre's agents and supervisors work; without any site, everywhere.
create table site (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  organisation_kind text not null generated always as ('ident_centre') stored,
  name text not null check (length(name) between 1 and 80),
  ranges cidr[] not null check (cardinality(ranges) between 1 and 50 and are_site_ranges(ranges)),
  -- what an agent may say there of the room at the beginning of a shift
  attestations text[] not null check (cardinality(attestations) > 0
    and attestations <@ array['alone_in_closed_room', 'two_factor_door']),
  created_at timestamptz not null default now(),
  unique (organisation_id, name),
  unique (id, organisation_id),
  foreign key (organisation_id, organisation_kind) references organisation (id, kind)
);

-- Every process sees at once who is at no site any more.
create function tell_sites_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('sites_changed', coalesce(new.organisation_id, old.organisation_id)::text);
  return null;
end
$$;
create trigger sites_changed after insert or update or delete on site
  for each row execute function tell_sites_changed();

alter table agent_presence
  -- where its console is, where its organisation has sites
  add site_id uuid,
  -- what the agent said of the room, in which session and when; moving elsewhere, it is asked again
  add attestation text check (attestation in ('alone_in_closed_room', 'two_factor_door')),
  add attested_session bytea check (octet_length(attested_session) = 48),
  add attested_at timestamptz,
  add check (num_nulls(attestation, attested_session, attested_at) in (0, 3)),
  add foreign key (site_id, organisation_id) references site (id, organisation_id) on delete set null (site_id);
create index on agent_presence (site_id) where site_id is not null;

create function is_at_site(presence agent_presence) returns boolean language sql stable parallel safe
  return presence.site_id is not null
    or not exists (select from site s where s.organisation_id = presence.organisation_id);

-- A session is over after 10 hours, and so is the shift.
create function has_attested(presence agent_presence) returns boolean language sql stable parallel safe
  return coalesce(presence.attested_at > now() - interval '10 hours', false);

-- Who was taught what, until when: for each ruleset the latest.
create table training (
  organisation_id uuid not null,
  user_id uuid not null,
  ruleset text not null check (ruleset <> ''),
  -- the last day, in UTC
  valid_until date not null,
  -- null: a service or the command line
  entered_by uuid references app_user,
  entered_at timestamptz not null default now(),
  primary key (user_id, ruleset),
  foreign key (user_id, organisation_id) references app_user (id, organisation_id)
);
create index on training (organisation_id);

create function is_trained(person uuid, needed text) returns boolean language sql stable parallel safe
  return exists (
    select from training t
    where t.user_id = person and t.ruleset = needed and t.valid_until >= (now() at time zone 'UTC')::date
  );

-- No call for an agent who is elsewhere, has not said that the room is closed, or lacks the training.
create function check_attempt_agent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  presence agent_presence;
begin
  select * into presence from agent_presence where user_id = new.agent_id;
  if not found or not is_at_site(presence) then
    raise exception 'the agent is at no site' using errcode = 'check_violation', constraint = 'agent_at_site';
  end if;
  if not has_attested(presence) then
    raise exception 'the agent has not attested the room' using errcode = 'check_violation', constraint = 'agent_attested';
  end if;
  if not exists (
    select from identification i where i.id = new.identification_id and is_trained(new.agent_id, i.ruleset)
  ) then
    raise exception 'the agent is not trained' using errcode = 'check_violation', constraint = 'agent_trained';
  end if;
  return new;
end
$$;
create trigger attempt_agent before insert on attempt for each row execute function check_attempt_agent();

do $$
declare
  t text;
begin
  foreach t in array array['site', 'training'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own on %I to visavis_signaling using (organisation_id = current_organisation() or is_platform())', t);
  end loop;
end
$$;
grant select, insert, update, delete on site to visavis_signaling;
grant select, insert, update on training to visavis_signaling;
