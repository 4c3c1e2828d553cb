/** Changes a colleague: only what differs is sent. */
import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { updateStaff } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { withPassword } from '../../lib/password-again.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { StaffFields, type StaffValues } from './StaffFields.tsx';
import type { StaffMember } from './StaffPage.tsx';
import { useStaffErrors } from './staff-errors.ts';
import { useStaffWords } from './staff-words.ts';

interface EditDialogProps {
  member: StaffMember;
  opened: boolean;
  onClose(): void;
}

export function EditDialog({ member, opened, onClose }: EditDialogProps) {
  const t = useStaffWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('edit_title', { name: member.name })}>
      <Edit member={member} onClose={onClose} />
    </Dialog>
  );
}

function Edit({ member, onClose }: Omit<EditDialogProps, 'opened'>) {
  const t = useStaffWords();
  const errorsOf = useStaffErrors();
  const queries = useQueryClient();
  const { name, email, role, sees } = member;
  const form = useForm<StaffValues>({ initialValues: { name, email, role, sees } });
  const save = useMutation({
    mutationFn: (values: StaffValues) => {
      const body = Object.fromEntries(
        Object.entries(values).filter(
          ([field, value]) => member[field as keyof StaffValues] !== value,
        ),
      );
      return withPassword(() => call(updateStaff, { params: { staffId: member.id }, body }));
    },
    onSuccess() {
      onClose();
      toast({ text: t('saved') });
      return queries.invalidateQueries({ queryKey: adminKey('staff') });
    },
    onError: (error) => form.setErrors(errorsOf(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <StaffFields form={form} />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
