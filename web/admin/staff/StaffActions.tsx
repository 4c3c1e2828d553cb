/** What can be done with one colleague. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { activateStaff, deactivateStaff, makeStaffLink } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { withPassword } from '../../lib/password-again.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { EditDialog } from './EditDialog.tsx';
import type { MadeLink } from './LinkDialog.tsx';
import { SessionsDialog } from './SessionsDialog.tsx';
import type { StaffMember } from './StaffPage.tsx';
import { useStaffWords } from './staff-words.ts';

interface StaffActionsProps {
  member: StaffMember;
  onLink(link: MadeLink): void;
}

export function StaffActions({ member, onLink }: StaffActionsProps) {
  const t = useStaffWords();
  const { failure } = useFailureWords();
  const viewer = useViewer();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'edit' | 'reset' | 'deactivate' | 'sessions'>();
  const { id: staffId, name, state } = member;
  const close = () => setDialog(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: adminKey('staff') });
  const tell = (error: Error) => toast({ tone: 'bad', text: failure(error) });

  const makeLink = useMutation({
    mutationFn: () => withPassword(() => call(makeStaffLink, { params: { staffId } })),
    onSuccess({ link, expiresAt }) {
      close();
      onLink({ name, link, expiresAt });
      return refresh();
    },
    onError: tell,
  });
  const deactivate = useMutation({
    mutationFn: () => withPassword(() => call(deactivateStaff, { params: { staffId } })),
    onSuccess() {
      close();
      toast({ text: t('deactivated', { name }), undo: activate.mutate });
      return refresh();
    },
  });
  const activate = useMutation({
    mutationFn: () => withPassword(() => call(activateStaff, { params: { staffId } })),
    onSuccess() {
      toast({ text: t('activated', { name }) });
      return refresh();
    },
    onError: tell,
  });

  return (
    <div>
      <Menu position="bottom-end" width={260} radius="md" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={40}
            loading={makeLink.isPending || activate.isPending}
            aria-label={t('actions', { name })}
          >
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('edit')}>{t('edit')}</Menu.Item>
          {state === 'invited' && (
            <Menu.Item onClick={() => makeLink.mutate()}>{t('link_again')}</Menu.Item>
          )}
          {state === 'active' && (
            <>
              <Menu.Item onClick={() => setDialog('reset')}>{t('link_reset')}</Menu.Item>
              <Menu.Item onClick={() => setDialog('sessions')}>{t('sessions')}</Menu.Item>
            </>
          )}
          {state === 'deactivated' && (
            <Menu.Item onClick={() => activate.mutate()}>{t('activate')}</Menu.Item>
          )}
          {state !== 'deactivated' && staffId !== viewer.id && (
            <>
              <Menu.Divider />
              <Menu.Item
                c="var(--mantine-color-error)"
                onClick={() => {
                  deactivate.reset();
                  setDialog('deactivate');
                }}
              >
                {t('deactivate')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <EditDialog member={member} opened={dialog === 'edit'} onClose={close} />
      <SessionsDialog member={member} opened={dialog === 'sessions'} onClose={close} />
      <ConfirmDialog
        opened={dialog === 'reset'}
        title={t('reset_title')}
        confirm={t('make_link')}
        pending={makeLink.isPending}
        onConfirm={() => makeLink.mutate()}
        onClose={close}
      >
        {t('reset_text', { name })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={dialog === 'deactivate'}
        title={t('deactivate_title', { name })}
        confirm={t('deactivate')}
        danger
        pending={deactivate.isPending}
        error={deactivate.error}
        onConfirm={() => deactivate.mutate()}
        onClose={close}
      >
        {t('deactivate_text')}
      </ConfirmDialog>
    </div>
  );
}
