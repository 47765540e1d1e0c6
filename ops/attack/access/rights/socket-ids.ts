import { randomUUID } from 'node:crypto';
import { agentRequests, supervisorRequests, type RequestTable } from '@visavis/protocol';
import type { Socket } from 'socket.io-client';
import type { AccessAttack } from '../attack.ts';
import { mustConnect } from '../world/sockets.ts';
import type { World } from '../world/world.ts';
import { sampleFor } from './bodies.ts';
import { withoutRows } from './tenants.ts';

const tables = { agent: agentRequests, supervisor: supervisorRequests } as const satisfies Record<
  string,
  RequestTable
>;

const answerTo = async (socket: Socket, event: string, body: object): Promise<string> =>
  JSON.stringify(await socket.timeout(30_000).emitWithAck(event, body));

/** Each id of another tenant in each event, beside an id that nobody has. */
async function tryEvents(world: World, as: 'agent' | 'supervisor', told: string[]): Promise<number> {
  const { people, own, other, consoleUrl, agentOrigin: origin } = world;
  const cookie = await people.signIn(await people.make(own.centreId, [as]));
  let tried = 0;
  for (const [event, { body }] of Object.entries(tables[as])) {
    if (sampleFor(body, () => randomUUID()) === undefined) continue;
    // a connection may send only so many events at once
    const socket = await mustConnect(consoleUrl, { cookie, origin, as });
    const absent = await answerTo(socket, event, sampleFor(body, () => randomUUID()) ?? {});
    for (const [kind, id] of Object.entries(other.ids)) {
      tried++;
      const answer = await answerTo(socket, event, sampleFor(body, () => id) ?? {});
      if (answer !== absent) told.push(`${as}: ${kind} in ${event}: ${answer.slice(0, 80)}`);
    }
    socket.close();
  }
  return tried;
}

export const crossedSocketIds: AccessAttack = {
  name: 'tenant-crossing-on-every-socket-event',
  by: "a call is looked for among those of one's own organisation, by query and by row-level security; any other does not exist",
  copy: 'rights',
  defence: [
    ...withoutRows,
    {
      file: 'db/src/attempt.ts',
      find: 'where id = ${attemptId} and organisation_id = current_organisation()`;',
      replace: 'where id = ${attemptId}`;',
    },
  ],
  run: async world => {
    const told: string[] = [];
    const tried = (await tryEvents(world, 'agent', told)) + (await tryEvents(world, 'supervisor', told));
    return {
      succeeded: told.length > 0,
      seen: `${tried} foreign ids in events of agents and supervisors: ${told.length === 0 ? 'none told apart from an absent one' : `${told.length} told apart, as ${told[0]}`}`,
    };
  },
};
