import { describe, expect, it } from 'vitest';
import { readBenchOptions } from './options.ts';
import { compared, limited } from './result.ts';

const figure = (value: number, better: 'higher' | 'lower') =>
  ({ name: 'a figure', value, unit: 'µs', better }) as const;

describe('a figure beside its baseline', () => {
  it('meets its aim from the better side only', () => {
    expect(compared(figure(11.5, 'lower'), 10, 'another', 1.15)).toEqual({
      name: 'a figure',
      value: 11.5,
      baseline: 10,
      baselineIs: 'another',
      ratio: 1.15,
      unit: 'µs',
      better: 'lower',
      aim: 1.15,
      met: true,
    });
    expect(compared(figure(11.6, 'lower'), 10, 'another', 1.15).met).toBe(false);
    expect(compared(figure(8, 'higher'), 10, 'another', 0.8).met).toBe(true);
    expect(compared(figure(7.9, 'higher'), 10, 'another', 0.8).met).toBe(false);
  });

  it('only informs without an aim, and may have a fixed limit', () => {
    expect(compared(figure(99, 'lower'), 1, 'another', null)).toMatchObject({ aim: null, met: true });
    expect(limited(figure(31, 'lower'), 30)).toMatchObject({ baselineIs: 'fixed limit', aim: 1, met: false });
  });

  it('is refused if nothing was measured', () => {
    expect(() => compared(figure(Number.NaN, 'lower'), 1, 'another', null)).toThrow('nothing was measured');
    expect(() => compared(figure(1, 'lower'), 0, 'another', null)).toThrow('nothing was measured');
  });
});

describe('npm run bench', () => {
  it('takes known suites, all if none is named', () => {
    expect(readBenchOptions(['--json'], ['a', 'b'])).toEqual({ json: true, suites: ['a', 'b'] });
    expect(readBenchOptions(['b'], ['a', 'b'])).toEqual({ json: false, suites: ['b'] });
    expect(() => readBenchOptions(['c'], ['a', 'b'])).toThrow('no suite "c"');
  });
});
