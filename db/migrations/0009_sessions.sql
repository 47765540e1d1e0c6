-- Whoever ends a session, and however: every process learns of it, and closes the sockets that it opened.
create function tell_session_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('session_ended', encode(old.id_sha384, 'hex'));
  return null;
end
$$;
create trigger session_ended after delete on session for each row execute function tell_session_ended();

-- What a session was begun with no longer holds: other roles, or none.
create function end_sessions() returns trigger language plpgsql as $$
begin
  delete from session where user_id = new.id;
  return null;
end
$$;
create trigger roles_changed after update on app_user for each row
  when (new.roles is distinct from old.roles or (new.disabled_at is not null and old.disabled_at is null))
  execute function end_sessions();
