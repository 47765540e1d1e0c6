import { Button, Dialog, Stack } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../language/index.ts';
import { FailureBanner, type Said } from './failure.tsx';
import type { Failure } from './use-act.ts';

/** How far the act is that a dialog is for, and how it is left. */
export type Acting = { isPending: boolean; failure: Failure | null; onClose: () => void };

type Props = Acting & {
  title: string;
  /** Names what is done, on the button that does it. */
  act: string;
  onAct: () => void;
  isReady?: boolean;
  /** Dangerous: what cannot be taken back. */
  variant?: 'primary' | 'danger';
  isAlert?: boolean;
  /** What an alert offers instead, where "Cancel" could be misread. */
  cancel?: string;
  size?: 'm' | 'l';
  said?: Said;
  children?: ReactNode;
};

/** Asks for what one act needs, does it, and says why it was not done; what was typed is still there. */
export function ActDialog({ title, act, onAct, isReady = true, variant = 'primary', ...props }: Props) {
  const { isPending, failure, onClose, isAlert = false, size = 'm', said = {}, children } = props;
  const t = useT();
  return (
    <Dialog
      title={title}
      isOpen
      isAlert={isAlert}
      size={size}
      onClose={onClose}
      actions={
        <>
          <Button variant={variant} isDisabled={!isReady} isPending={isPending} onPress={onAct}>
            {act}
          </Button>
          {isAlert ? (
            <Button variant="quiet" onPress={onClose}>
              {props.cancel ?? t('action.cancel')}
            </Button>
          ) : null}
        </>
      }
    >
      <Stack gap="m">
        {children}
        <FailureBanner failure={failure} said={said} />
      </Stack>
    </Dialog>
  );
}

/** Asks once before what cannot be taken back. */
export function ConfirmDialog(props: Omit<Props, 'variant' | 'isAlert' | 'size'>) {
  return <ActDialog {...props} variant="danger" isAlert />;
}
