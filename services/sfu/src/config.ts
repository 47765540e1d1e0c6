import { insideVariables, readConfig, refuseClear } from '@visavis/service-kit';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

const list = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== ''),
);

const portRange = z
  .string()
  .regex(/^\d{1,5}(-\d{1,5})?$/, { abort: true })
  .transform(text => text.split('-').map(Number))
  .transform(([min = 0, max = min]) => ({ min, max }))
  .refine(({ min, max }) => min > 0 && min <= max && max <= 65535, {
    message: 'must be a port or a range of ports such as 40000-40099',
  });

const environment = z
  .object({
    ...insideVariables,
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Shared with signaling; 32 characters at least, so that it is not a word. */
    SFU_SECRET: z.string().min(32),
    CONTROL_HOST: z.string().default('127.0.0.1'),
    CONTROL_PORT: port.default(0),
    /** As signaling processes reach this node; by default where it listens. */
    CONTROL_URL: z.url({ protocol: /^https?$/ }).optional(),
    MEDIA_LISTEN: list.default(['127.0.0.1']),
    ANNOUNCED_ADDRESS: list.default([]),
    MEDIA_PORTS: portRange.default({ min: 40000, max: 40099 }),
    REGION: z.string().max(64).default('local'),
    WORKERS: z.coerce.number().int().min(1).max(128).default(1),
    MEDIASOUP_WORKER_BIN: z.string().optional(),
    LEASE_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .refine(({ CONTROL_HOST, CONTROL_URL }) => CONTROL_URL !== undefined || !isWildcard(CONTROL_HOST), {
    path: ['CONTROL_URL'],
    message: 'is needed when CONTROL_HOST is a wildcard address',
  })
  .refine(
    ({ MEDIA_LISTEN, ANNOUNCED_ADDRESS }) => ANNOUNCED_ADDRESS.length > 0 || !MEDIA_LISTEN.some(isWildcard),
    {
      path: ['ANNOUNCED_ADDRESS'],
      message: 'is needed when MEDIA_LISTEN is a wildcard address',
    },
  )
  .refine(
    ({ MEDIA_LISTEN, ANNOUNCED_ADDRESS }) =>
      MEDIA_LISTEN.length === 1 ||
      ANNOUNCED_ADDRESS.length === 0 ||
      ANNOUNCED_ADDRESS.length === MEDIA_LISTEN.length,
    {
      path: ['ANNOUNCED_ADDRESS'],
      message: 'must name as many addresses as MEDIA_LISTEN, or MEDIA_LISTEN only one',
    },
  );

const protectedEnvironment = environment.superRefine((env, context) => {
  const {
    DATABASE_URL,
    CONTROL_HOST,
    CONTROL_URL = `${env.IDENTITY_DIR ? 'https' : 'http'}://${CONTROL_HOST}`,
  } = env;
  refuseClear(env, { DATABASE_URL, CONTROL_URL }, (variable, message) =>
    context.addIssue({ code: 'custom', path: [variable], message }),
  );
});

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

export type SfuConfig = ReturnType<typeof readSfuConfig>;

/** @throws ConfigError */
export function readSfuConfig(variables: Readonly<Record<string, string | undefined>>) {
  const read = readConfig('sfu', protectedEnvironment, variables);
  return {
    identity: read.IDENTITY_DIR,
    databaseUrl: read.DATABASE_URL,
    secret: read.SFU_SECRET,
    control: { host: read.CONTROL_HOST, port: read.CONTROL_PORT, url: read.CONTROL_URL },
    media: {
      listen: read.MEDIA_LISTEN,
      announced: read.ANNOUNCED_ADDRESS,
      ports: read.MEDIA_PORTS,
      workers: read.WORKERS,
      workerBin: read.MEDIASOUP_WORKER_BIN,
    },
    region: read.REGION,
    leaseMs: read.LEASE_SECONDS * 1000,
    logLevel: read.LOG_LEVEL,
  };
}
