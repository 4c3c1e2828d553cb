/** Assignee and tags, chosen by typing. */
import { Button, MultiSelect, Select } from '@mantine/core';
import { useViewer } from '../frame/viewer.ts';
import { useColleagues, useTags } from '../queue/desk-lists.ts';
import { TagPill } from '../queue/TagPill.tsx';
import styles from './Panel.module.css';
import { useTicketWords } from './ticket-words.ts';
import { useChanging } from './use-changing.ts';
import type { Ticket } from './use-ticket.ts';

const mostTags = 20;

export function AssigneeField({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const viewer = useViewer();
  const colleagues = useColleagues() ?? [];
  const { setAssignee, locked } = useChanging(ticket);
  const { assignee } = ticket;
  // Whoever has left the company may still be named here.
  const gone = assignee && !colleagues.some(({ id }) => id === assignee.id) ? [assignee] : [];
  const people = [...colleagues, ...gone];
  return (
    <>
      <Select
        size="md"
        searchable
        allowDeselect={false}
        label={t('assignee')}
        disabled={locked}
        data={[
          { value: '', label: t('nobody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={assignee?.id ?? ''}
        onChange={(id) => setAssignee(people.find((one) => one.id === id))}
      />
      {!locked && assignee?.id !== viewer.id && (
        <div className={styles.takeRow}>
          <Button
            variant="subtle"
            onClick={() => setAssignee({ id: viewer.id, name: viewer.name })}
          >
            {t('take')}
          </Button>
        </div>
      )}
    </>
  );
}

export function TagsField({ ticket }: { ticket: Ticket }) {
  const { setTags, locked } = useChanging(ticket);
  return <TagsChoice value={ticket.tags} choose={setTags} disabled={locked} />;
}

interface TagsChoiceProps {
  value: Ticket['tags'];
  choose(tags: Ticket['tags']): void;
  disabled?: boolean;
}

export function TagsChoice({ value, choose, disabled = false }: TagsChoiceProps) {
  const t = useTicketWords();
  const tags = useTags() ?? [];
  const known = new Map([...value, ...tags].map((tag) => [tag.id, tag]));
  return (
    <MultiSelect
      size="md"
      searchable
      label={t('tags')}
      placeholder={value.length === 0 ? t('tags_add') : undefined}
      nothingFoundMessage={t('tags_none')}
      disabled={disabled}
      maxValues={mostTags}
      hidePickedOptions
      data={[...known.values()].map(({ id, name }) => ({ value: id, label: name }))}
      value={value.map(({ id }) => id)}
      renderOption={({ option }) => {
        const tag = known.get(option.value);
        return tag ? <TagPill tag={tag} /> : option.label;
      }}
      onChange={(ids) => choose(ids.flatMap((id) => known.get(id) ?? []))}
    />
  );
}
