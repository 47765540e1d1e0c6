import { Icon, type IconProps } from './Icon.tsx';

export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m5 12.5 4.6 4.5L19 7.5" />
  </Icon>
);

export const CrossIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />
  </Icon>
);

export const InfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.5M12 7.6v.1" />
  </Icon>
);

export const SuccessIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="m8 12.3 2.8 2.8 5.3-5.7" />
  </Icon>
);

export const WarningIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 3.8 2.8 19.6h18.4L12 3.8Z" />
    <path d="M12 10v4.4M12 17v.1" />
  </Icon>
);

export const DangerIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2L8.2 3Z" />
    <path d="M12 7.8v5M12 16v.1" />
  </Icon>
);

export const LockIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v1.8" />
  </Icon>
);

export const UnlockIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
    <path d="M8 10.5V8a4 4 0 0 1 7.6-1.7" />
  </Icon>
);

export const ShieldIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 3 4.8 5.8v5.4c0 4.6 3 8.2 7.2 9.8 4.2-1.6 7.2-5.2 7.2-9.8V5.8L12 3Z" />
    <path d="m8.8 12 2.3 2.3 4.2-4.5" />
  </Icon>
);

export const CameraIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2.8" y="6" width="12.7" height="12" rx="2.8" />
    <path d="m15.5 11 5.7-3.3v8.6L15.5 13" />
  </Icon>
);

export const CameraOffIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9.5 6h3.2a2.8 2.8 0 0 1 2.8 2.8V11l5.7-3.3v8.6L17 13.9M15.2 16.6A2.8 2.8 0 0 1 12.7 18H5.6a2.8 2.8 0 0 1-2.8-2.8V8.8C2.8 7.6 3.5 6.6 4.5 6.2M3 3l18 18" />
  </Icon>
);

export const MicIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="9" y="2.8" width="6" height="11.4" rx="3" />
    <path d="M5.2 11.5a6.8 6.8 0 0 0 13.6 0M12 18.3V21.2" />
  </Icon>
);

export const MicOffIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M15 9.8V5.8a3 3 0 0 0-5.7-1.3M9 9v2.2a3 3 0 0 0 4.5 2.6M5.2 11.5a6.8 6.8 0 0 0 10.7 5.5M18.8 11.5c0 1-.2 1.9-.6 2.8M12 18.3v2.9M3 3l18 18" />
  </Icon>
);

export const PhotoIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 7.5h3L9 5h6l1.5 2.5h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5Z" />
    <circle cx="12" cy="13" r="3.6" />
  </Icon>
);

export const FlipCameraIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 11a8 8 0 0 1 14-4.5L20 8.5M20 4v4.5h-4.5M20 13a8 8 0 0 1-14 4.5L4 15.5M4 20v-4.5h4.5" />
  </Icon>
);

export const PhoneIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.6 3.5h2.6l1.6 4.2-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4.2 1.6v2.6a2.6 2.6 0 0 1-2.8 2.6C10.5 19.5 4.5 13.5 4 6.3a2.6 2.6 0 0 1 2.6-2.8Z" />
  </Icon>
);

export const HangUpIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3 14.6c-.4-1.2-.3-2.3.5-3.1 4.7-4.3 12.3-4.3 17 0 .8.8.9 1.9.5 3.1l-.5 1.4-4.4-.9-.3-2.9a11 11 0 0 0-7.6 0l-.3 2.9-4.4.9-.5-1.4Z" />
  </Icon>
);

export const IdCardIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2.8" y="5" width="18.4" height="14" rx="2.5" />
    <circle cx="8.4" cy="11" r="2.1" />
    <path d="M5.2 16c.6-1.5 1.8-2.2 3.2-2.2s2.6.7 3.2 2.2M14.5 9.8h3.7M14.5 13.3h3.7" />
  </Icon>
);

export const UserIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.2c.9-3.6 3.8-5.7 7.5-5.7s6.6 2.1 7.5 5.7" />
  </Icon>
);

export const UsersIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.8 19.5c.7-3.2 3-5 6.2-5s5.5 1.8 6.2 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.9c1.9.7 3.2 2.2 3.7 4.6" />
  </Icon>
);

export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5.2l3.4 2" />
  </Icon>
);

export const DocumentIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5L13.5 3Z" />
    <path d="M13.5 3v5.5H19M8.5 13h7M8.5 16.8h5" />
  </Icon>
);

export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="15.5" r="4.5" />
    <path d="m11.3 12.3 8.7-8.7M16 7.6l2.8 2.8M18.6 5l1.9 1.9" />
  </Icon>
);

export const ListIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9 6h11.5M9 12h11.5M9 18h11.5M4 6v.1M4 12v.1M4 18v.1" />
  </Icon>
);

export const QueueIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 5.5h17M3.5 10h17M3.5 14.5h9M3.5 19h6" />
    <path d="m15.5 16.8 2.2 2.2 3.8-4" />
  </Icon>
);

export const ArchiveIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 9v9.5A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5V9" />
    <rect x="2.8" y="4" width="18.4" height="5" rx="1.3" />
    <path d="M9.8 13h4.4" />
  </Icon>
);

export const TrashIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 6.5h16M9 6.5V4.3h6v2.2M6 6.5l.9 13.2h10.2L18 6.5M10 10.5v5.5M14 10.5v5.5" />
  </Icon>
);

export const PlusIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const ChevronDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m6 9.5 6 6 6-6" />
  </Icon>
);

export const ChevronRightIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m9.5 6 6 6-6 6" />
  </Icon>
);

export const ArrowRightIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 12h15M13.5 6l6 6-6 6" />
  </Icon>
);

export const ArrowLeftIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M19.5 12h-15M10.5 6l-6 6 6 6" />
  </Icon>
);

export const SignOutIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5" />
  </Icon>
);

export const DownloadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 4v11.5M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15" />
  </Icon>
);

export const UploadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 15.5V4M7.5 8.5 12 4l4.5 4.5M4.5 19.5h15" />
  </Icon>
);

export const CopyIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="8.5" y="8.5" width="12" height="12" rx="2.2" />
    <path d="M15.5 8.5V5.7a2.2 2.2 0 0 0-2.2-2.2H5.7a2.2 2.2 0 0 0-2.2 2.2v7.6a2.2 2.2 0 0 0 2.2 2.2h2.8" />
  </Icon>
);

export const EyeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 12C4.5 8 8 5.8 12 5.8S19.5 8 21.5 12C19.5 16 16 18.2 12 18.2S4.5 16 2.5 12Z" />
    <circle cx="12" cy="12" r="3" />
  </Icon>
);

export const LightIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9.5 18.5h5M10.2 21.2h3.6M12 2.8a6.2 6.2 0 0 0-3.7 11.2c.8.6 1.2 1.2 1.2 2v.5h5V16c0-.8.4-1.4 1.2-2A6.2 6.2 0 0 0 12 2.8Z" />
  </Icon>
);

export const GlobeIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.5 5.6 12 3Z" />
  </Icon>
);

export const SettingsIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.6" />
    <circle cx="8" cy="17" r="2.6" />
  </Icon>
);

export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10.8" cy="10.8" r="6.8" />
    <path d="m20.5 20.5-4.9-4.9" />
  </Icon>
);

export const RefreshIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M20 12a8 8 0 1 1-2.4-5.7L20 8.5M20 4v4.5h-4.5" />
  </Icon>
);

export const SignalIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 19v-3.5M9.5 19v-7M14.5 19V8.5M19.5 19V5" />
  </Icon>
);

export const MenuIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 6.5h16M4 12h16M4 17.5h16" />
  </Icon>
);

export const PlayIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 5.2v13.6L19 12 8 5.2Z" />
  </Icon>
);

export const PauseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8.5 5.5v13M15.5 5.5v13" />
  </Icon>
);

export const MessageIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5 4.5h14A1.8 1.8 0 0 1 20.8 6.3v8.9a1.8 1.8 0 0 1-1.8 1.8h-7.2L7 20.8V17H5a1.8 1.8 0 0 1-1.8-1.8V6.3A1.8 1.8 0 0 1 5 4.5ZM7.5 9h9M7.5 12.7h5.5" />
  </Icon>
);

export const SendIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M20.5 3.5 3.5 10.5l7 3 3 7 7-17ZM10.5 13.5l4.2-4.2" />
  </Icon>
);

export const ZoomInIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10.8" cy="10.8" r="6.8" />
    <path d="m20.5 20.5-4.9-4.9M10.8 7.8v6M7.8 10.8h6" />
  </Icon>
);

export const ZoomOutIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10.8" cy="10.8" r="6.8" />
    <path d="m20.5 20.5-4.9-4.9M7.8 10.8h6" />
  </Icon>
);

/** A lens that looks closely. */
export const FocusIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5" />
    <circle cx="12" cy="12" r="3.2" />
  </Icon>
);

export const DeviceIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="4.5" y="5" width="15" height="10.5" rx="2" />
    <path d="M2.5 19h19" />
  </Icon>
);

/** A place on a map. */
export const SiteIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 21c4.5-4.6 6.8-8 6.8-11a6.8 6.8 0 0 0-13.6 0c0 3 2.3 6.4 6.8 11Z" />
    <circle cx="12" cy="10" r="2.6" />
  </Icon>
);

export const TrainingIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 5 2.5 9.5 12 14l9.5-4.5L12 5Z" />
    <path d="M6.5 11.6v4.2c1.5 1.5 3.3 2.2 5.5 2.2s4-.7 5.5-2.2v-4.2M21.5 9.5v5" />
  </Icon>
);
