/** What the owner of one phone can do with it, one thing after the other. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  sandboxBlock,
  sandboxDeactivate,
  sandboxEditText,
  sandboxPress,
  sandboxPressAgain,
  sandboxSendText,
  sandboxShareContact,
  sandboxStart,
  sandboxUnblock,
} from '../../contract/sandbox.ts';
import type { ContactKind, SandboxMessage, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { call } from '../lib/call.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { note } from './live.ts';
import { type Upload, upload } from './upload.ts';

/** Each gives back whether it went well; when it did not, a note has been shown. */
export interface Doings {
  start(parameter: string | undefined): Promise<boolean>;
  write(text: string, replyTo?: number): Promise<boolean>;
  edit(messageId: number, text: string): Promise<boolean>;
  shareContact(kind: ContactKind): Promise<boolean>;
  sendFile(file: Upload): Promise<boolean>;
  press(at: { messageId: number; row: number; column: number }): Promise<boolean>;
  pressAgain(queryId: string): Promise<boolean>;
  block(): Promise<boolean>;
  unblock(): Promise<boolean>;
  deactivate(): Promise<boolean>;
}

export function useDoings(phoneId: string, tell: (note: string) => void): Doings {
  const client = useQueryClient();
  const { failure } = useFailureWords();
  const { mutateAsync } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    // In the order in which they were done, as from one hand.
    scope: { id: `phone:${phoneId}` },
    onError: (error) => tell(failure(error)),
  });
  const params = { phoneId };

  return {
    start: (parameter) =>
      did(async () => sent(await call(sandboxStart, { params, body: { parameter } }))),
    write: (text, replyTo) =>
      did(async () => sent(await call(sandboxSendText, { params, body: { text, replyTo } }))),
    edit: (messageId, text) =>
      did(async () =>
        sent(await call(sandboxEditText, { params: { phoneId, messageId }, body: { text } })),
      ),
    shareContact: (kind) =>
      did(async () => sent(await call(sandboxShareContact, { params, body: { kind } }))),
    sendFile: (file) => did(async () => sent(await upload(phoneId, file))),
    press: ({ messageId, row, column }) =>
      did(() => call(sandboxPress, { params: { phoneId, messageId }, body: { row, column } })),
    pressAgain: (queryId) => did(() => call(sandboxPressAgain, { params: { phoneId, queryId } })),
    block: () => did(async () => became(await call(sandboxBlock, { params }))),
    unblock: () => did(async () => became(await call(sandboxUnblock, { params }))),
    deactivate: () => did(async () => became(await call(sandboxDeactivate, { params }))),
  };

  function did(work: () => Promise<unknown>): Promise<boolean> {
    return mutateAsync(work).then(
      () => true,
      () => false,
    );
  }

  // The stream brings it too, but perhaps later, or not at all while it connects again.
  function sent(message: SandboxMessage): void {
    note(client, { type: 'message', phoneId, message });
  }

  function became(phone: SandboxPhone): void {
    note(client, { type: 'phone', phone });
  }
}
