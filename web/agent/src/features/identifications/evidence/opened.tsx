import type { AttemptReason } from '@visavis/archive';
import { Banner, Button, EyeIcon, Stack, Tabs } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../../language/index.ts';
import { AttemptView } from './attempt.tsx';
import type { ShownAttempt, ShownEvidence } from './data.ts';
import styles from './evidence.module.css';
import { knownReason } from './reasons.ts';

/** The verdict first; what is incomplete or wrong plays only once somebody has read why. */
export function OpenedView({ evidence }: { evidence: ShownEvidence }) {
  const t = useT();
  const [isShown, setShown] = useState(evidence.status === 'complete');
  const attempts = evidence.attempts
    .filter(({ isDecided, items }) => isDecided || items.length > 0)
    .sort((one, other) => Number(other.isDecided) - Number(one.isDecided) || other.number - one.number);
  return (
    <Stack gap="m">
      {evidence.status === 'complete' ? (
        <Banner tone="success" title={t('identifications.complete')}>
          {t('identifications.complete.hint')}
        </Banner>
      ) : (
        <Banner
          tone="danger"
          title={t('identifications.incomplete')}
          {...(isShown || attempts.length === 0
            ? {}
            : {
                action: (
                  <Button icon={<EyeIcon />} onPress={() => setShown(true)}>
                    {t('identifications.incomplete.show')}
                  </Button>
                ),
              })}
        >
          <Reasons evidence={evidence} />
        </Banner>
      )}
      {isShown ? <Attempts attempts={attempts} /> : null}
    </Stack>
  );
}

function Reasons({ evidence }: { evidence: ShownEvidence }) {
  const t = useT();
  const where = ({ attempt, artefact }: AttemptReason): string => {
    const found = evidence.attempts.find(({ id }) => id === attempt);
    if (!found) return '';
    const item = found.items.find(({ id }) => id === artefact);
    const { number } = found;
    return item
      ? t('identifications.reason.where', { kind: item.kind, number })
      : t('identifications.reason.call', { number });
  };
  const lines = evidence.reasons.map(reason => {
    const known = knownReason(reason.code);
    const words = known
      ? t(`identifications.reason.${known}`)
      : t('identifications.reason.other', { code: reason.code });
    return where(reason) + words;
  });
  return (
    <ul className={styles.reasons}>
      {[...new Set(lines)].map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Attempts({ attempts }: { attempts: readonly ShownAttempt[] }) {
  const t = useT();
  const [selected, setSelected] = useState(attempts[0]?.id);
  const [only, ...others] = attempts;
  if (!only) return null;
  if (others.length === 0) return <AttemptView attempt={only} />;
  return (
    <Tabs
      label={t('identifications.calls')}
      items={attempts.map(attempt => ({
        id: attempt.id,
        label: t(attempt.isDecided ? 'identifications.call.decided' : 'identifications.call.broken_off', {
          number: attempt.number,
        }),
        content: <AttemptView attempt={attempt} />,
      }))}
      {...(selected === undefined ? {} : { selected })}
      onSelect={setSelected}
    />
  );
}
