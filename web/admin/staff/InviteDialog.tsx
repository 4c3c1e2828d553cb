/** Adds a colleague; what comes of it is a link to be handed over. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inviteStaff } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { withPassword } from '../../lib/password-again.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { adminKey } from '../frame/admin-key.ts';
import type { MadeLink } from './LinkDialog.tsx';
import { StaffFields, type StaffValues } from './StaffFields.tsx';
import { useStaffErrors } from './staff-errors.ts';
import { useStaffWords } from './staff-words.ts';

interface InviteDialogProps {
  opened: boolean;
  onClose(): void;
  onMade(link: MadeLink): void;
}

export function InviteDialog({ opened, onClose, onMade }: InviteDialogProps) {
  const t = useStaffWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('invite_title')}>
      <Invitation onMade={onMade} />
    </Dialog>
  );
}

function Invitation({ onMade }: Pick<InviteDialogProps, 'onMade'>) {
  const t = useStaffWords();
  const errorsOf = useStaffErrors();
  const queries = useQueryClient();
  const form = useForm<StaffValues>({
    initialValues: { name: '', email: '', role: 'agent', sees: 'all' },
  });
  const invite = useMutation({
    mutationFn: (body: StaffValues) => withPassword(() => call(inviteStaff, { body })),
    onSuccess({ link, expiresAt }, { name }) {
      onMade({ name, link, expiresAt });
      return queries.invalidateQueries({ queryKey: adminKey('staff') });
    },
    onError: (error) => form.setErrors(errorsOf(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{t('invite_text')}</Text>
        <StaffFields form={form} />
        <Group justify="flex-end">
          <Button type="submit" loading={invite.isPending}>
            {t('make_link')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
