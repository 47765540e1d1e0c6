import type { OpenAttempt } from '@visavis/db';
import { findRuleset, type AbortReason } from '@visavis/protocol';

/**
 * Pure: why an open attempt must end now, if it must. An end may be away for as long as the ruleset allows; when both
 * are, it was the connection, not one of them.
 */
export function interruption(attempt: OpenAttempt, nodeAnswers: boolean): AbortReason | undefined {
  if (attempt.nodeLost && !nodeAnswers) return 'media_node_lost';
  if (attempt.state !== 'active') return undefined;
  const { interruptionSeconds } = findRuleset(attempt.ruleset, attempt.rulesetVersion);
  const customer = attempt.customerAway > interruptionSeconds;
  const agent = attempt.agentAway > interruptionSeconds;
  if (customer && agent) return 'connection_lost';
  if (customer) return 'customer_left';
  return agent ? 'agent_left' : undefined;
}
