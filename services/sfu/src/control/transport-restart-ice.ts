import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const transportRestartIce: Handler<'transport.restart_ice'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const open = admitted.own.transports.get(request.direction);
  if (!open) return refuse('unknown_transport');
  const { transport, restarts } = open;
  if (request.number === restarts) return accept({ iceParameters: transport.iceParameters });
  if (request.number !== restarts + 1) return refuse('conflict');
  const iceParameters = await transport.restartIce();
  open.restarts = request.number;
  return accept({ iceParameters });
};
