import { isDeepStrictEqual } from 'node:util';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const transportConnect: Handler<'transport.connect'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const open = admitted.own.transports.get(request.direction);
  if (!open) return refuse('unknown_transport');
  const { dtlsParameters } = request;
  if (open.connectedWith) {
    return isDeepStrictEqual(open.connectedWith, dtlsParameters) ? accept({}) : refuse('conflict');
  }
  await open.transport.connect({ dtlsParameters });
  open.connectedWith = dtlsParameters;
  return accept({});
};
