import { useState } from 'react';
import {
  Badge,
  Banner,
  Busy,
  Button,
  Card,
  Checkbox,
  Dialog,
  FileDrop,
  Grid,
  Heading,
  LanguageSwitch,
  PlusIcon,
  ProgressRing,
  QrBox,
  RadioGroup,
  Row,
  SecurityCode,
  Select,
  Spinner,
  Stack,
  Switch,
  Tabs,
  Text,
  TextField,
  VideoTile,
  Wordmark,
} from '../src/index.ts';
import * as icons from '../src/icons/icons.tsx';
import styles from './parts.module.css';

const tones = ['info', 'success', 'warning', 'danger'] as const;

export function PartsScreen() {
  return (
    <div className={styles.page}>
      <Row justify="between">
        <Wordmark />
        <LanguageSwitch />
      </Row>
      <Heading level={1}>Components</Heading>
      <Grid columns="l" gap="l">
        <Buttons />
        <Fields />
        <Choices />
        <Messages />
        <Progress />
        <Pictures />
      </Grid>
      <Card title="Icons">
        <Row>
          {Object.entries(icons).map(([name, Icon]) => (
            <Icon key={name} label={name} size="l" />
          ))}
        </Row>
      </Card>
    </div>
  );
}

function Buttons() {
  const [isOpen, setOpen] = useState(location.hash === '#dialog');
  return (
    <Card title="Buttons">
      <Stack>
        <Row>
          <Button variant="primary" icon={<PlusIcon />}>
            Primary
          </Button>
          <Button>Secondary</Button>
          <Button variant="quiet">Quiet</Button>
          <Button variant="danger">Danger</Button>
        </Row>
        <Row>
          <Button variant="primary" size="s">
            Small
          </Button>
          <Button variant="primary" size="l">
            Large
          </Button>
          <Button variant="primary" isPending>
            Sending
          </Button>
          <Button variant="primary" isDisabled>
            Disabled
          </Button>
        </Row>
        <Button
          isWide
          onPress={() => {
            setOpen(true);
          }}
        >
          Open a dialog
        </Button>
        <Dialog
          title="End the call?"
          isOpen={isOpen}
          onClose={() => {
            setOpen(false);
          }}
          actions={
            <>
              <Button variant="danger">End the call</Button>
              <Button>Go on</Button>
            </>
          }
        >
          <Text>The identification is not finished. Your place in the queue is kept.</Text>
        </Dialog>
      </Stack>
    </Card>
  );
}

function Fields() {
  const [outcome, setOutcome] = useState<'blurred' | 'expired' | null>(null);
  return (
    <Card title="Fields">
      <Stack>
        <TextField label="E-mail" placeholder="name@example.org" description="For the confirmation." />
        <TextField label="Password" type="password" defaultValue="correct horse" />
        <TextField
          label="One-time code"
          isCode
          defaultValue="492 039"
          errorMessage="This code was used before."
        />
        <Select
          label="Reason"
          value={outcome}
          onChange={setOutcome}
          options={[
            { value: 'blurred', label: 'Document cannot be read' },
            { value: 'expired', label: 'Document expired', hint: 'The customer needs a new one' },
          ]}
        />
        <TextField label="Note" isMultiline placeholder="For your colleagues" />
      </Stack>
    </Card>
  );
}

function Choices() {
  const [choice, setChoice] = useState<'card' | 'passport' | null>('card');
  return (
    <Card title="Choices">
      <Stack>
        <Checkbox defaultSelected hint="A quieter second line">
          I agree
        </Checkbox>
        <Checkbox>Not yet</Checkbox>
        <Checkbox isDisabled>Not possible</Checkbox>
        <Switch defaultSelected>Ready for calls</Switch>
        <Switch>Light</Switch>
        <RadioGroup
          label="Document"
          orientation="horizontal"
          value={choice}
          onChange={setChoice}
          options={[
            { value: 'card', label: 'Identity card', hint: 'Both sides' },
            { value: 'passport', label: 'Passport' },
          ]}
        />
        <FileDrop
          label="Open the evidence key file"
          hint="It never leaves this browser."
          onFile={() => undefined}
        />
      </Stack>
    </Card>
  );
}

function Messages() {
  return (
    <Card title="Messages">
      <Stack>
        {tones.map(tone => (
          <Banner key={tone} tone={tone} title={`A ${tone}`}>
            One sentence that says what to do next.
          </Banner>
        ))}
        <Row>
          {([...tones, 'accent', 'neutral'] as const).map(tone => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </Row>
        <Tabs
          label="Views"
          items={[
            { id: 'due', label: 'Due soon', content: <Text>What is due soon.</Text> },
            { id: 'receipts', label: 'Receipts', content: <Text>Receipts.</Text> },
          ]}
        />
      </Stack>
    </Card>
  );
}

function Progress() {
  return (
    <Card title="Progress and codes">
      <Stack align="center">
        <Row>
          <ProgressRing value={0.7} label="70 percent">
            <Text size="xl" weight="bold">
              70 %
            </Text>
          </ProgressRing>
          <Spinner label="Connecting" />
        </Row>
        <Busy />
        <SecurityCode />
        <SecurityCode code="417902" size="m" />
        <SecurityCode code="417902" size="m" state="confirmed" />
        <SecurityCode code="417902" size="m" state="failed" />
      </Stack>
    </Card>
  );
}

function Pictures() {
  return (
    <Card title="Pictures">
      <Stack>
        <VideoTile stream={null} name="Anna Berger" connection="connecting" security="pending" />
        <VideoTile stream={null} name="Erika Mustermann" security="alarm" />
        <QrBox modules={checkered} label="Sample pattern">
          Scan with the customer’s phone
        </QrBox>
      </Stack>
    </Card>
  );
}

/** Not a real code: shows size and quiet zone. */
const checkered = { size: 21, data: Array.from({ length: 441 }, (_, index) => (index * 7) % 3 === 0) };
