/** A tag's name and colour. */
import { Button, Group, Input, Stack, TextInput, VisuallyHidden } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tagColours } from '../../../contract/ticket-shapes.ts';
import { addTag, updateTag } from '../../../contract/ticket-tools.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './Lists.module.css';
import { useSettingsWords } from './settings-words.ts';
import type { Tag } from './TagsPart.tsx';

interface TagDialogProps {
  edited: Tag | 'new' | undefined;
  onClose(): void;
}

export function TagDialog({ edited, onClose }: TagDialogProps) {
  const t = useSettingsWords();
  return (
    <Dialog
      opened={edited !== undefined}
      onClose={onClose}
      title={t(edited === 'new' ? 'tag_add' : 'tag_edit')}
    >
      {edited && <Fields tag={edited === 'new' ? undefined : edited} onClose={onClose} />}
    </Dialog>
  );
}

function Fields({ tag, onClose }: { tag: Tag | undefined; onClose(): void }) {
  const t = useSettingsWords();
  const { failure, fields } = useFailureWords();
  const queries = useQueryClient();
  const form = useForm<Pick<Tag, 'name' | 'colour'>>({
    initialValues: { name: tag?.name ?? '', colour: tag?.colour ?? 'grey' },
  });
  const save = useMutation({
    mutationFn: async (body: Pick<Tag, 'name' | 'colour'>) => {
      if (tag) await call(updateTag, { params: { tagId: tag.id }, body });
      else await call(addTag, { body });
    },
    onSuccess() {
      onClose();
      toast({ text: t('saved') });
      return queries.invalidateQueries({ queryKey: adminKey('settings', 'tags') });
    },
    onError(error) {
      const wrong = refusedWith(error, 'tag.name_taken') ? { name: failure(error) } : fields(error);
      form.setErrors(wrong);
      if (Object.keys(wrong).length === 0) toast({ tone: 'bad', text: failure(error) });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput label={t('tag_name')} size="md" data-autofocus {...form.getInputProps('name')} />
        <fieldset className={styles.colours}>
          <Input.Label component="legend" size="md">
            {t('tag_colour')}
          </Input.Label>
          {tagColours.map((colour) => (
            <label key={colour} className={styles.swatch} title={t(`colour_${colour}`)}>
              <input
                type="radio"
                name="colour"
                checked={form.values.colour === colour}
                onChange={() => form.setFieldValue('colour', colour)}
              />
              <span className={styles.dot} data-colour={colour} />
              <VisuallyHidden>{t(`colour_${colour}`)}</VisuallyHidden>
            </label>
          ))}
        </fieldset>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
