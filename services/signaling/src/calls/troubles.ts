import { asPlatform, expiredOffers, troubledAttempts } from '@visavis/db';
import { rulesets } from '@visavis/protocol';
import type { Live } from '../socket/live.ts';
import { abort, withdrawOffer } from './abort.ts';
import { interruption } from './interruption.ts';

const awaySeconds = Math.min(...rulesets.map(ruleset => ruleset.interruptionSeconds));

/** Offers that nobody answered: the agent is not there, so the next one waits until they say they are. */
export async function expireOffers(live: Live): Promise<void> {
  for (const attemptId of await asPlatform(live.sql, expiredOffers))
    await withdrawOffer(live, attemptId, { reason: 'offer_timed_out', agentStatus: 'paused' });
}

/** Ends the attempts whose interruption has lasted too long. */
export async function endInterrupted(live: Live): Promise<void> {
  const { nodeSeconds } = live.times;
  const troubled = await asPlatform(live.sql, sql => troubledAttempts(sql, { awaySeconds, nodeSeconds }));
  for (const attempt of troubled) {
    // without knowing the node here, its heartbeat decides
    const reason = interruption(
      attempt,
      attempt.sfuNodeId !== null && live.media.isConnected(attempt.sfuNodeId),
    );
    if (reason) await abort(live, attempt.attemptId, reason);
  }
}
