/** A part of a page of settings: what it is about at one side, its fields at the other. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.about}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {text && (
          <Text c="dimmed" size="sm" component="div">
            {text}
          </Text>
        )}
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}
