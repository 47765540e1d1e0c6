-- Browsers and networks in which a person has shown both factors, under keyed hashes: who reads the table learns neither
-- where anybody is nor what would make a browser one of them.
create table known_place (
  user_id uuid not null references app_user on delete cascade,
  kind text not null check (kind in ('browser', 'network')),
  hmac bytea not null check (octet_length(hmac) = 48),
  -- where the account was used first since it was made or reset: trusted at once
  is_first boolean not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (user_id, kind, hmac)
);
create index on known_place (last_seen_at);

-- Only the database says which place is the first; forgetting places makes none of those that follow one.
create function mark_first_place() returns trigger language plpgsql as $$
begin
  new.is_first := exists (
    select from app_user u left join invitation i on i.user_id = u.id
    where u.id = new.user_id and (u.last_sign_in_at is null or u.last_sign_in_at < i.used_at)
  );
  return new;
end
$$;
-- definer: it looks at accounts and links also where the policies of the one who acts show none
alter function mark_first_place() security definer set search_path = pg_catalog, public, pg_temp;
create trigger first_place before insert on known_place for each row execute function mark_first_place();

alter table known_place enable row level security;
create policy platform_rows on known_place to visavis_signaling using (is_platform());
grant select, delete, insert (user_id, kind, hmac), update (last_seen_at) on known_place to visavis_signaling;
