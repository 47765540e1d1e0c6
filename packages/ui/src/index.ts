/** Looks, behaviour and language shared by both webs. Importing it brings tokens.css and base.css. */
export { UiProvider } from './theme/UiProvider.tsx';
export { getTheme, setTheme, useTheme, type Theme } from './theme/document.ts';

export {
  getLocale,
  isLocale,
  locales,
  regionOf,
  setLocale,
  subscribeLocale,
  suggestLocale,
  useLocale,
  type Locale,
} from './language/locale.ts';
export { createLanguage, type Language, type MessageValues, type Translate } from './language/language.ts';
export * from './language/format.ts';

export { Button, ButtonLink, type ButtonLinkProps, type ButtonProps } from './components/Button.tsx';
export { Busy, LevelMeter, ProgressRing, Spinner, type ProgressRingProps } from './components/Progress.tsx';
export { TextField, type TextFieldProps } from './components/TextField.tsx';
export {
  Checkbox,
  CheckboxGroup,
  RadioGroup,
  Switch,
  type CheckboxGroupProps,
  type CheckboxProps,
  type Option,
  type RadioGroupProps,
  type SwitchProps,
} from './components/Choice.tsx';
export { Select, type SelectProps } from './components/Select.tsx';
export { ChatPanel, type ChatLine, type ChatPanelProps } from './components/ChatPanel.tsx';
export { ProgressBar } from './components/ProgressBar.tsx';
export { Slider, type SliderProps } from './components/Slider.tsx';
export { Dialog, type DialogProps } from './components/Dialog.tsx';
export { Tabs, type TabItem, type TabsProps } from './components/Tabs.tsx';
export { Table, type TableColumn, type TableProps } from './components/Table.tsx';
export { Card, type CardProps } from './components/Card.tsx';
export { Badge, Banner, type BannerProps, type Tone } from './components/Banner.tsx';
export { StepList, type StepItem, type StepListProps, type StepState } from './components/StepList.tsx';
export { Timer, type TimerProps } from './components/Timer.tsx';
export { useNow } from './components/useNow.ts';
export { SecurityCode, type SecurityCodeProps } from './components/SecurityCode.tsx';
export { VideoTile, type VideoTileProps } from './components/VideoTile.tsx';
export { PresenceLine } from './components/PresenceLine.tsx';
export { EmptyState } from './components/EmptyState.tsx';
export { KeyValueList, type KeyValue } from './components/KeyValueList.tsx';
export { FileDrop, type FileDropProps } from './components/FileDrop.tsx';
export { QrBox, type QrModules } from './components/QrBox.tsx';

export { Grid, Heading, HeroIcon, Row, Stack, Text } from './layout/Layout.tsx';
export { CenteredPage, type CenteredPageProps } from './layout/CenteredPage.tsx';
export { StagePage, type StagePageProps } from './layout/StagePage.tsx';
export { ConsoleShell, type ConsoleShellProps, type NavItem } from './layout/ConsoleShell.tsx';
export { LanguageSwitch } from './layout/LanguageSwitch.tsx';

export * from './icons/icons.tsx';
export { Mark, Wordmark } from './icons/Wordmark.tsx';
export { Form, VisuallyHidden } from 'react-aria-components';
