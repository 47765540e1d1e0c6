import { Banner, Busy, Button, RefreshIcon } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../language/index.ts';
import { useStore } from '../shell/use-store.ts';
import type { Resource } from './resource.ts';

/** Shows what was loaded, or that it is on its way, or that it failed and how to go on. */
export function LoadedPart<Value>({
  resource,
  failed,
  children,
}: {
  resource: Resource<Value>;
  /** What to say when it fails, if it is not the server. */
  failed?: string;
  children: (value: Value) => ReactNode;
}) {
  const t = useT();
  const { now } = useStore(resource.state);
  if (now.status === 'loading') return <Busy />;
  if (now.status === 'ready') return children(now.value);
  return (
    <Banner
      tone="danger"
      action={
        <Button size="s" icon={<RefreshIcon />} onPress={() => void resource.reload()}>
          {t('action.try_again')}
        </Button>
      }
    >
      {failed ?? t('error.offline')}
    </Banner>
  );
}
