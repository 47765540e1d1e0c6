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
