/** Who, for what, on which day of the month; and pausing or ending what is there already. */
import { Button, Group, NumberInput, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatMoney, totalsOf } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { below } from '../../ui/below.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx';
import { sayDayInFull, todayIn } from '../invoices/days.ts';
import type { DraftFields } from '../invoices/draft-fields.ts';
import type { Billing } from '../invoices/invoices-queries.ts';
import { LineList } from '../invoices/LineList.tsx';
import { itemsOf } from '../invoices/lines.ts';
import { ClientPicker } from '../ticket/ClientPicker.tsx';
import styles from './Recurring.module.css';
import { RecurringActions } from './RecurringActions.tsx';
import { useProblemWord } from './RecurringRows.tsx';
import { firstOn, type RecurringFields, readFields } from './recurring-form.ts';
import type { Recurring } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';
import { useKeeping } from './use-keeping.ts';

interface RecurringFormProps {
  kept?: Recurring;
  start: RecurringFields;
  billing: Billing;
}

export function RecurringForm({ kept, start, billing }: RecurringFormProps) {
  const t = useRecurringWords();
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const problemWord = useProblemWord();
  const [fields, setFields] = useState(start);
  const [dirty, setDirty] = useState(false);
  const [tried, tryIt] = useState(false);
  const edit = (
    given: Partial<RecurringFields> | ((was: RecurringFields) => Partial<RecurringFields>),
  ) => {
    setFields((was) => ({ ...was, ...(typeof given === 'function' ? given(was) : given) }));
    setDirty(true);
  };
  const read = readFields(fields, { language, active: kept?.active ?? true });
  const problems = 'problems' in read ? read.problems : [];
  const keeping = useKeeping(kept, () => setDirty(false));
  const { fields: wrong } = keeping;
  const newer = kept !== undefined && kept.version > (keeping.version ?? kept.version);
  const adopt = () => {
    keeping.adopt(kept?.version);
    setFields(start);
    setDirty(false);
  };
  // What others write is shown at once while nothing of one's own would be lost by it.
  if (newer && !dirty && !keeping.pending) adopt();
  const said = (field: 'dayOfMonth' | 'startsOn' | 'endsOn') =>
    (tried && problems.includes(field) ? t(`problem_${field}`) : undefined) ?? wrong[field];
  const { dayOfMonth, startsOn, endsOn } = fields;
  const first =
    dayOfMonth && startsOn ? firstOn(dayOfMonth, [startsOn, today].sort().at(-1) ?? today) : '';
  const submit = () => {
    tryIt(true);
    if ('body' in read) keeping.save(read.body);
  };
  const items = fields.lines.flatMap((line) => itemsOf([line], language) ?? []);
  return (
    <div className={styles.form}>
      <UnsavedGuard
        unsaved={dirty && !keeping.done}
        title={t('leave_title')}
        text={t('leave_text')}
        leave={t('leave')}
      />
      {kept?.problem && (
        <Callout tone="bad">
          {t('problem')} {problemWord(kept.problem)}
        </Callout>
      )}
      {kept && <RecurringActions recurring={kept} turned={keeping.adopt} />}
      <ClientPicker
        clientId={fields.clientId}
        choose={(clientId) => edit({ clientId })}
        problem={tried && problems.includes('client') ? t('problem_client') : undefined}
      />
      <div>
        <LineList
          fields={draftOf(fields)}
          edit={(given) =>
            edit((was) => (typeof given === 'function' ? given(draftOf(was)) : given))
          }
          billing={billing}
          money={billing}
          tried={tried}
        />
        {tried && problems.includes('lines') && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="xs">
            {t('problem_lines')}
          </Text>
        )}
      </div>
      <p className={styles.total}>
        <span>{t('total')}</span>
        <span>
          {formatMoney(totalsOf(items, billing.taxMode).total, billing.currency, language)}
        </span>
      </p>
      <div className={styles.days}>
        <NumberInput
          size="md"
          label={t('day')}
          inputWrapperOrder={below}
          description={t('day_text')}
          min={1}
          max={31}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={dayOfMonth}
          error={said('dayOfMonth')}
          onChange={(day) => edit({ dayOfMonth: day === '' ? '' : Number(day) })}
        />
        <TextInput
          size="md"
          type="date"
          label={t('starts')}
          inputWrapperOrder={below}
          description={
            kept?.nextOn || !first
              ? t('starts_text')
              : t('first_on', { day: sayDayInFull(first, language) })
          }
          value={startsOn}
          error={said('startsOn')}
          onChange={(event) => edit({ startsOn: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          type="date"
          label={t('ends')}
          inputWrapperOrder={below}
          description={t('ends_text')}
          value={endsOn}
          error={said('endsOn')}
          onChange={(event) => edit({ endsOn: event.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label={t('what_happens')}
        size="md"
        value={fields.issue ? 'issue' : 'draft'}
        onChange={(value) => edit({ issue: value === 'issue' })}
      >
        <Stack gap="sm" mt="xs">
          <Radio size="md" value="issue" label={t('issue')} description={t('issue_text')} />
          <Radio size="md" value="draft" label={t('draft')} description={t('draft_text')} />
        </Stack>
      </Radio.Group>
      <Textarea
        size="md"
        label={t('note')}
        autosize
        minRows={2}
        maxRows={8}
        value={fields.note}
        error={wrong.note}
        onChange={(event) => edit({ note: event.currentTarget.value })}
      />
      {newer && dirty && !keeping.pending && (
        <div role="alert">
          <Callout>
            <p className={styles.newer}>{t('newer')}</p>
            <Button variant="default" onClick={adopt}>
              {t('show_newer')}
            </Button>
          </Callout>
        </div>
      )}
      {keeping.error && !newer && <Failure error={keeping.error} />}
      <Group gap="sm">
        <Button
          size="md"
          loading={keeping.pending}
          disabled={newer || (kept && !dirty)}
          onClick={submit}
        >
          {t(kept ? 'save' : 'begin')}
        </Button>
      </Group>
    </div>
  );
}

/** As the editor of lines takes it. */
function draftOf(fields: RecurringFields): DraftFields {
  return { ...fields, ticketId: undefined, dueOn: '' };
}
