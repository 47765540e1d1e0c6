import { Busy } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useConsole } from '../../shell/page.tsx';
import { useStore } from '../../shell/use-store.ts';
import type { DeviceDesk } from './data.ts';
import type { RoleConsole } from './role-console.ts';
import { DeviceView } from './view.tsx';

type Props<Desk> = { console: RoleConsole<Desk>; children: (desk: Desk) => ReactNode };

/** First the device, then what it is for. */
export function OnDevice<Desk>({ console, children }: Props<Desk>) {
  const { device, desk } = useStore(console.state);
  if (desk) return children(desk);
  return device ? <AtDevice device={device} /> : <Busy />;
}

function AtDevice({ device }: { device: DeviceDesk }) {
  const { session } = useConsole();
  const { now } = useStore(device.state);
  return (
    <DeviceView
      organisation={session.organisation.name}
      state={now}
      onPin={typed => void device.pin(typed)}
      onRetry={device.retry}
      onStartOver={() => void device.startOver()}
    />
  );
}
