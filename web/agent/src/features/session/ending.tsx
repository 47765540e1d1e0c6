import { Button, Dialog, Text, useNow } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { useStore } from '../../shell/use-store.ts';
import type { Keeper } from './keep.ts';

/** Said in time: whoever is here goes on with any key. */
export function Ending({ keeper }: { keeper: Keeper }) {
  const { endsAt } = useStore(keeper.state);
  return endsAt === null ? null : <EndingDialog endsAt={endsAt} onStay={keeper.stay} />;
}

export function EndingDialog({ endsAt, onStay }: { endsAt: number; onStay: () => void }) {
  const t = useT();
  const now = useNow();
  const seconds = Math.max(0, Math.ceil((endsAt - now) / 1000));
  return (
    <Dialog
      title={t('session.ending')}
      isOpen
      onClose={onStay}
      actions={
        <Button variant="primary" autoFocus onPress={onStay}>
          {t('session.ending.stay')}
        </Button>
      }
    >
      <Text>{t('session.ending.hint', { seconds })}</Text>
    </Dialog>
  );
}
