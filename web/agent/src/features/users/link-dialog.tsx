import { Button, CheckIcon, CopyIcon, Dialog, Row, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';

/** The only time that the link is to be seen. */
export function LinkDialog({ name, link, onClose }: { name: string; link: string; onClose: () => void }) {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Dialog
      title={t('users.link', { name })}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('users.link.done')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('users.link.lead')}</Text>
        <TextField label={t('users.link.label')} value={link} isReadOnly isMultiline />
        <Row>
          <Button icon={isCopied ? <CheckIcon /> : <CopyIcon />} onPress={() => void copy()}>
            {isCopied ? t('users.link.copied') : t('users.link.copy')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
