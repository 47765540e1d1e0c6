import {
  Badge,
  Button,
  DeviceIcon,
  EmptyState,
  Row,
  Stack,
  Table,
  Text,
  useFormat,
  useNow,
  type Tone,
} from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { Moment } from '../identifications/labels.tsx';
import { endingOf, listDevices, type ListedDevice } from './data.ts';
import { ApproveDialog, RevokeDialog } from './dialogs.tsx';

type Doing = { what: 'approve' | 'revoke'; device: ListedDevice } | null;

export function DevicesPage() {
  const [devices] = useState(() => loadResource(listDevices));
  return <DevicesView devices={devices} />;
}

export function DevicesView({ devices }: { devices: Resource<ListedDevice[]> }) {
  const t = useT();
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const done = () => {
    close();
    void devices.reload();
  };
  return (
    <Page title={t('devices.title')} state="devices">
      <Stack gap="m">
        <Text>{t('devices.lead')}</Text>
        <LoadedPart resource={devices}>{items => <Devices items={items} onOpen={setDoing} />}</LoadedPart>
      </Stack>
      {doing?.what === 'approve' ? (
        <ApproveDialog device={doing.device} onClose={close} onDone={done} />
      ) : null}
      {doing?.what === 'revoke' ? <RevokeDialog device={doing.device} onClose={close} onDone={done} /> : null}
    </Page>
  );
}

const tones: Record<ListedDevice['status'], Tone | 'neutral'> = {
  requested: 'warning',
  approved: 'success',
  revoked: 'neutral',
};

function Devices({ items, onOpen }: { items: readonly ListedDevice[]; onOpen: (doing: Doing) => void }) {
  const t = useT();
  const format = useFormat();
  return (
    <Table
      label={t('devices.title')}
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
        {
          id: 'do',
          header: '',
          cell: device =>
            device.status === 'revoked' ? null : (
              <Row>
                {device.status === 'requested' ? (
                  <Button size="s" onPress={() => onOpen({ what: 'approve', device })}>
                    {t('devices.approve')}
                  </Button>
                ) : null}
                <Button size="s" variant="quiet" onPress={() => onOpen({ what: 'revoke', device })}>
                  {t('devices.revoke')}
                </Button>
              </Row>
            ),
        },
      ]}
      empty={
        <EmptyState icon={<DeviceIcon />} title={t('devices.none')}>
          {t('devices.none.hint')}
        </EmptyState>
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
    const ending = endingOf(expiresAt, now);
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
