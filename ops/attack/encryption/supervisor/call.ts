import type { Bytes } from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';
import type { CallEnd } from '@visavis/call';
import type { House } from '../../house.ts';
import { attempt, isSame, voice } from '../hostile/media.ts';
import { indexOf, startEnd, type End } from './end.ts';
import { makePeople, type People } from './people.ts';

type Carry = (from: Participant, to: Participant, message: Bytes) => void;

/** A call of real ends; everything they tell each other goes through the attacker's hands. */
export interface HostileCall {
  people: People;
  customer: End;
  agent: End;
  clock: { now: number };
  /** Gives an end a message in the name of whomever the server likes. */
  carry: Carry;
  until: (isTrue: () => boolean) => Promise<void>;
  /** The server announces a supervisor and lets this end in. */
  letIn: (end: CallEnd) => Promise<End>;
  /** The server says that the supervisor is gone. */
  sayItLeft: () => void;
}

/** @param hands what the server does with a message instead of passing it on */
export async function startCall(
  house: House,
  hands: (deliver: Carry) => Carry = deliver => deliver,
  alter: (people: People) => People = people => people,
): Promise<HostileCall> {
  const people = alter(await makePeople(house));
  const made = new Map<Participant, End>();
  const clock = { now: 0 };
  let changed = Promise.withResolvers<void>();
  const touch = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  const carry: Carry = (from, to, message) => made.get(to)?.party.receive(from, message);
  const passOn = hands(carry);
  const add = async (end: CallEnd): Promise<End> => {
    const send = (to: Participant, message: Bytes) => passOn(end.role, to, message);
    const started = await startEnd(house, end, { clock, send, touch });
    made.set(end.role, started);
    started.party.joined(1);
    return started;
  };
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await changed.promise;
  };
  const [customer, agent] = [await add(people.customer), await add(people.agent)];
  agent.party.peer('customer', true, 1);
  customer.party.peer('agent', true, 1);
  await until(() => keysFrom(customer, 'agent') > 0 && keysFrom(agent, 'customer') > 0);
  return {
    people,
    customer,
    agent,
    clock,
    carry,
    until,
    letIn: async end => {
      const supervisor = await add(end);
      supervisor.party.peer('customer', true, 1);
      agent.party.peer('supervisor', true, 1);
      supervisor.party.peer('agent', true, 1);
      return supervisor;
    },
    sayItLeft: () => agent.party.peer('supervisor', false, 1),
  };
}

/** How many sender keys of that participant the end has taken. */
export const keysFrom = ({ keys }: End, from: Participant): number =>
  keys.filter(index => index === indexOf[from]).length;

/** The end holds sender keys of both others. */
export const isIn = (supervisor: End): boolean =>
  keysFrom(supervisor, 'customer') > 0 && keysFrom(supervisor, 'agent') > 0;

/** How often the end's worker has changed the roster. */
export const changesAt = ({ log }: End): number => log.filter(entry => entry === 'roster').length;

export const hasAlarm = ({ alarms }: End): boolean => alarms.length > 0;

/** The codes of an end's alarms in words. */
export const alarmOf = ({ alarms }: End): string =>
  [...new Set(alarms.map(({ code, told }) => (told ? `${code}, told by the other end` : code)))].join(
    ' and ',
  ) || 'none';

/** The supervisor's name on the end's screen, if one is shown. */
export const supervisorAt = ({ rosters }: End): string | undefined =>
  rosters.at(-1)?.find(({ participant }) => participant === 'supervisor')?.name ?? undefined;

export const say = ({ session, self }: End, words: string): Promise<Bytes> =>
  session.convert({ direction: 'send', slot: 'microphone', index: indexOf[self] }, voice(words));

/** Whether an attacker's session opens what the server copied to it. */
export async function hears(
  listener: Pick<End, 'session'>,
  from: Participant,
  sealed: Bytes,
  words: string,
): Promise<boolean> {
  const options = { direction: 'receive', slot: 'microphone', index: indexOf[from] } as const;
  const heard = await attempt(listener.session.convert(options, sealed.slice()));
  return 'value' in heard && isSame(heard.value, voice(words));
}

/** Who of customer and agent says something that the listener opens, once new keys have come into use. */
export async function heardBy(call: HostileCall, listener: Pick<End, 'session'>): Promise<End[]> {
  call.clock.now += 1000;
  const words = 'my date of birth is the first of April';
  const heard: End[] = [];
  for (const end of [call.customer, call.agent])
    if (await hears(listener, end.self, await say(end, words), words)) heard.push(end);
  return heard;
}

export const namesOf = (ends: readonly End[]): string =>
  ends.length === 0 ? 'nobody' : ends.map(({ self }) => `the ${self}`).join(' and ');
