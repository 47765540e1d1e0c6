import { importVerifyKey, matchesFingerprint } from '@visavis/e2ee';
import { Banner, Button, Dialog, KeyValueList, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import type { ListedDevice } from './data.ts';

type Trouble = 'differs' | 'failed';

/**
 * Compared here, with the key as the list has it, and again by the server: a server that lists one key and approves
 * another has to lie twice, and the tenant's root signs neither.
 */
async function approve(device: ListedDevice, fingerprint: string): Promise<Trouble | null> {
  if (!(await matchesFingerprint(await importVerifyKey(device.publicKey), fingerprint))) return 'differs';
  try {
    await callApi('approveDevice', { id: device.id, body: { fingerprint } });
    return null;
  } catch (error) {
    return error instanceof ApiError && error.code === 'fingerprint_differs' ? 'differs' : 'failed';
  }
}

type Props = { device: ListedDevice; onClose: () => void; onDone: () => void };

export function ApproveDialog({ device, onClose, onDone }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isPending, setPending] = useState(false);
  const press = async () => {
    setPending(true);
    const result = await approve(device, typed);
    setPending(false);
    setTrouble(result);
    if (result === null) onDone();
  };
  return (
    <Dialog
      title={t('devices.approve.title', { name: device.person.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={typed.trim() === ''}
          isPending={isPending}
          onPress={() => void press()}
        >
          {t('devices.approve')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('devices.approve.lead', { name: device.person.name })}</Text>
        <TextField
          label={t('devices.fingerprint')}
          description={t('devices.fingerprint.hint')}
          placeholder="0000-0000-0000-0000-0000-0000-0000-0000"
          autoComplete="off"
          spellCheck="false"
          isCode
          value={typed}
          onChange={text => {
            setTyped(text);
            setTrouble(null);
          }}
        />
        {trouble === 'differs' ? (
          <Banner tone="danger" title={t('devices.approve.differs')}>
            {t('devices.approve.differs.hint', { name: device.person.name })}
          </Banner>
        ) : null}
        {trouble === 'failed' ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}

export function RevokeDialog({ device, onClose, onDone }: Props) {
  const t = useT();
  const [hasFailed, setFailed] = useState(false);
  const revoke = () =>
    callApi('revokeDevice', { id: device.id }).then(onDone, () => {
      setFailed(true);
    });
  return (
    <ConfirmDialog
      title={t('devices.revoke.title', { name: device.person.name })}
      confirm={t('devices.revoke')}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <Text>{t('devices.revoke.lead')}</Text>
      {device.fingerprint === null ? null : (
        <KeyValueList
          layout="stacked"
          items={[{ key: 'key', label: t('devices.fingerprint'), value: device.fingerprint, isCode: true }]}
        />
      )}
      {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
    </ConfirmDialog>
  );
}
