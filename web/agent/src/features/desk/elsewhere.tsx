import { Button, CenteredPage, HeroIcon, InfoIcon } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { WayOut } from '../../shell/way-out.tsx';
import type { OverLink } from '../live/link.ts';

type Props = { screen: OverLink; onHere: () => void; onAgain: () => void };

/** This person works elsewhere, has been taken over there, or may not work in this role or from here. */
export function Elsewhere({ screen, onHere, onAgain }: Props) {
  const t = useT();
  const isRefused = screen === 'refused' || screen === 'off_site';
  return (
    <div data-state={isRefused ? 'problem' : screen} data-problem={screen}>
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
          <>
            {screen === 'refused' ? null : (
              <Button variant="primary" size="l" onPress={screen === 'off_site' ? onAgain : onHere}>
                {t(screen === 'off_site' ? 'action.try_again' : 'queue.elsewhere.here')}
              </Button>
            )}
            <WayOut />
          </>
        }
      />
    </div>
  );
}
