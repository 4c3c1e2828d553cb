/** Short marks on tickets. */
import { IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { tagShape } from '../../../contract/ticket-shapes.ts';
import { removeTag } from '../../../contract/ticket-tools.ts';
import { call } from '../../lib/call.ts';
import styles from './Lists.module.css';
import { NamedList } from './NamedList.tsx';
import { useTags } from './settings-queries.ts';
import { useSettingsWords } from './settings-words.ts';
import { TagDialog } from './TagDialog.tsx';

export type Tag = z.output<typeof tagShape>;

export function TagsPart() {
  const t = useSettingsWords();
  const tags = useTags();
  const [edited, setEdited] = useState<Tag | 'new'>();
  return (
    <>
      <NamedList<Tag>
        asked={tags}
        part="tags"
        width={640}
        words={{
          about: t('tags_sub'),
          add: t('tag_add'),
          none: t('tags_none'),
          noneText: t('tags_none_text'),
          removeText: t('tag_remove_text'),
        }}
        icon={<IconTags size={28} />}
        nameOf={({ name }) => name}
        show={({ colour, name }) => (
          <>
            <span
              className={styles.dot}
              data-small
              data-colour={colour}
              title={t(`colour_${colour}`)}
            />
            <span className={styles.words}>{name}</span>
          </>
        )}
        onAdd={() => setEdited('new')}
        onEdit={setEdited}
        remove={({ id }) => call(removeTag, { params: { tagId: id } })}
      />
      <TagDialog edited={edited} onClose={() => setEdited(undefined)} />
    </>
  );
}
