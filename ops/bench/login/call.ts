import { randomUUID } from 'node:crypto';
import { generateDeviceKey } from '@visavis/e2ee';
import { consentVersion, deviceView } from '@visavis/protocol';
import { generate } from 'otplib';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import type { EmbeddedStack } from '../../start/embedded-stack.ts';
import { signIn } from './flood.ts';

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), refusal: z.object({ code: z.string() }) }),
]);

/** An event's answer. @throws when it was refused or none came in time */
export async function ask(socket: Socket, event: string, body: unknown): Promise<Record<string, unknown>> {
  const given = answer.parse(await socket.timeout(60_000).emitWithAck(event, body));
  if (!given.ok) throw new Error(`${event} was refused: ${given.refusal.code}`);
  return given.value;
}

const hear = (socket: Socket, event: string): Promise<Record<string, unknown>> =>
  new Promise(resolve => socket.once(event, resolve));

function open(url: string, auth: Record<string, unknown>, cookie?: string): Socket {
  const headers = { origin: url, ...(cookie === undefined ? {} : { cookie }) };
  return io(url, {
    transports: ['websocket'],
    auth,
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
}

/** A certified device of the signed-in agent; the launcher stands in for who approves and certifies it. */
async function certifiedDevice(agentUrl: string, cookie: string): Promise<string> {
  const { publicJwk } = await generateDeviceKey();
  const read = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie, origin: agentUrl, 'content-type': 'application/json' };
    const response = await fetch(`${agentUrl}/api/console${path}`, { ...init, headers });
    return deviceView.parse(await response.json());
  };
  const { id } = await read('/devices', {
    method: 'POST',
    body: JSON.stringify({ publicKey: publicJwk, role: 'agent' }),
  });
  for (let looks = 0; looks < 240; looks++) {
    const { tenants } = await read(`/devices/${id}`);
    if (tenants.some(({ certificate }) => certificate !== null)) return id;
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  throw new Error('the device was not certified');
}

/** A call under way between an agent's and a customer's end, with transports at the SFU; and the agent's cookie. */
export async function openCall({ ready }: EmbeddedStack) {
  const { agentUrl, baseUrl, customerUrl, users } = ready;
  const person = users.agent;
  const answered = await signIn(agentUrl, { person, totp: await generate({ secret: person.totpSecret }) });
  const cookies = answered.headers.getSetCookie().map(one => one.split(';')[0]);
  if (cookies.length === 0) throw new Error(`the agent's sign-in was refused: ${answered.status}`);
  const cookie = cookies.join('; ');
  const deviceId = await certifiedDevice(agentUrl, cookie);

  const link = new URL(customerUrl);
  const identificationId = link.pathname.split('/').at(-1) ?? '';
  const customer = open(baseUrl, { identificationId, token: link.hash.slice(1) });
  const agent = open(agentUrl, { as: 'agent', console: randomUUID(), takeOver: false }, cookie);
  await Promise.all([hear(customer, 'identification'), hear(agent, 'agent:status')]);
  const offered = hear(agent, 'offer');
  const accepted = hear(customer, 'call:accepted');
  await ask(customer, 'queue:enter', { consentVersion, language: 'en' });
  await ask(agent, 'shift:attest', { attestation: 'alone_in_closed_room' });
  await ask(agent, 'agent:ready', { deviceId });
  const { attemptId } = z.object({ attemptId: z.string() }).parse(await offered);
  await ask(agent, 'offer:accept', { attemptId });
  await accepted;
  await ask(customer, 'call:join', { attemptId });
  await ask(agent, 'call:join', { attemptId });
  return {
    attemptId,
    agent,
    customer,
    cookie,
    close: () => {
      agent.close();
      customer.close();
    },
  };
}

export type BenchCall = Awaited<ReturnType<typeof openCall>>;
