import { Button, CheckIcon, CopyIcon, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../language/index.ts';

/** Copies, and says that it has, or that the browser does not let it. */
export function CopyButton({
  text,
  variant = 'secondary',
}: {
  text: string;
  variant?: 'primary' | 'secondary';
}) {
  const t = useT();
  const [copied, setCopied] = useState<'not_yet' | 'done' | 'failed'>('not_yet');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied('done'),
      () => setCopied('failed'),
    );
  return (
    <>
      <Button
        variant={variant}
        icon={copied === 'done' ? <CheckIcon /> : <CopyIcon />}
        onPress={() => void copy()}
      >
        {copied === 'done' ? t('action.copied') : t('action.copy')}
      </Button>
      {copied === 'failed' ? <Text tone="muted">{t('action.copy.failed')}</Text> : null}
    </>
  );
}
