import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, readConfig } from './config.ts';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535),
  SECRET: z.string().min(32),
  LEVEL: z.enum(['info', 'debug']).default('info'),
});

test('gives typed values and defaults; an empty variable is an absent one', () => {
  const config = readConfig('example', schema, { PORT: '8080', SECRET: 's'.repeat(32), LEVEL: '' });
  expect(config).toEqual({ PORT: 8080, SECRET: 's'.repeat(32), LEVEL: 'info' });
});

test('names every variable at fault and never a value', () => {
  const read = () => readConfig('example', schema, { SECRET: 'tiny-secret', LEVEL: 'loud' });
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    const { message, variables } = error as ConfigError;
    expect(variables).toEqual(['PORT', 'SECRET', 'LEVEL']);
    expect(message.split('\n')).toEqual([
      'The configuration of example is not usable:',
      '  PORT: is required',
      '  SECRET: must be at least 32 characters long',
      '  LEVEL: must be one of info, debug',
    ]);
    expect(message).not.toMatch(/tiny-secret|loud/);
  }
});
