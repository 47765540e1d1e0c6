import type { ReactNode } from 'react';
import { Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './Slider.module.css';

export interface SliderProps {
  /** Said by screen readers. */
  label: string;
  icon?: ReactNode;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, such as “2.5×”. */
  format: (value: number) => string;
  onChange: (value: number) => void;
  isDisabled?: boolean;
}

/** A value in a range, on the stage. */
export function Slider({ label, icon, value, min, max, step, format, onChange, isDisabled }: SliderProps) {
  return (
    <AriaSlider
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
      isDisabled={isDisabled ?? false}
      className={styles.slider ?? ''}
    >
      {icon}
      <SliderTrack className={styles.track ?? ''}>
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      <SliderOutput className={styles.output ?? ''}>{format(value)}</SliderOutput>
    </AriaSlider>
  );
}
