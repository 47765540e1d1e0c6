import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '../cx.ts';
import { CrossIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** Buttons, most important first: it stands on the right on wide screens and on top on phones. */
  actions?: ReactNode;
  size?: 's' | 'm' | 'l' | 'xl';
  /** An interruption that needs an answer: no close button, no dismissal by Escape or a press beside it. */
  isAlert?: boolean;
  children?: ReactNode;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  actions,
  size = 'm',
  isAlert = false,
  children,
}: DialogProps) {
  const t = useUiT();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose();
      }}
      isDismissable={!isAlert}
      isKeyboardDismissDisabled={isAlert}
      className={styles.overlay ?? ''}
    >
      <Modal className={cx(styles.modal, styles[size])}>
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className={styles.dialog ?? ''}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            {isAlert ? null : (
              <Button
                variant="quiet"
                size="s"
                isIconOnly
                icon={<CrossIcon />}
                aria-label={t('dialog.close')}
                onPress={onClose}
              />
            )}
          </header>
          <div className={styles.body}>{children}</div>
          {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
