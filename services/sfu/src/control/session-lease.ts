import { accept, admit } from './handler.ts';
import type { Handler } from './handler.ts';

export const sessionLease: Handler<'session.lease'> = (context, { sessions }, tell) => {
  const lost = sessions.filter(request => !admit(context, request, tell).ok);
  return accept({ lost: lost.map(({ session }) => session) });
};
