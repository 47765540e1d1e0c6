import { expect, test } from 'vitest';
import { createLogger } from './logging.ts';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, log: createLogger('example', 'info', { write }) };
}

test('writes service, level and allowed fields, below the level nothing', () => {
  const { lines, log } = capture();
  log.debug('unseen');
  log.info('opened', { attemptId: 'a1', count: 2 });
  expect(lines).toMatchObject([
    { level: 'info', service: 'example', message: 'opened', attemptId: 'a1', count: 2 },
  ]);
  // in UTC
  expect(lines[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('drops fields that are not on the list and objects behind those that are', () => {
  const { lines, log } = capture();
  const careless: object = { email: 'jane@example.org', attemptId: { name: 'Jane' }, code: 'x' };
  log.warn('refused', careless);
  expect(JSON.stringify(lines)).not.toMatch(/jane/i);
  expect(lines[0]).toMatchObject({ code: 'x' });
});

test('writes where an error came from, not its message', () => {
  const { lines, log } = capture();
  log.error('failed', new TypeError('cannot read Jane'));
  expect(JSON.stringify(lines)).not.toMatch(/jane/i);
  const [line] = lines as { error: { name: string; stack: string[] } }[];
  expect(line?.error.name).toBe('TypeError');
  expect(line?.error.stack[0]).toMatch(/logging\.test/);
});
