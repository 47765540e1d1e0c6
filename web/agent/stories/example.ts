import { findRuleset, type CallContext, type Person, type SessionView, type Step } from '@visavis/protocol';
import {
  addStill,
  orderedItems,
  recordStep,
  startChecklist,
  type Checklist,
} from '../src/features/call/checklist.ts';
import { startShown, type CallShown } from '../src/features/call/state.ts';

export const id = (last: string) => `5a0b7d0e-0000-4000-8000-00000000000${last}`;

export const session: SessionView = {
  user: { id: id('1'), name: 'Anna Berger', email: 'anna.berger@example-bank.test', roles: ['agent'] },
  organisation: { id: id('9'), kind: 'ident_centre', name: 'Example Ident Centre' },
  customerOrigin: 'https://ident.example-bank.test',
  mustChangePassword: false,
  shouldEnrol: false,
  news: null,
  secondsLeft: 900,
};

const transcript = 'A'.repeat(64);

const context: CallContext = {
  tenantId: id('2'),
  tenantName: 'Example Bank',
  purpose: 'Eröffnung eines Bankkontos',
  identificationId: id('4'),
  ruleset: { id: 'basic', version: 1 },
  consentVersion: 1,
  language: 'de',
  recipientList: 'a.b.c',
  rootKey: { kty: 'EC', crv: 'P-384', x: transcript, y: transcript },
};

export const offer = {
  attemptId: id('3'),
  context,
  purpose: { de: 'Eröffnung eines Bankkontos', en: 'Opening a bank account' },
  waitedSeconds: 95,
  expiresAt: new Date(Date.now() + 17_000).toISOString(),
};

const person: Person = {
  givenNames: 'Erika',
  familyName: 'Mustermann',
  birthDate: '1983-08-12',
  birthPlace: 'Berlin',
  nationality: 'DEU',
  address: { street: 'Heidestraße 17', postalCode: '51147', city: 'Köln', country: 'DEU' },
  document: { type: 'identity_card', number: 'L01X00T47' },
};
const ruleset = findRuleset('basic', 1);

/** The checks before `step` done, with their stills. */
const until = (step: Step | null): Checklist => {
  const steps = ruleset.steps.map(rule => rule.step);
  const before = step === null ? steps : steps.slice(0, steps.indexOf(step));
  return before.reduce((checklist, done) => {
    const needsStill = ruleset.steps.some(rule => rule.step === done && rule.still);
    return recordStep(needsStill ? addStill(checklist, done) : checklist, done, 'done', transcript);
  }, startChecklist(ruleset));
};

export function callAt(step: Step | null, remote: MediaStream, change: Partial<CallShown> = {}): CallShown {
  return {
    ...startShown(offer.attemptId),
    stage: 'running',
    since: Date.now() - 95_000,
    phase: 'connected',
    securityCode: '417902',
    transcript,
    remote,
    seen: true,
    about: {
      context,
      person,
      ruleset,
      items: orderedItems(person),
    },
    checklist: until(step),
    current: step,
    recording: 'running',
    ...change,
  };
}
