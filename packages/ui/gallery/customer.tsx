import { useState } from 'react';
import {
  Banner,
  Button,
  CameraIcon,
  CenteredPage,
  Checkbox,
  HangUpIcon,
  HeroIcon,
  IdCardIcon,
  LanguageSwitch,
  LevelMeter,
  LightIcon,
  MicIcon,
  ProgressRing,
  SecurityCode,
  Stack,
  StagePage,
  StepList,
  SuccessIcon,
  Text,
  Timer,
  VideoTile,
} from '../src/index.ts';
import { drawnStream } from './picture.ts';

export function ConsentScreen() {
  const [isAgreed, setAgreed] = useState(true);
  return (
    <CenteredPage
      tenant="Musterbank"
      progress={{ current: 1, total: 3 }}
      title="We would like to meet you"
      lead="A trained agent checks your identity by video. It takes about five minutes."
      actions={
        <>
          <Button variant="primary" size="l" isDisabled={!isAgreed}>
            Continue
          </Button>
          <Button variant="quiet">Not now</Button>
        </>
      }
    >
      <StepList
        label="What you need"
        steps={[
          { id: 'card', state: 'open', label: 'Your identity card or passport' },
          { id: 'light', state: 'open', label: 'A quiet, bright place', hint: 'No strong light behind you' },
          { id: 'camera', state: 'open', label: 'Camera and microphone' },
        ]}
      />
      <Checkbox
        isBoxed
        isSelected={isAgreed}
        onChange={setAgreed}
        hint="It is sealed for Musterbank and deleted after 60 days."
      >
        I agree that the call is recorded.
      </Checkbox>
    </CenteredPage>
  );
}

export function WaitingScreen() {
  const [stream] = useState(() => drawnStream(640, 480));
  return (
    <CenteredPage
      tenant="Musterbank"
      progress={{ current: 2, total: 3 }}
      isCentered
      hero={
        <ProgressRing value={0.62} label="Place in the queue: 3">
          <Text size="2xl" weight="bold">
            3
          </Text>
          <Text size="s" tone="muted">
            in front of you
          </Text>
        </ProgressRing>
      }
      title="You are in line"
      lead="About 2 minutes. You may leave this page open and do something else; we ring."
      actions={<Button size="l">Leave the queue</Button>}
    >
      <VideoTile stream={stream} name="You" isMirrored isMuted />
      <Stack gap="xs">
        <Text size="s" tone="muted">
          Microphone
        </Text>
        <LevelMeter value={0.42} />
      </Stack>
    </CenteredPage>
  );
}

export function CallScreen() {
  const [agent] = useState(() => drawnStream(1280, 720));
  const [own] = useState(() => drawnStream(480, 640));
  const [start] = useState(() => Date.now() - 65_000);
  return (
    <StagePage
      header={
        <>
          <Timer label="Length of the call" since={start} />
          <LanguageSwitch onStage />
        </>
      }
      stage={<VideoTile shape="fill" stream={agent} name="Anna Berger, agent" security="pending" />}
      inset={<VideoTile shape="tall" stream={own} name="You" isMirrored isMuted />}
      panel={
        <Stack align="center" gap="s">
          <Text weight="medium">Please read this code aloud</Text>
          <SecurityCode code="417902" onStage />
          <Text size="s" tone="muted">
            Only you and the agent see it. If it is the same at both ends, nobody is in between.
          </Text>
        </Stack>
      }
      controls={
        <>
          <Button variant="stage" size="l" isIconOnly icon={<MicIcon />} aria-label="Microphone off" />
          <Button variant="stage" size="l" isIconOnly icon={<LightIcon />} aria-label="Light on" />
          <Button variant="stage" size="l" isIconOnly icon={<CameraIcon />} aria-label="Other camera" />
          <Button variant="danger" size="l" icon={<HangUpIcon />}>
            End
          </Button>
        </>
      }
    />
  );
}

export function OutcomeScreen() {
  return (
    <CenteredPage
      tenant="Musterbank"
      isCentered
      hero={
        <HeroIcon tone="success">
          <SuccessIcon />
        </HeroIcon>
      }
      title="You are verified"
      lead="Thank you. Musterbank knows already; you can close this page."
      footer="The recording is sealed for Musterbank and will be deleted on 20 January 2027."
      actions={
        <Button variant="primary" size="l">
          Back to Musterbank
        </Button>
      }
    >
      <Banner tone="info" title="Keep your card at hand">
        <IdCardIcon /> Musterbank may ask for its number once.
      </Banner>
    </CenteredPage>
  );
}
