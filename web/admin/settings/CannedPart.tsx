/** Ready texts for questions that come often. */
import { IconMessage2Bolt } from '@tabler/icons-react';
import { useState } from 'react';
import { removeCannedAnswer } from '../../../contract/ticket-tools.ts';
import { call } from '../../lib/call.ts';
import { CannedDialog } from './CannedDialog.tsx';
import styles from './Lists.module.css';
import { NamedList } from './NamedList.tsx';
import { useCannedAnswers } from './settings-queries.ts';
import { useSettingsWords } from './settings-words.ts';

export function CannedPart() {
  const t = useSettingsWords();
  const answers = useCannedAnswers();
  const [edited, setEdited] = useState<{ id?: string }>();
  return (
    <>
      <NamedList
        asked={answers}
        part="canned"
        width={820}
        words={{
          about: t('canned_sub'),
          add: t('canned_add'),
          none: t('canned_none'),
          noneText: t('canned_none_text'),
          removeText: t('canned_remove_text'),
        }}
        icon={<IconMessage2Bolt size={28} />}
        nameOf={({ title }) => title}
        show={({ title, text }) => (
          <div className={styles.words}>
            <span className={styles.name}>{title}</span>
            <span className={styles.text}>{text}</span>
          </div>
        )}
        onAdd={() => setEdited({})}
        onEdit={({ id }) => setEdited({ id })}
        remove={({ id }) => call(removeCannedAnswer, { params: { cannedId: id } })}
      />
      <CannedDialog edited={edited} onClose={() => setEdited(undefined)} />
    </>
  );
}
