# The secret goes into a file of the container's own memory, not into a command line.
set -eu
umask 077
{
  cat "$(dirname "$0")/turnserver.conf"
  echo "realm=$TURN_NAME"
  echo "external-ip=$TURN_EXTERNAL_IP"
  echo "static-auth-secret=$(cat /run/secrets/turn-secret)"
} > /tmp/turnserver.conf
exec turnserver -c /tmp/turnserver.conf
