import { Button, Dialog, Stack } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../language/index.ts';

type Props = {
  title: string;
  /** Names what is done, on the button that does it. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks once before what cannot be taken back. */
export function ConfirmDialog({ title, confirm, onConfirm, onClose, children }: Props) {
  const t = useT();
  return (
    <Dialog
      title={title}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" onPress={onConfirm}>
            {confirm}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <Stack gap="m">{children}</Stack>
    </Dialog>
  );
}
