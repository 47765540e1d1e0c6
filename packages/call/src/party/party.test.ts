/* Customer, agent and supervisor with real agreements and real media sessions; the test is the server between them. */
import {
  generateDeviceKey,
  generateRootKeyFile,
  issueCertificate,
  loadRootKeyFile,
  verifyCertificate,
  type Bytes,
  type FromWorker,
  type ToWorker,
} from '@visavis/e2ee';
import { createMediaSession, type MediaSession } from '@visavis/e2ee/media-session';
import type { Participant } from '@visavis/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { createParty, type CallEnd, type Party } from './party.ts';
import { rosterIndex, type RosterMember } from './roster.ts';

const attemptId = 'attempt-1';
const contextHash = new Uint8Array(48).fill(7);
let ends: Record<Participant, CallEnd>;
/** A supervisor whose certificate is of the wrong role. */
let impostor: CallEnd;

beforeAll(async () => {
  const root = await loadRootKeyFile(await generateRootKeyFile('tenant', new Date()));
  const now = Math.floor(Date.now() / 1000);
  const verify = (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: 'tenant', now });
  const device = async (person: string, name: string, role: 'agent' | 'supervisor' | 'compliance') => {
    const { privateKey, publicJwk } = await generateDeviceKey();
    const subject = { tenant: 'tenant', device: publicJwk, person, name, role };
    const certificate = await issueCertificate(
      { ...subject, issued: now, expires: now + 600 },
      root.privateKey,
    );
    return { deviceKey: privateKey, certificate, certified: await verify(certificate) };
  };
  const supervise = async (role: 'supervisor' | 'compliance'): Promise<CallEnd> => {
    const { deviceKey, certificate, certified } = await device('s', 'Sam', role);
    const options = { verifyCertificate: verify, deviceKey, certificate, supervisor: certified };
    return { role: 'supervisor', options };
  };
  const { deviceKey, certificate, certified } = await device('a', 'Alex', 'agent');
  ends = {
    customer: { role: 'customer', options: { verifyCertificate: verify } },
    agent: {
      role: 'agent',
      options: { deviceKey, certificate, agent: certified },
      verifyCertificate: verify,
    },
    supervisor: await supervise('supervisor'),
  };
  impostor = await supervise('compliance');
});

type End = {
  party: Party;
  session: MediaSession;
  rosters: RosterMember[][];
  alarms: { code: string; told: boolean }[];
  /** What the worker was told, and rosters shown, in order. */
  log: string[];
  epochs: number[];
};
type Carry = (from: Participant, to: Participant, message: Bytes) => void;

/** A call on one machine; `carry` may drop, alter and add. */
function makeCall(carry: (deliver: Carry) => Carry = deliver => deliver) {
  const made = new Map<Participant, End>();
  const clock = { now: 0 };
  const changed = { now: Promise.withResolvers<void>() };
  const touch = () => {
    changed.now.resolve();
    changed.now = Promise.withResolvers<void>();
  };
  const passOn = carry((from, to, message) => made.get(to)?.party.receive(from, message));
  const add = (end: CallEnd): End => {
    const self = end.role;
    const posted = (message: FromWorker) => {
      if (message.type === 'sealed-key')
        for (const [name, index] of Object.entries(rosterIndex))
          if (index === message.to) passOn(self, name as Participant, message.sealed);
      if (message.type === 'sending') mine.epochs.push(message.epoch);
      if (message.type === 'receiving') mine.log.push(`key of ${message.from}`);
      touch();
    };
    const session = createMediaSession(posted, () => clock.now);
    const post = (message: ToWorker) => {
      mine.log.push(message.type);
      const done =
        message.type === 'join'
          ? session.join(message)
          : message.type === 'roster'
            ? session.changeRoster(message)
            : message.type === 'peer-key'
              ? session.takePeerKey(message.from, message.sealed)
              : Promise.reject(new Error(message.type));
      done.catch((error: unknown) => mine.log.push((error as { code: string }).code)).finally(touch);
    };
    const party = createParty({
      attemptId,
      contextHash,
      end,
      post,
      send: (to, message) => passOn(self, to, new Uint8Array(message)),
      onStart: touch,
      onAgreed: touch,
      onRoster: roster => {
        mine.rosters.push(roster);
        mine.log.push(`shown ${roster.length}`);
        touch();
      },
      onAwaited: touch,
      onHeard: touch,
      onAlarm: (code, told) => {
        mine.alarms.push({ code, told });
        touch();
      },
    });
    const mine: End = { party, session, rosters: [], alarms: [], log: [], epochs: [] };
    made.set(self, mine);
    return mine;
  };
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await changed.now.promise;
  };
  return { add, until, passOn, clock };
}

const frame = () => Uint8Array.of(1, 2, 3, 4, 5, 6);
const camera = (direction: 'send' | 'receive', of: Participant) =>
  ({ direction, slot: 'camera', index: rosterIndex[of] }) as const;
const opens = ({ session }: End, from: Participant, sealed: Bytes) =>
  session.convert(camera('receive', from), sealed.slice()).then(
    () => true,
    () => false,
  );

/** Customer and agent talk. */
async function twoTalk(carry?: (deliver: Carry) => Carry) {
  const call = makeCall(carry);
  const [customer, agent] = [call.add(ends.customer), call.add(ends.agent)];
  for (const { party } of [agent, customer]) {
    party.joined(1);
  }
  agent.party.peer('customer', true, 1);
  customer.party.peer('agent', true, 1);
  const sealed = async () => customer.session.convert(camera('send', 'customer'), frame());
  await call.until(() => customer.epochs.length === 1 && agent.epochs.length === 1);
  await call.until(() => keysOf(customer, 'agent') > 0 && keysOf(agent, 'customer') > 0);
  return { ...call, customer, agent, sealed };
}

/** The supervisor's `generation`th coming. */
function comes({ add, agent }: Awaited<ReturnType<typeof twoTalk>>, end: CallEnd, generation = 1): End {
  const supervisor = add(end);
  supervisor.party.joined(generation);
  supervisor.party.peer('customer', true, 1);
  agent.party.peer('supervisor', true, generation);
  supervisor.party.peer('agent', true, 1);
  return supervisor;
}

const keysOf = ({ log }: End, from: Participant) =>
  log.filter(entry => entry === `key of ${rosterIndex[from]}`).length;
const hasBoth = (supervisor: End, times = 1) =>
  keysOf(supervisor, 'customer') >= times && keysOf(supervisor, 'agent') >= times;

const names = (roster: RosterMember[] | undefined) =>
  roster?.map(({ participant, name }) => [participant, name]);

describe('a supervisor in a call', () => {
  test('R34 R36 both screens show it before any key is made for it; it opens what comes after', async () => {
    const call = await twoTalk();
    const { customer, agent, until, sealed } = call;
    const before = await sealed();
    const supervisor = comes(call, ends.supervisor);
    await until(() => hasBoth(supervisor));
    await until(() => [customer, agent].every(({ epochs }) => epochs.length === 2));
    const three = [
      ['customer', null],
      ['agent', 'Alex'],
      ['supervisor', 'Sam'],
    ];
    expect(names(customer.rosters.at(-1))).toEqual(three);
    expect(names(agent.rosters.at(-1))).toEqual(three);
    for (const { log } of [customer, agent])
      expect(log.indexOf('shown 3')).toBeLessThan(log.indexOf('roster'));
    expect(await opens(supervisor, 'customer', before)).toBe(false);
    call.clock.now = 1000;
    expect(await opens(supervisor, 'customer', await sealed())).toBe(true);
    expect([customer, agent, supervisor].flatMap(({ alarms }) => alarms)).toEqual([]);
  });

  test('R34 it is not let in before the customer’s end says that it shows it, whatever a server says', async () => {
    const withheld = Promise.withResolvers<void>();
    const call = await twoTalk(deliver => (from, to, message) => {
      if (message[0] === 22 && from === 'customer') withheld.resolve();
      else deliver(from, to, message);
    });
    const { customer, agent, until, passOn } = call;
    const supervisor = comes(call, ends.supervisor);
    await withheld.promise;
    await until(() => customer.epochs.length === 2);
    const forged = Uint8Array.from({ length: 34 }, (_, i) => [22, 1, 0, 0, 0, 1][i] ?? 0);
    passOn('supervisor', 'agent', forged);
    await until(() => agent.alarms.length > 0);
    expect(agent.epochs).toHaveLength(1);
    expect(keysOf(supervisor, 'agent')).toBe(0);
    expect(names(customer.rosters.at(-1))).toContainEqual(['supervisor', 'Sam']);
  });

  test('R15 R36 when it leaves, both show it, and its keys are of no more use', async () => {
    const call = await twoTalk();
    const { customer, agent, until, sealed } = call;
    const supervisor = comes(call, ends.supervisor);
    await until(() => hasBoth(supervisor));
    agent.party.peer('supervisor', false, 1);
    await until(() => [customer, agent].every(({ epochs }) => epochs.length === 3));
    await until(() => keysOf(agent, 'customer') >= 3);
    expect(names(customer.rosters.at(-1))?.map(([who]) => who)).toEqual(['customer', 'agent']);
    const later = await sealed();
    expect(await opens(agent, 'customer', later)).toBe(true);
    expect(await opens(supervisor, 'customer', later)).toBe(false);
  });

  test('R36 it comes again with an agreement of its own, and again gets keys', async () => {
    const call = await twoTalk();
    const { customer, agent, until } = call;
    const first = comes(call, ends.supervisor);
    await until(() => hasBoth(first));
    const second = comes(call, ends.supervisor, 2);
    await until(() => hasBoth(second));
    expect(customer.log.filter(entry => entry === 'shown 3')).toHaveLength(2);
    expect([customer, agent, second].flatMap(({ alarms }) => alarms)).toEqual([]);
  });

  test('an alarm at a supervisor ends nothing for the others', async () => {
    const call = await twoTalk();
    const { customer, agent, until } = call;
    const supervisor = comes(call, ends.supervisor);
    await until(() => hasBoth(supervisor));
    supervisor.party.tell('old_epoch');
    agent.party.peer('supervisor', false, 1);
    await until(() => [customer, agent].every(({ epochs }) => epochs.length === 3));
    await until(() => keysOf(agent, 'customer') >= 3);
    expect([customer, agent].flatMap(({ alarms }) => alarms)).toEqual([]);
  });

  test('R39 one whose certificate is not for that role gets nothing, and both ends show an alarm', async () => {
    const call = await twoTalk();
    const { customer, agent, until } = call;
    const supervisor = comes(call, impostor);
    await until(() => agent.alarms.length > 0);
    expect(agent.alarms[0]).toEqual({ code: 'unknown_participant', told: false });
    agent.party.tell('unknown_participant');
    await until(() => customer.alarms.length > 0);
    expect(customer.alarms[0]).toEqual({ code: 'unknown_participant', told: true });
    expect(supervisor.log).toEqual([]);
    expect([customer, agent].map(({ epochs }) => epochs.length)).toEqual([1, 1]);
  });

  test('R39 one that sends without being introduced raises an alarm at each end it reaches', async () => {
    const { customer, agent, until, passOn } = await twoTalk();
    passOn('supervisor', 'agent', Uint8Array.of(16, 1, 2, 3));
    await until(() => agent.alarms.length > 0);
    for (let i = 0; i < 17; i += 1) passOn('supervisor', 'customer', Uint8Array.of(16, 1, 2, i));
    await until(() => customer.alarms.length > 0);
    for (const { alarms } of [customer, agent])
      expect(alarms[0]).toEqual({ code: 'unknown_participant', told: false });
    customer.party.close();
  });

  test('R35 a change of the roster that a server made, altered or repeated is not followed', async () => {
    const changes: Bytes[] = [];
    const call = await twoTalk(deliver => (from, to, message) => {
      if (message[0] === 18 && to === 'customer') changes.push(message.slice());
      deliver(from, to, message);
    });
    const { customer, agent, until, passOn } = call;
    const supervisor = comes(call, ends.supervisor);
    await until(() => hasBoth(supervisor));
    const [change] = changes;
    if (!change) throw new Error('no change was sent');
    agent.party.peer('supervisor', false, 1);
    await until(() => customer.log.includes('shown 2') && customer.epochs.length === 3);
    passOn('agent', 'customer', change);
    await until(() => customer.alarms.length === 1);
    const altered = change.slice();
    altered[5] = (altered[5] ?? 0) + 9;
    passOn('agent', 'customer', altered);
    await until(() => customer.alarms.length === 2);
    expect(customer.alarms.map(({ code }) => code)).toEqual(['old_roster_change', 'bad_roster_change']);
    expect(customer.epochs).toHaveLength(3);
  });

  test('after the customer’s reload the agent lets the supervisor in anew, also if the key overtakes that', async () => {
    // the customer's key for the supervisor goes straight there, the agent's change after the customer's answer
    let keyIsDue = false;
    let held: Bytes | undefined;
    const call = await twoTalk(deliver => (from, to, message) => {
      if (keyIsDue && from === 'agent' && to === 'supervisor' && message[0] === 18) {
        held = message;
        return;
      }
      deliver(from, to, message);
      if (from !== 'customer' || to !== 'supervisor' || !keyIsDue) return;
      keyIsDue = false;
      if (held) deliver('agent', to, held);
    });
    const { agent, until, add } = call;
    const supervisor = comes(call, ends.supervisor);
    await until(() => hasBoth(supervisor));
    keyIsDue = true;
    const reloaded = add(ends.customer);
    reloaded.party.joined(2);
    for (const { party } of [agent, supervisor]) party.peer('customer', true, 2);
    reloaded.party.peer('agent', true, 1);
    await until(() => reloaded.log.includes('shown 3') && reloaded.epochs.length === 2);
    await until(() => hasBoth(supervisor, 2));
    const sealed = await reloaded.session.convert(camera('send', 'customer'), frame());
    await until(() => keysOf(agent, 'customer') >= 3);
    expect([agent, reloaded, supervisor].flatMap(({ alarms }) => alarms)).toEqual([]);
    expect(sealed.length).toBeGreaterThan(6);
  });
});
