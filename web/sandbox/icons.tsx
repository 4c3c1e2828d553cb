/** The icons of the messenger; all are decoration beside words or labels. */
import { Icon } from '../ui/icons.tsx';

export function MoreIcon() {
  return (
    <Icon>
      <path d="M12 5.5v.01M12 12v.01M12 18.5v.01" strokeWidth="2.6" />
    </Icon>
  );
}

export function ClipIcon() {
  return (
    <Icon>
      <path d="m20 11.5-8 8a5 5 0 0 1-7-7l8.3-8.3a3.4 3.4 0 0 1 4.8 4.8l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5" />
    </Icon>
  );
}

export function KeysIcon() {
  return (
    <Icon>
      <rect x="4" y="5" width="16" height="14" rx="3.5" />
      <path d="M8 10h2M14 10h2M8 14.5h2M14 14.5h2" />
    </Icon>
  );
}

export function DownIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="m6 9.5 6 6 6-6" />
    </Icon>
  );
}

export function SendIcon() {
  return (
    <Icon>
      <path d="M12 19V5.5M6 11l6-6 6 6" strokeWidth="2.2" />
    </Icon>
  );
}

export function ReplyIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="m9.5 6-5 5 5 5M5 11h8.5a6 6 0 0 1 6 6v1" />
    </Icon>
  );
}

export function PenIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="m5 19 1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L9 18l-4 1Z" />
    </Icon>
  );
}

export function CloseIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />
    </Icon>
  );
}

export function OutIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="M8.5 15.5 17 7M9.5 6.5H17.5V14.5" />
    </Icon>
  );
}

export function PagesIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <rect x="9" y="9" width="11" height="11" rx="2.5" />
      <path d="M5.5 15A1.5 1.5 0 0 1 4 13.5v-8A1.5 1.5 0 0 1 5.5 4h8A1.5 1.5 0 0 1 15 5.5" />
    </Icon>
  );
}

export function FileIcon({ size }: { size?: number }) {
  return (
    <Icon size={size}>
      <path d="M7 3.5h7l4.5 4.5v12.5H7a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 7 3.5Z" />
      <path d="M13.5 3.5V8.5h5" />
    </Icon>
  );
}

export function SlidersIcon() {
  return (
    <Icon>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </Icon>
  );
}

export function PlusIcon() {
  return (
    <Icon>
      <path d="M12 5v14M5 12h14" />
    </Icon>
  );
}
