import { Badge, Button, Text, useFormat, useNow, type Tone } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { endingOf } from '../../shell/ending.ts';
import { List, ListPage } from '../../shell/list-page.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { Moment } from '../identifications/labels.tsx';
import { approve, listDevices, type ListedDevice } from './data.ts';
import { ApproveDialog, RevokeDialog } from './dialogs.tsx';

type Shown = { what: 'approve' | 'revoke'; device: ListedDevice };

export function DevicesPage() {
  const [devices] = useState(() => loadResource(listDevices));
  return <DevicesView devices={devices} />;
}

export function DevicesView({ devices }: { devices: Resource<ListedDevice[]> }) {
  const { shown, show, act, acting } = useDialogs<Shown>(devices);
  return (
    <>
      <ListPage id="devices" resource={devices}>
        {items => <Devices items={items} onOpen={show} />}
      </ListPage>
      {shown?.what === 'approve' ? (
        <ApproveDialog
          {...acting}
          device={shown.device}
          onApprove={typed => act(() => approve(shown.device, typed))}
        />
      ) : null}
      {shown?.what === 'revoke' ? (
        <RevokeDialog
          {...acting}
          device={shown.device}
          onRevoke={() => act(() => callApi('revokeDevice', { id: shown.device.id }))}
        />
      ) : null}
    </>
  );
}

const tones: Record<ListedDevice['status'], Tone | 'neutral'> = {
  requested: 'warning',
  approved: 'success',
  revoked: 'neutral',
};

function Devices({ items, onOpen }: { items: readonly ListedDevice[]; onOpen: (shown: Shown) => void }) {
  const t = useT();
  const format = useFormat();
  return (
    <List
      id="devices"
      items={items}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'person',
          header: t('devices.person'),
          cell: ({ person, role }) => (
            <>
              {person.name}
              <Text size="s" tone="muted">
                {t(`role.${role}`)}
              </Text>
            </>
          ),
        },
        {
          id: 'requested',
          header: t('devices.requested'),
          cell: ({ requestedAt }) => <Moment>{format.date(requestedAt)}</Moment>,
        },
        {
          id: 'certificates',
          header: t('devices.certificates'),
          cell: device => <Certificates device={device} />,
        },
        {
          id: 'state',
          header: t('devices.state'),
          cell: ({ status }) => <Badge tone={tones[status]}>{t(`devices.state.${status}`)}</Badge>,
        },
      ]}
      acts={device =>
        device.status === 'revoked' ? null : (
          <>
            {device.status === 'requested' ? (
              <Button size="s" onPress={() => onOpen({ what: 'approve', device })}>
                {t('devices.approve')}
              </Button>
            ) : null}
            <Button size="s" variant="quiet" onPress={() => onOpen({ what: 'revoke', device })}>
              {t('devices.revoke')}
            </Button>
          </>
        )
      }
    />
  );
}

function Certificates({ device: { status, certificates } }: { device: ListedDevice }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  if (status === 'revoked') return '–';
  if (certificates.length === 0) return t('devices.certificates.none');
  return certificates.map(({ tenantName, expiresAt }) => {
    const ending = endingOf(Date.parse(expiresAt), now);
    const words = t(ending === 'over' ? 'devices.certified.over' : 'devices.certified', {
      date: format.date(expiresAt),
    });
    return (
      <div key={tenantName}>
        {tenantName}{' '}
        {ending === 'good' ? (
          <Text size="s" tone="muted">
            {words}
          </Text>
        ) : (
          <div>
            <Badge tone={ending === 'soon' ? 'warning' : 'danger'}>{words}</Badge>
          </div>
        )}
      </div>
    );
  });
}
