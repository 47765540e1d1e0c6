import { useState } from 'react';
import {
  ArchiveIcon,
  Badge,
  Button,
  Card,
  ConsoleShell,
  EmptyState,
  Grid,
  KeyValueList,
  PhotoIcon,
  QueueIcon,
  Row,
  SecurityCode,
  SettingsIcon,
  Stack,
  StepList,
  Switch,
  Table,
  Text,
  Timer,
  UsersIcon,
  VideoTile,
  type NavItem,
} from '../src/index.ts';
import styles from './console.module.css';
import { drawnStream } from './picture.ts';

type Place = 'queue' | 'identifications' | 'retention' | 'settings';

const nav: NavItem<Place>[] = [
  { id: 'queue', label: 'Calls', href: '#queue', icon: <QueueIcon />, count: 3 },
  { id: 'identifications', label: 'Identifications', href: '#identifications', icon: <UsersIcon /> },
  { id: 'retention', label: 'Retention', href: '#retention', icon: <ArchiveIcon /> },
  { id: 'settings', label: 'Contracts', href: '#settings', icon: <SettingsIcon /> },
];

const shell = {
  nav,
  current: 'queue' as const,
  user: { name: 'Anna Berger', role: 'Agent' },
  onSignOut: () => undefined,
};

const waiting = [
  {
    id: '1',
    name: 'Erika Mustermann',
    product: 'Current account',
    language: 'German',
    since: '2:10',
    tone: 'warning',
  },
  {
    id: '2',
    name: 'Max Beispiel',
    product: 'Current account',
    language: 'German',
    since: '0:45',
    tone: 'neutral',
  },
  {
    id: '3',
    name: 'Jane Specimen',
    product: 'Credit card',
    language: 'English',
    since: '0:12',
    tone: 'neutral',
  },
] as const;

export function ConsoleQueueScreen() {
  const [isReady, setReady] = useState(true);
  return (
    <ConsoleShell
      {...shell}
      title="Calls"
      status={
        <Switch isSelected={isReady} onChange={setReady}>
          Ready for calls
        </Switch>
      }
    >
      <Stack gap="l">
        <Grid columns="s">
          <Card title="3 waiting">
            <Text tone="muted">Longest for 2 minutes</Text>
          </Card>
          <Card title="12 today">
            <Text tone="muted">11 verified, 1 rejected</Text>
          </Card>
          <Card title="4:20">
            <Text tone="muted">Median length of a call</Text>
          </Card>
        </Grid>
        <Table
          label="Waiting customers"
          columns={[
            { id: 'name', header: 'Customer', cell: item => item.name },
            { id: 'product', header: 'Product', cell: item => item.product },
            { id: 'language', header: 'Language', cell: item => item.language },
            { id: 'state', header: 'State', cell: item => <Badge tone={item.tone}>waiting</Badge> },
            { id: 'since', header: 'Waiting', cell: item => item.since, isNumeric: true },
          ]}
          items={waiting}
          rowId={item => item.id}
          onOpen={() => undefined}
          currentId="1"
        />
        <Table
          label="Calls of today"
          columns={[{ id: 'name', header: 'Customer', cell: () => '' }]}
          items={[]}
          rowId={() => ''}
          empty={
            <EmptyState icon={<QueueIcon />} title="No calls yet">
              Switch to ready, and the next customer comes by itself.
            </EmptyState>
          }
        />
      </Stack>
    </ConsoleShell>
  );
}

export function ConsoleCallScreen() {
  const [customer] = useState(() => drawnStream(1280, 720));
  const [own] = useState(() => drawnStream(640, 360));
  const [start] = useState(() => Date.now() - 95_000);
  return (
    <ConsoleShell
      {...shell}
      isNavNarrow
      isFixed
      title="Call with Erika Mustermann"
      status={
        <>
          <Badge tone="success">Recording</Badge>
          <Timer label="Length of the call" since={start} />
        </>
      }
    >
      <div className={styles.call}>
        <div className={styles.picture}>
          <VideoTile
            shape="fill"
            fit="contain"
            stream={customer}
            name="Erika Mustermann"
            security="confirmed"
          />
          <div className={styles.own}>
            <VideoTile stream={own} name="You" isMirrored isMuted />
          </div>
        </div>
        <Card title="Ordered data" isFilling>
          <KeyValueList
            items={[
              { key: 'first', label: 'Given names', value: 'Erika', state: 'match' },
              { key: 'last', label: 'Family name', value: 'Mustermann', state: 'match' },
              { key: 'birth', label: 'Date of birth', value: '12 August 1983', state: 'mismatch' },
              { key: 'number', label: 'Document number', value: 'L01X00T47', isCode: true },
            ]}
          />
        </Card>
        <div className={styles.steps}>
          <Card
            title="Checks"
            aside={<Text tone="muted">2 of 6</Text>}
            isFilling
            actions={
              <>
                <Button variant="primary" isDisabled>
                  Verified
                </Button>
                <Button>Not verified</Button>
                <Button variant="quiet">Break off</Button>
              </>
            }
          >
            <StepList
              label="Checks"
              onSelect={() => undefined}
              steps={[
                { id: 'consent', label: 'Consent spoken', state: 'done' },
                {
                  id: 'code',
                  label: 'Security code',
                  state: 'current',
                  details: (
                    <Stack gap="s">
                      <SecurityCode code="417902" size="m" />
                      <Text size="s" tone="muted">
                        The customer reads it aloud. Is it the same?
                      </Text>
                      <Row>
                        <Button variant="primary" size="s">
                          Same code
                        </Button>
                        <Button size="s">Different</Button>
                      </Row>
                    </Stack>
                  ),
                },
                {
                  id: 'front',
                  label: 'Document front',
                  state: 'done',
                  aside: <PhotoIcon label="Photo taken" />,
                },
                { id: 'back', label: 'Document back', state: 'failed', hint: 'Blurred, take it again' },
                { id: 'face', label: 'Face', state: 'open' },
                { id: 'data', label: 'Data match', state: 'open' },
              ]}
            />
          </Card>
        </div>
      </div>
    </ConsoleShell>
  );
}
