import type { CameraDeskState } from '@visavis/call/data';
import type { CameraCommand, CameraState } from '@visavis/protocol';
import { Button, FlipCameraIcon, FocusIcon, LightIcon, SearchIcon, Slider, useFormat } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';

type CameraProps = {
  camera: CameraDeskState;
  isDisabled: boolean;
  onCommand: (command: CameraCommand) => void;
};

/** What the customer's camera can do, as it stands; nothing that it cannot. */
export function CameraControls({ camera: { camera, pending, problem }, isDisabled, onCommand }: CameraProps) {
  const t = useT();
  if (!camera) return null;
  const { torch, zoom, focus, canFlip } = camera;
  if (!torch && !zoom && !focus && !canFlip) return null;
  const isBusy = (kind: CameraCommand['kind']) => pending?.kind === kind;
  return (
    <div className={styles.camera} role="group" aria-label={t('call.camera')}>
      {problem ? (
        <span className={styles.problem} role="status" data-problem={problem}>
          {t(`call.camera.problem.${problem}`)}
        </span>
      ) : null}
      {zoom ? <Zoom zoom={zoom} isDisabled={isDisabled} onCommand={onCommand} /> : null}
      {torch ? (
        <Button
          variant="stage"
          size="s"
          icon={<LightIcon />}
          aria-pressed={torch.on}
          isPending={isBusy('torch')}
          isDisabled={isDisabled}
          onPress={() => onCommand({ kind: 'torch', on: !torch.on })}
        >
          {t('call.camera.torch')}
        </Button>
      ) : null}
      {focus ? (
        <Button
          variant="stage"
          size="s"
          icon={<FocusIcon />}
          aria-pressed={focus.mode === 'near'}
          isPending={isBusy('focus')}
          isDisabled={isDisabled}
          onPress={() => onCommand({ kind: 'focus', mode: focus.mode === 'near' ? 'auto' : 'near' })}
        >
          {t('call.camera.near')}
        </Button>
      ) : null}
      {canFlip ? (
        <Button
          variant="stage"
          size="s"
          isIconOnly
          icon={<FlipCameraIcon />}
          aria-label={t('call.camera.flip')}
          isPending={isBusy('flip')}
          isDisabled={isDisabled}
          onPress={() => onCommand({ kind: 'flip' })}
        />
      ) : null}
    </div>
  );
}

type ZoomProps = Pick<CameraProps, 'isDisabled' | 'onCommand'> & { zoom: NonNullable<CameraState['zoom']> };

/** Follows the finger while it moves, and the camera's own answer otherwise. */
function Zoom({ zoom, isDisabled, onCommand }: ZoomProps) {
  const t = useT();
  const format = useFormat();
  const [wish, setWish] = useState<{ value: number; answered: number } | null>(null);
  const { min, max, step, value } = zoom;
  const shown = wish && wish.answered === value ? wish.value : value;
  return (
    <Slider
      label={t('call.camera.zoom')}
      icon={<SearchIcon size="s" />}
      value={Math.min(max, Math.max(min, shown))}
      min={min}
      max={max}
      step={step > 0 ? step : (max - min) / 100}
      // Android counts in times, others in per cent of the smallest
      format={each => `${format.number(each / min, { maximumFractionDigits: 1 })}×`}
      isDisabled={isDisabled}
      onChange={each => {
        setWish({ value: each, answered: value });
        onCommand({ kind: 'zoom', value: each });
      }}
    />
  );
}
