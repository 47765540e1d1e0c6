import { Banner, KeyValueList, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, ConfirmDialog, type Acting } from '../../shell/act-dialog.tsx';
import type { ListedDevice } from './data.ts';

type ApproveProps = Acting & { device: ListedDevice; onApprove: (fingerprint: string) => void };

export function ApproveDialog({ device, onApprove, ...acting }: ApproveProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const { name } = device.person;
  const differs = acting.failure === 'fingerprint_differs';
  return (
    <ActDialog
      {...acting}
      failure={differs ? null : acting.failure}
      title={t('devices.approve.title', { name })}
      act={t('devices.approve')}
      isReady={typed.trim() !== ''}
      onAct={() => onApprove(typed)}
      said={{ wrong_state: t('devices.approve.late') }}
    >
      <Text>{t('devices.approve.lead', { name })}</Text>
      <TextField
        label={t('devices.fingerprint')}
        description={t('devices.fingerprint.hint')}
        placeholder="0000-0000-0000-0000-0000-0000-0000-0000"
        autoComplete="off"
        spellCheck="false"
        isCode
        value={typed}
        onChange={setTyped}
      />
      {differs ? (
        <Banner tone="danger" title={t('devices.approve.differs')}>
          {t('devices.approve.differs.hint', { name })}
        </Banner>
      ) : null}
    </ActDialog>
  );
}

type RevokeProps = Acting & { device: ListedDevice; onRevoke: () => void };

export function RevokeDialog({ device, onRevoke, ...acting }: RevokeProps) {
  const t = useT();
  return (
    <ConfirmDialog
      {...acting}
      title={t('devices.revoke.title', { name: device.person.name })}
      act={t('devices.revoke')}
      onAct={onRevoke}
    >
      <Text>{t('devices.revoke.lead')}</Text>
      {device.fingerprint === null ? null : (
        <KeyValueList
          layout="stacked"
          items={[{ key: 'key', label: t('devices.fingerprint'), value: device.fingerprint, isCode: true }]}
        />
      )}
    </ConfirmDialog>
  );
}
