import { pino } from 'pino';
import type { DestinationStream } from 'pino';

/**
 * The only fields that can reach a log line. Names, contacts, tokens and keys
 * have no field here, so they cannot be logged by mistake: anything else is
 * dropped, whatever a caller's types say.
 */
const allowedFields = [
  // who, by opaque id
  'tenantId',
  'identificationId',
  'attemptId',
  'participant',
  'generation',
  'userId',
  'deviceId',
  'nodeId',
  'workerPid',
  'jobId',
  'requestId',
  // what
  'event',
  'command',
  'code',
  'reason',
  'signal',
  'method',
  'route',
  'status',
  'state',
  // how much
  'port',
  'count',
  'bytes',
  'durationMs',
  'load',
  'capacity',
  'fence',
] as const;

export type LogFields = Partial<Record<(typeof allowedFields)[number], string | number | boolean | null>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `error`: only its class, code and the places it came from are written, not its message, which may quote data. */
  error(message: string, error?: unknown, fields?: LogFields): void;
}

/**
 * JSON lines on stdout: level, time (ISO 8601), service, message, allowed fields.
 *
 * `message` is a constant text of ours; what varies belongs into fields.
 */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const log = pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: label => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return {
    debug: (message, fields) => log.debug(pick(fields), message),
    info: (message, fields) => log.info(pick(fields), message),
    warn: (message, fields) => log.warn(pick(fields), message),
    error: (message, error, fields) => log.error({ ...pick(fields), ...describeError(error) }, message),
  };
}

function pick(fields: LogFields = {}): LogFields {
  const kept: LogFields = {};
  for (const name of allowedFields) {
    const value = fields[name];
    if (value !== undefined && (value === null || typeof value !== 'object')) kept[name] = value;
  }
  return kept;
}

function describeError(error: unknown): { error?: { name: string; code?: string; stack: string[] } } {
  if (!(error instanceof Error)) return {};
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return {
    error: {
      name: error.name,
      ...(code === undefined ? {} : { code }),
      stack: stack.map(line => line.trim()),
    },
  };
}
