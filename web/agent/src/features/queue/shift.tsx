import type { Attestation } from '@visavis/protocol';
import { Banner, Button, Card, RadioGroup, Row, Stack, Text, useFormat } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import type { DeskState } from '../desk/data.ts';
import type { Barred, LiveState, Shift } from '../live/connection.ts';

type Props = { live: LiveState; desk: DeskState; onAttest: (attestation: Attestation) => void };

/** What the agent says of the room before the first call, and afterwards what was said and where. */
export function ShiftCard({ live: { shift }, desk, onAttest }: Props) {
  if (!shift) return null;
  const { site, offered, attestation } = shift;
  return (
    <div data-state={attestation === null ? 'unattested' : 'attested'}>
      {attestation === null ? (
        <Attest key={offered.join()} shift={shift} isPending={desk.isSwitching} onAttest={onAttest} />
      ) : (
        <Attested site={site} attestation={attestation} />
      )}
    </div>
  );
}

type AttestProps = { shift: Shift; isPending: boolean; onAttest: Props['onAttest'] };

function Attest({ shift: { site, offered }, isPending, onAttest }: AttestProps) {
  const t = useT();
  const [chosen, setChosen] = useState<Attestation | null>(null);
  return (
    <Card title={t('queue.shift.ask')}>
      <Stack gap="m">
        {site === null ? null : <Text tone="muted">{t('queue.shift.site', { site })}</Text>}
        <RadioGroup
          label={t('queue.shift.room')}
          options={offered.map(value => ({ value, label: t(`queue.shift.room.${value}`) }))}
          value={chosen}
          onChange={setChosen}
        />
        <Row justify="between">
          <Text size="s" tone="muted">
            {t('queue.shift.record')}
          </Text>
          <Button
            variant="primary"
            isDisabled={chosen === null}
            isPending={isPending}
            onPress={() => (chosen === null ? undefined : onAttest(chosen))}
          >
            {t('queue.shift.confirm')}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}

function Attested({ site, attestation }: { site: string | null; attestation: Attestation }) {
  const t = useT();
  return (
    <Text tone="muted">
      {site === null ? '' : `${t('queue.shift.site', { site })} `}
      {t(`queue.shift.attested.${attestation}`)}
    </Text>
  );
}

/** Whose calls do not come, and which training soon ends. */
export function BarredNotes({ barred: { contracts, ending } }: { barred: Barred }) {
  const t = useT();
  const format = useFormat();
  const named = (reason: (typeof contracts)[number]['reason']) =>
    contracts.filter(contract => contract.reason === reason).map(({ name }) => name);
  const byPasskey = named('passkey_required');
  const untrained = named('training_missing');
  return (
    <>
      {byPasskey.length > 0 ? (
        <Banner tone="warning" title={t('queue.barred.passkey', { count: byPasskey.length })}>
          {t('queue.barred.passkey.hint', { names: byPasskey.join(', ') })}
        </Banner>
      ) : null}
      {untrained.length > 0 ? (
        <Banner tone="danger" title={t('queue.barred.training', { count: untrained.length })}>
          {t('queue.barred.training.hint', { names: untrained.join(', ') })}
        </Banner>
      ) : null}
      {ending.map(({ ruleset, validUntil }) => (
        <Banner
          key={ruleset}
          tone="warning"
          title={t('queue.training.ending', {
            ruleset: t(`training.ruleset.${ruleset}`),
            date: format.day(validUntil),
          })}
        >
          {t('queue.training.ending.hint')}
        </Banner>
      ))}
    </>
  );
}
