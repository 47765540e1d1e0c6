import { Stack } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import { SignInCards } from './sign-in-cards.tsx';

/** One's own account, a section a part. */
export function AccountPage() {
  const t = useT();
  const { session, onRenewed } = useConsole();
  const [account] = useState(() => loadResource(() => callApi('readAccount', {})));
  return (
    <Page title={t('account.title')} state="account">
      <Stack gap="l">
        <LoadedPart resource={account}>
          {shown => (
            <SignInCards
              session={session}
              account={shown}
              onChanged={() => {
                onRenewed();
                void account.reload();
              }}
            />
          )}
        </LoadedPart>
        <Passkeys onRenewed={onRenewed} />
        <Sessions />
      </Stack>
    </Page>
  );
}
