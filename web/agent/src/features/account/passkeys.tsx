import type { PasskeyView } from '@visavis/protocol';
import { Badge, Button, Card, Dialog, Row, Stack, Text, useFormat } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { NameForm, PasskeySetUp } from './passkey-set-up.tsx';
import { ProveForm } from './prove-form.tsx';

type Open = { what: 'add' } | { what: 'rename' | 'remove'; passkey: PasskeyView };

/** The passkeys of one's own account: added and removed with both factors, called something else without. */
export function Passkeys({ onRenewed }: { onRenewed: () => void }) {
  const t = useT();
  const [passkeys] = useState(() => loadResource(async () => (await callApi('listPasskeys', {})).items));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const done = () => {
    close();
    void passkeys.reload();
  };
  const renewed = () => {
    done();
    onRenewed();
  };
  return (
    <LoadedPart resource={passkeys}>
      {items => (
        <>
          <PasskeysCard passkeys={items} onOpen={setOpen} />
          <Dialog title={t('account.passkeys.add')} isOpen={open?.what === 'add'} onClose={close}>
            <PasskeySetUp onDone={renewed} />
          </Dialog>
          {open?.what === 'rename' ? (
            <Dialog title={t('account.passkeys.rename')} isOpen onClose={close}>
              <NameForm
                name={open.passkey.name}
                submit={t('account.passkeys.rename')}
                onName={async name => {
                  await callApi('renamePasskey', { id: open.passkey.id, body: { name } });
                  done();
                }}
              />
            </Dialog>
          ) : null}
          {open?.what === 'remove' ? (
            <Dialog
              title={t('account.passkeys.remove.ask', { name: open.passkey.name })}
              isOpen
              onClose={close}
            >
              <ProveForm
                lead={t('account.passkeys.remove.lead')}
                submit={t('account.passkeys.remove')}
                onProve={async body => {
                  await callApi('removePasskey', { id: open.passkey.id, body });
                  renewed();
                }}
              />
            </Dialog>
          ) : null}
        </>
      )}
    </LoadedPart>
  );
}

type CardProps = { passkeys: readonly PasskeyView[]; onOpen: (open: Open) => void };

export function PasskeysCard({ passkeys, onOpen }: CardProps) {
  const t = useT();
  const format = useFormat();
  return (
    <Card
      title={t('account.passkeys')}
      actions={<Button onPress={() => onOpen({ what: 'add' })}>{t('account.passkeys.add')}</Button>}
    >
      <Stack gap="m">
        <Text tone={passkeys.length > 0 ? 'muted' : 'normal'}>{t('account.passkeys.about')}</Text>
        {passkeys.map(passkey => (
          <Row key={passkey.id} justify="between">
            <Stack gap="xs">
              <Row>
                <Text>{passkey.name}</Text>
                {passkey.isSynced ? <Badge tone="neutral">{t('account.passkeys.synced')}</Badge> : null}
              </Row>
              <Text size="s" tone="muted">
                {passkey.usedAt === null
                  ? t('account.passkeys.unused', { created: format.dateTime(passkey.createdAt) })
                  : t('account.passkeys.times', {
                      created: format.dateTime(passkey.createdAt),
                      used: format.dateTime(passkey.usedAt),
                    })}
              </Text>
            </Stack>
            <Row>
              <Button
                size="s"
                aria-label={t('account.passkeys.rename.this', { name: passkey.name })}
                onPress={() => onOpen({ what: 'rename', passkey })}
              >
                {t('account.passkeys.rename')}
              </Button>
              <Button
                size="s"
                aria-label={t('account.passkeys.remove.this', { name: passkey.name })}
                onPress={() => onOpen({ what: 'remove', passkey })}
              >
                {t('account.passkeys.remove')}
              </Button>
            </Row>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
