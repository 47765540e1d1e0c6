import type { DamageKind } from '@visavis/db';
import type { VerifiedChains } from './verify.ts';

const words: Record<DamageKind, string> = {
  payload_changed: 'its payload is not the one that was recorded',
  payload_erased: 'payloads are gone that no deletion accounts for',
  field_changed: 'it is not as it was recorded',
  removed: 'events that were recorded here are gone',
  inserted: 'it was not recorded here',
  reordered: 'it was recorded at another place',
  tail_cut: 'this event and what came after it are gone',
  head_changed: 'the chain’s head does not name this event as the last',
  rewritten: 'it is not the event of the signed head: the chain was made anew',
};

/** One line a chain, one more for each damage. */
export function inWords(chains: VerifiedChains['chains'], comparedWith: string | undefined): string {
  const lines = chains.flatMap(({ organisationId, count, erased, damage }) => [
    `${organisationId}  ${count} events${erased === 0 ? '' : `, ${erased} of them erased with what they were about`}: ${damage.length === 0 ? 'whole' : 'DAMAGED'}`,
    ...damage.map(
      ({ sequence, kind }) => `  ${sequence === 0 ? 'chain' : `event ${sequence}`}: ${words[kind]} (${kind})`,
    ),
  ]);
  const damaged = chains.filter(({ damage }) => damage.length > 0).length;
  const against = comparedWith === undefined ? '' : `, compared with the heads signed at ${comparedWith}`;
  return [...lines, `${chains.length} chains, ${damaged} damaged${against}.`].join('\n');
}
