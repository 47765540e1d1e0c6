import { utf8, type Bytes } from '../bytes.ts';
import { labelledHash } from '../suite.ts';

/** What both ends show: each computes the hash from its own screen, so that a server cannot show them different things. */
export interface CallContext {
  tenantName: string;
  purpose: string;
  identification: string;
  rulesetVersion: string;
  consentText: string;
  /** The signed recipient list's compact text, or empty if nothing is recorded. */
  recipientList: string;
}

/** The context hash of SPEC 2, 48 bytes. */
export const contextHash = (context: CallContext): Promise<Bytes> =>
  labelledHash(
    'context',
    ...[
      context.tenantName,
      context.purpose,
      context.identification,
      context.rulesetVersion,
      context.consentText,
      context.recipientList,
    ].map(utf8),
  );
