import { consoleApi, refusalStatus, riskSignal, type RefusalCode, type RiskSignal } from '@visavis/protocol';
import { z } from 'zod';

type Api = typeof consoleApi;
type Name = keyof Api;
type BodyOf<E> = E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: never };
type QueryOf<E> = E extends { query: infer Q extends z.ZodType } ? { query: z.input<Q> } : { query?: never };
type ParamsOf<P extends string> = P extends `${string}{${infer Param}}${infer Rest}`
  ? Record<Param, string | number> & ParamsOf<Rest>
  : unknown;
export type CallInput<N extends Name> = ParamsOf<Api[N]['path']> & BodyOf<Api[N]> & QueryOf<Api[N]>;
export type CallReply<N extends Name> = Api[N] extends { reply: infer R extends z.ZodType }
  ? z.output<R>
  : Api[N] extends { binary: string }
    ? Blob
    : undefined;

/** A refusal with its code, `offline` when the server could not be reached, or `internal`. */
export class ApiError extends Error {
  readonly code: RefusalCode | 'offline';
  readonly field: string | undefined;
  /** Why a passkey is wanted. */
  readonly signals: readonly RiskSignal[];
  constructor(code: RefusalCode | 'offline', field?: string, signals: readonly RiskSignal[] = []) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.field = field;
    this.signals = signals;
  }
}

const listeners = new Set<() => void>();

/** Calls back whenever the server does not know the session (any more). */
export const onUnauthenticated = (listener: () => void): void => {
  listeners.add(listener);
};

type Ask = (signals: readonly RiskSignal[]) => Promise<boolean>;
let askToConfirm: Ask = () => Promise.resolve(false);

/** @param ask lets the person show the second factor again, a passkey where signals speak against them; false when they would not */
export const onConfirmationRequired = (ask: Ask): void => {
  askToConfirm = ask;
};

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    field: z.string().optional(),
    signals: z.array(riskSignal).optional(),
  }),
});
const wantsConfirmation: readonly string[] = ['confirmation_required', 'passkey_required'];

/**
 * Calls an endpoint of the console's own REST interface by its name; body and reply are those of the protocol. Where the
 * second factor is wanted again, the person is asked for it and the call repeated.
 * @throws ApiError; `confirmation_required` for who would not
 */
export async function callApi<N extends Name>(name: N, input: CallInput<N>): Promise<CallReply<N>> {
  try {
    return await callOnce(name, input);
  } catch (error) {
    const isAsked =
      error instanceof ApiError && wantsConfirmation.includes(error.code) && name !== 'confirmSession';
    if (!isAsked) throw error;
    if (!(await askToConfirm(error.signals))) throw new ApiError('confirmation_required');
    return callOnce(name, input);
  }
}

async function callOnce<N extends Name>(name: N, input: CallInput<N>): Promise<CallReply<N>> {
  const endpoint: { method: string; path: string; reply?: z.ZodType; binary?: string } = consoleApi[name];
  const values: Record<string, unknown> = { ...input };
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(values[key])),
  );
  const query = values.query
    ? `?${new URLSearchParams(values.query as Record<string, string>).toString()}`
    : '';
  const answer = await fetch(path + query, {
    method: endpoint.method.toUpperCase(),
    credentials: 'same-origin',
    ...(values.body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(values.body) }),
  }).catch(() => {
    throw new ApiError('offline');
  });
  if (!answer.ok) throw await refusalOf(answer);
  if (endpoint.reply) return endpoint.reply.parse(await answer.json()) as CallReply<N>;
  return (endpoint.binary ? await answer.blob() : undefined) as CallReply<N>;
}

async function refusalOf(answer: Response): Promise<ApiError> {
  const parsed = errorBody.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success || !(parsed.data.error.code in refusalStatus)) return new ApiError('internal');
  const { code, field, signals } = parsed.data.error;
  if (code === 'unauthenticated') for (const listener of listeners) listener();
  return new ApiError(code as RefusalCode, field, signals);
}
