# The gateway takes its root account from the environment only: it is read here, so that no other process has it there.
set -eu
ROOT_ACCESS_KEY_ID=$(cat /run/secrets/s3-access-key-id)
ROOT_SECRET_ACCESS_KEY=$(cat /run/secrets/s3-secret-access-key)
export ROOT_ACCESS_KEY_ID ROOT_SECRET_ACCESS_KEY
exec "$(command -v versitygw || echo /app/versitygw)" "$@"
