import { decisionReasonCodes, outcomes, type DecisionReason, type Outcome } from '@visavis/protocol';
import {
  Button,
  Dialog,
  KeyValueList,
  RadioGroup,
  Select,
  Stack,
  Text,
  useFormat,
  useNow,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { changesOf, possibleOutcomes } from '../call/checklist.ts';
import { wordsOf } from '../call/fields.ts';
import type { CallShown } from '../call/state.ts';
import type { Wish } from './data.ts';

export type DecisionProps = { call: CallShown; onClose: () => void; onDecide: (wish: Wish) => void };

/** Only what is possible can be chosen; what is not says why. */
export function DecisionDialog({ call, onClose, onDecide }: DecisionProps) {
  const t = useT();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState<DecisionReason | null>(null);
  const now = useNow();
  const { about, checklist, comparisons, transcript, tooSoonUntil } = call;
  if (!about) return null;
  const changes = changesOf(about.items, comparisons);
  const secondsLeft = Math.max(0, Math.ceil((tooSoonUntil - now) / 1000));
  const possible = possibleOutcomes(about.ruleset, checklist, transcript, changes.length, secondsLeft > 0);
  const missing = possible.missing.map(step => t(`call.step.${step}`)).join(', ');
  const hintOf = (candidate: Outcome): string => {
    const possibility = possible[candidate];
    if (possibility.isPossible) return t(`decision.${candidate}.hint`);
    if (possibility.why === 'steps') return t('decision.missing', { steps: missing });
    if (possibility.why === 'too_soon') return t('decision.too_soon', { seconds: secondsLeft });
    return t(possibility.why === 'changes' ? 'decision.has_changes' : 'decision.no_changes');
  };
  const isAgainst = outcome === 'rejected' || outcome === 'fraud_suspected';
  const isComplete = outcome !== null && possible[outcome].isPossible && (!isAgainst || reason !== null);
  const decide = () => {
    if (outcome === null || !isComplete) return;
    onDecide({
      outcome,
      reason: isAgainst ? reason : null,
      changes: outcome === 'verified_with_changes' ? changes : [],
    });
  };
  return (
    <Dialog
      title={t('decision.title')}
      isOpen
      onClose={onClose}
      size="l"
      actions={
        <>
          <Button variant="primary" isDisabled={!isComplete} onPress={decide}>
            {t('decision.submit')}
          </Button>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
        </>
      }
    >
      <Stack>
        <RadioGroup
          label={t('decision.outcome')}
          options={outcomes.map(value => ({
            value,
            label: t(`decision.${value}`),
            hint: hintOf(value),
            isDisabled: !possible[value].isPossible,
          }))}
          value={outcome}
          onChange={setOutcome}
        />
        {isAgainst ? (
          <Select
            label={t('decision.reason')}
            options={decisionReasonCodes.map(value => ({ value, label: t(`decision.reason.${value}`) }))}
            value={reason}
            onChange={setReason}
            isRequired
          />
        ) : null}
        {outcome === 'verified_with_changes' ? <Changes call={call} /> : null}
        <Text size="s" tone="muted">
          {t('decision.final')}
        </Text>
      </Stack>
    </Dialog>
  );
}

function Changes({ call }: { call: CallShown }) {
  const t = useT();
  const { day } = useFormat();
  const changes = changesOf(call.about?.items ?? [], call.comparisons);
  return (
    <KeyValueList
      items={changes.map(change => ({
        key: change.field,
        label: wordsOf(change, t, day).label,
        value: wordsOf(change, t, day).text,
      }))}
    />
  );
}
