import { Button, CenteredPage, HeroIcon, InfoIcon } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Props = { screen: 'elsewhere' | 'replaced' | 'refused'; onHere: () => void };

/** This person works elsewhere, has been taken over there, or may not work in this role. */
export function Elsewhere({ screen, onHere }: Props) {
  const t = useT();
  return (
    <div data-state={screen === 'refused' ? 'problem' : screen} data-problem={screen}>
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
          screen === 'refused' ? undefined : (
            <Button variant="primary" size="l" onPress={onHere}>
              {t('queue.elsewhere.here')}
            </Button>
          )
        }
      />
    </div>
  );
}
