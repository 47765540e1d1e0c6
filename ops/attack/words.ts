import type { Tried } from './run.ts';

function paragraph(tried: Tried): string {
  const { name, stopped, by, control, seen, seenInControl, needsCode, codes } = tried;
  const verdict = stopped ? 'stopped' : 'NOT STOPPED';
  const compared = needsCode ? ' by comparing the security code' : '';
  return [
    `${name}: ${verdict}${compared}; control ${control === 'succeeded' ? 'succeeded' : 'FAILED'}`,
    `  by       ${by}`,
    `  seen     ${seen}`,
    ...(codes ? [`  codes    customer ${codes.customer}, agent ${codes.agent}`] : []),
    `  without  ${seenInControl}`,
  ].join('\n');
}

/** A paragraph an attack, then the sum. */
export function inWords(tried: readonly Tried[], errors: readonly { name: string; error: string }[]): string {
  const stopped = tried.filter(one => one.stopped).length;
  const controls = tried.filter(one => one.control === 'succeeded').length;
  return [
    ...tried.map(paragraph),
    ...errors.map(({ name, error }) => `${name}: COULD NOT BE TRIED: ${error}`),
    `${tried.length} attacks tried, ${stopped} stopped; ${controls} of ${tried.length} controls succeeded`,
  ].join('\n\n');
}
