import { steps as stepNames, type Step } from '@visavis/protocol';
import {
  Banner,
  Button,
  Card,
  DownloadIcon,
  PauseIcon,
  PlayIcon,
  StepList,
  Switch,
  Text,
  formatClock,
  type StepItem,
} from '@visavis/ui';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useT } from '../../../language/index.ts';
import { useStore } from '../../../shell/use-store.ts';
import { createPlayback, type Playback } from './playback.ts';
import styles from './player.module.css';
import type { PreparedRecording } from './recording.ts';

const isStep = (text: string): text is Step => (stepNames as readonly string[]).includes(text);

type PlayerProps = { recording: PreparedRecording; aside: ReactNode; onSave: () => void };

/** Picture and both voices; beside them `aside` and the checks, each of which leads to its moment. */
export function Player({ recording, aside, onSave }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const second = useRef<HTMLAudioElement>(null);
  const [playback, setPlayback] = useState<Playback | null>(null);
  useEffect(() => {
    if (!video.current) return undefined;
    const made = createPlayback(video.current, second.current);
    setPlayback(made);
    return () => made.close();
  }, [recording]);
  return (
    <div className={styles.player}>
      <div className={styles.stage}>
        <video ref={video} className={styles.picture} src={recording.main} preload="auto" playsInline />
        {recording.second === null ? null : <audio ref={second} src={recording.second} preload="auto" />}
        {playback ? (
          <Controls
            playback={playback}
            onVoice={(voice, isOn) => {
              const element = voice === 'customer' ? video.current : second.current;
              if (element) element.muted = !isOn;
            }}
            hasSecond={recording.second !== null}
            onSave={onSave}
          />
        ) : null}
      </div>
      <div className={styles.side}>
        {aside}
        {playback ? <Steps recording={recording} playback={playback} /> : null}
      </div>
    </div>
  );
}

type ControlsProps = {
  playback: Playback;
  hasSecond: boolean;
  onVoice: (voice: 'customer' | 'agent', isOn: boolean) => void;
  onSave: () => void;
};

function Controls({ playback, hasSecond, onVoice, onSave }: ControlsProps) {
  const t = useT();
  const { isPlaying, time, duration, isBroken } = useStore(playback.state);
  const [voices, setVoices] = useState({ customer: true, agent: true });
  const setVoice = (voice: 'customer' | 'agent', isOn: boolean) => {
    setVoices({ ...voices, [voice]: isOn });
    onVoice(voice, isOn);
  };
  if (isBroken) return <Banner tone="danger">{t('identifications.recording.unplayable')}</Banner>;
  return (
    <div className={styles.controls}>
      <Button
        variant="primary"
        isIconOnly
        icon={isPlaying ? <PauseIcon /> : <PlayIcon />}
        aria-label={isPlaying ? t('identifications.recording.pause') : t('identifications.recording.play')}
        onPress={playback.toggle}
      />
      <input
        className={styles.position}
        type="range"
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={Math.min(time, duration)}
        aria-label={t('identifications.recording.position')}
        aria-valuetext={formatClock(time)}
        onChange={event => playback.seek(Number(event.target.value))}
      />
      <Text as="span" size="s" isTabular>
        {formatClock(time)} / {formatClock(duration)}
      </Text>
      <div className={styles.voices} role="group" aria-label={t('identifications.recording.voices')}>
        <Switch isSelected={voices.customer} onChange={isOn => setVoice('customer', isOn)}>
          {t('identifications.recording.customer')}
        </Switch>
        {hasSecond ? (
          <Switch isSelected={voices.agent} onChange={isOn => setVoice('agent', isOn)}>
            {t('identifications.recording.agent')}
          </Switch>
        ) : null}
      </div>
      <Button
        variant="quiet"
        isIconOnly
        icon={<DownloadIcon />}
        aria-label={t('identifications.recording.save')}
        onPress={onSave}
      />
    </div>
  );
}

function Steps({ recording: { steps }, playback }: { recording: PreparedRecording; playback: Playback }) {
  const t = useT();
  const { time } = useStore(playback.state);
  const items = steps.map(({ start, end, text }, index): StepItem<string> => ({
    id: String(index),
    label: isStep(text) ? t(`call.step.${text}`) : t('identifications.steps.between'),
    hint: `${formatClock(start)} – ${formatClock(end)}`,
    state: time >= start && time < end ? 'current' : 'open',
  }));
  return (
    <Card title={t('identifications.steps')}>
      {items.length === 0 ? (
        <Text tone="muted">{t('identifications.steps.none')}</Text>
      ) : (
        <StepList
          label={t('identifications.steps')}
          steps={items}
          onSelect={id => playback.seek(steps[Number(id)]?.start ?? 0)}
        />
      )}
    </Card>
  );
}
