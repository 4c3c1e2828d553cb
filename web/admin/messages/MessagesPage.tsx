/** Messages to groups of clients: what was sent, by whom, and how far it has come. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconPencilPlus, IconSpeakerphone } from '@tabler/icons-react';
import { Link } from 'react-router';
import { withName } from '../../../contract/placeholders.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Row, RowFacts, Rows, RowTitle } from '../../ui/Rows.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Messages.module.css';
import { useMessages } from './messages-queries.ts';
import { useMessagesWords } from './messages-words.ts';
import { Progress } from './Progress.tsx';

export function MessagesPage() {
  const t = useMessagesWords();
  const messages = useMessages();
  const rows = messages.data?.pages.flatMap(({ items }) => items);
  const write = (
    <Button
      component={Link}
      to="/admin/messages/new"
      leftSection={<IconPencilPlus size={18} aria-hidden="true" />}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={rows?.length ? write : undefined} />
      <Stack gap="md">
        {messages.isError && !rows && (
          <Failure error={messages.error} again={() => void messages.refetch()} />
        )}
        {messages.isPending && [1, 2, 3].map((row) => <Skeleton key={row} height={110} />)}
        {rows?.length === 0 && (
          <EmptyState icon={<IconSpeakerphone size={28} />} title={t('empty')} action={write}>
            {t('empty_text')}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <Rows>
            {rows.map((message) => (
              <Row key={message.id} to={`/admin/messages/${message.id}`} className={styles.row}>
                <RowTitle>
                  {withName(message.content, `[${t('put_name')}]`).text ||
                    message.files.map(({ name }) => name).join(', ')}
                </RowTitle>
                <Progress message={message} />
                <RowFacts>
                  <span>
                    <When at={message.createdAt} form="exact" />
                  </span>
                  {message.author && <span>{message.author}</span>}
                  {message.cancelledAt && <span>{t('was_cancelled')}</span>}
                </RowFacts>
              </Row>
            ))}
          </Rows>
        )}
        <LoadMore pages={messages} />
      </Stack>
    </>
  );
}
