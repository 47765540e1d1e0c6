import type { Refusal, RefusalCode, Result, RiskSignal } from '@visavis/protocol';

/** An expected refusal on its way out of a route: a transaction it passes is rolled back. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(code: RefusalCode, field?: string, signals?: readonly RiskSignal[]) {
    super(code);
    this.refusal = { code, ...(field === undefined ? {} : { field }), ...(signals && { signals }) };
  }
}

/** The value of a domain's answer. @throws Refused when it refused */
export function orRefuse<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Refused(result.refusal.code, result.refusal.field);
  return result.value;
}

/** What must exist for this tenant. @throws Refused `not_found` */
export function orNotFound<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Refused('not_found');
  return value;
}
