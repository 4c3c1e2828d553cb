/** The heading of a page; the window's title begins with how many answers wait to be read. */
import { StepHeading } from '../ui/StepHeading.tsx';
import { useUnread } from './portal-queries.ts';

interface PortalHeadingProps {
  children: string;
  /** The window's title, where it differs from the heading. */
  title?: string;
}

export function PortalHeading({ children, title = children }: PortalHeadingProps) {
  const unread = useUnread();
  return <StepHeading title={unread > 0 ? `(${unread}) ${title}` : title}>{children}</StepHeading>;
}
