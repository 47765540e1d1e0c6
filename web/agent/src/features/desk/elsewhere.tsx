import { Button, CenteredPage, HeroIcon, InfoIcon } from '@visavis/ui';
import { useT } from '../../language/index.ts';

/** This person works elsewhere now, or may not work in this role. */
export function Elsewhere({ screen, onHere }: { screen: 'replaced' | 'refused'; onHere: () => void }) {
  const t = useT();
  return (
    <div data-state={screen === 'replaced' ? 'replaced' : 'problem'} data-problem={screen}>
      <CenteredPage
        title={t(`queue.${screen}`)}
        lead={t(`queue.${screen}.hint`)}
        width="s"
        isCentered
        hero={
          <HeroIcon tone="info">
            <InfoIcon />
          </HeroIcon>
        }
        actions={
          screen === 'replaced' ? (
            <Button variant="primary" size="l" onPress={onHere}>
              {t('queue.replaced.here')}
            </Button>
          ) : undefined
        }
      />
    </div>
  );
}
