/** The heading of a step or page: also the window's title, and where the focus goes when the step appears. */
import { Title } from '@mantine/core';
import { useAbout } from '../lib/about.ts';

interface StepHeadingProps {
  children: string;
  /** Leave the focus where it is: the step is the first thing on the page. */
  quiet?: boolean;
  /** The window's title, where it differs from the heading. */
  title?: string;
}

export function StepHeading({ children, quiet, title = children }: StepHeadingProps) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Title order={1} size="h2" tabIndex={-1} ref={quiet ? null : takeFocus}>
        {children}
      </Title>
    </>
  );
}

/** The window's title, with the company behind it. */
export function PageTitle({ children }: { children: string }) {
  const about = useAbout();
  return <title>{`${children} · ${about.data?.companyName ?? 'Otklik'}`}</title>;
}

function takeFocus(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true });
}
