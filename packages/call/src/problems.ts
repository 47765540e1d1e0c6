import { MediaRefused } from './codecs.ts';
import { RequestError } from './requests.ts';

/** What went wrong, as the code of an alarm. */
export const codeOf = (error: unknown): string =>
  error instanceof RequestError || error instanceof MediaRefused ? error.code : 'media_failed';

/** Alarms of the connection, not of the encryption: joining anew may help, and the other end learns of them by itself. */
const connectionProblems = new Set(['connection_lost', 'media_failed', 'no_answer']);
export const isConnectionProblem = (code: string): boolean => connectionProblems.has(code);
