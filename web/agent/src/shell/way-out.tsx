import { Button, ButtonLink } from '@visavis/ui';
import { useT } from '../language/index.ts';
import { otherPageOf } from './location.ts';
import { useConsole } from './page.tsx';

/** From a page without navigation: to another page of the console, for whom this is not everything, or out. */
export function WayOut() {
  const t = useT();
  const { session, onSignOut } = useConsole();
  const otherHref = otherPageOf(session);
  return (
    <>
      {otherHref === undefined ? null : (
        <ButtonLink variant="quiet" href={otherHref}>
          {t('shell.other_pages')}
        </ButtonLink>
      )}
      <Button variant="quiet" onPress={onSignOut}>
        {t('shell.sign_out')}
      </Button>
    </>
  );
}
