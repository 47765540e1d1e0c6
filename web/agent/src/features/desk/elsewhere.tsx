import { Button, CenteredPage, HeroIcon, InfoIcon } from '@visavis/ui';
import type { OverLink } from '../live/link.ts';
import { useT } from '../../language/index.ts';

type Props = { screen: OverLink; onHere: () => void; onAgain: () => void };

/** This person works elsewhere, has been taken over there, or may not work in this role or from here. */
export function Elsewhere({ screen, onHere, onAgain }: Props) {
  const t = useT();
  return (
    <div
      data-state={screen === 'refused' || screen === 'off_site' ? 'problem' : screen}
      data-problem={screen}
    >
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
            <Button variant="primary" size="l" onPress={screen === 'off_site' ? onAgain : onHere}>
              {t(screen === 'off_site' ? 'action.try_again' : 'queue.elsewhere.here')}
            </Button>
          )
        }
      />
    </div>
  );
}
