/** The tokens, the revoked ones too; never their secrets. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import { type integrationTokens, revokeIntegrationToken } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { withPassword } from '../../lib/password-again.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './TokenList.module.css';
import { useTokensWords } from './tokens-words.ts';

type Token = Reply<typeof integrationTokens>['items'][number];

export function TokenList({ tokens }: { tokens: readonly Token[] }) {
  const t = useTokensWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Token>();
  const revoke = useMutation({
    mutationFn: (tokenId: string) =>
      withPassword(() => call(revokeIntegrationToken, { params: { tokenId } })),
    onSuccess() {
      setAsked(undefined);
      toast({ text: t('revoked_done') });
      return queries.invalidateQueries({ queryKey: adminKey('tokens') });
    },
  });
  return (
    <>
      <ul className={styles.list}>
        {tokens.map((token) => (
          <li key={token.id} className={styles.row} data-revoked={Boolean(token.revokedAt)}>
            <div className={styles.words}>
              <span className={styles.name}>{token.name}</span>
              <span className={styles.scopes}>
                {token.scopes.map((scope) => t(`scope_${scope}`)).join(' · ')}
              </span>
              <span className={styles.dim}>
                {t('made_by', { name: token.createdBy })} <When at={token.createdAt} />
                {' · '}
                {token.usedAt ? (
                  <>
                    {t('used')} <When at={token.usedAt} />
                  </>
                ) : (
                  t('never_used')
                )}
              </span>
            </div>
            {token.revokedAt ? (
              <span className={styles.dim}>
                {t('revoked')} <When at={token.revokedAt} />
              </span>
            ) : (
              <Button
                variant="default"
                aria-label={`${t('revoke')}: ${token.name}`}
                onClick={() => {
                  revoke.reset();
                  setAsked(token);
                }}
              >
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={asked !== undefined}
        title={t('revoke_title', { name: asked?.name ?? '' })}
        confirm={t('revoke')}
        danger
        pending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => asked && revoke.mutate(asked.id)}
        onClose={() => setAsked(undefined)}
      >
        {t('revoke_text')}
      </ConfirmDialog>
    </>
  );
}
