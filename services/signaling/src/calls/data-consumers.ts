import { asTenant, findCall, type Call } from '@visavis/db';
import type { DataChannelName, Participant } from '@visavis/protocol';
import { notifyEnd, type Live } from '../socket/live.ts';
import { commandEnd } from './media-command.ts';
import { isIn, othersIn } from './participants.ts';

type Named = { tenantId: string; attemptId: string };

/** As `receiveTracks`, for the data channels of the others; a supervisor has some too. */
export async function receiveData(live: Live, named: Named, receiver: Participant): Promise<void> {
  const call = await read(live, named);
  if (call) await openDataConsumers(live, call, receiver, othersIn(call, receiver));
}

/** The same, for the data channels of one sender at everybody else. */
export async function sendData(live: Live, named: Named, sender: Participant): Promise<void> {
  const call = await read(live, named);
  if (!call || !isIn(call, sender)) return;
  for (const receiver of othersIn(call, sender)) await openDataConsumers(live, call, receiver, [sender]);
}

const read = (live: Live, { tenantId, attemptId }: Named): Promise<Call | undefined> =>
  asTenant(live.sql, tenantId, sql => findCall(sql, attemptId));

async function openDataConsumers(
  live: Live,
  call: Call,
  receiver: Participant,
  senders: readonly Participant[],
): Promise<void> {
  const listens = call[receiver].capabilities !== null;
  if (!listens || !isIn(call, receiver)) return;
  const { attemptId } = call;
  for (const participant of senders) {
    const channels = Object.entries(call[participant].dataProducers) as [DataChannelName, string][];
    for (const [channel, dataProducerId] of channels) {
      const opened = await commandEnd(live, call, receiver, 'data_consumer.open', { dataProducerId });
      if (!opened.ok) {
        const { code } = opened.refusal;
        live.log.warn('a data consumer could not be opened', { attemptId, participant: receiver, code });
        continue;
      }
      const { dataConsumerId, sctpStreamParameters } = opened.value;
      notifyEnd(live, call, receiver, 'call:data_consumer', {
        attemptId,
        dataConsumerId,
        dataProducerId,
        participant,
        channel,
        sctpStreamParameters,
      });
    }
  }
}
