/** The questions that a phone asks its owner before something is done. */
import { Anchor, Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../lib/i18n.ts';
import { safeAddress } from './links.ts';
import { PhoneSheet, SheetButtons } from './PhoneSheet.tsx';
import type { PressAnswer } from './passing.ts';
import { fullName, readableNumber } from './person.ts';
import { type Sheet, usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';
import { Tricks } from './Tricks.tsx';
import { sizeOf } from './when.ts';

export function OpenSheet({ sheet, close }: { sheet: Sheet; close(): void }) {
  switch (sheet.kind) {
    case 'share':
      return <Share shared={sheet.shared} close={close} />;
    case 'tricks':
      return <Tricks close={close} />;
    case 'delete':
      return <Delete close={close} />;
    case 'file':
      return <SendFile file={sheet.file} close={close} />;
  }
}

/** What a real app asks before the number goes out. */
function Share({ shared, close }: { shared(): void; close(): void }) {
  const t = useSandboxWords();
  const { chat, doings } = usePhone();
  return (
    <PhoneSheet title={t('share_title')} close={close}>
      <p>{t('share_text', { number: readableNumber(chat.phone.phoneNumber) })}</p>
      <SheetButtons>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            close();
            shared();
            void doings.shareContact('own');
          }}
        >
          {t('share')}
        </Button>
      </SheetButtons>
    </PhoneSheet>
  );
}

function Delete({ close }: { close(): void }) {
  const t = useSandboxWords();
  const { chat, doings } = usePhone();
  return (
    <PhoneSheet title={t('delete_title', { name: fullName(chat.phone) })} close={close}>
      <p>{t('delete_text')}</p>
      <SheetButtons>
        <Button variant="default" data-autofocus onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          color="red.8"
          onClick={() => {
            close();
            void doings.deactivate();
          }}
        >
          {t('delete_do')}
        </Button>
      </SheetButtons>
    </PhoneSheet>
  );
}

function SendFile({ file, close }: { file: File; close(): void }) {
  const t = useSandboxWords();
  const language = useLanguage();
  const { doings, quoting, quote } = usePhone();
  // What Telegram takes as a photo; other pictures go as files.
  const picture = /^image\/(jpeg|png|webp)$/.test(file.type);
  const [asDocument, setAsDocument] = useState(!picture);
  const [caption, setCaption] = useState('');
  return (
    <PhoneSheet title={t('file_title')} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close();
          quote(undefined);
          void doings.sendFile({
            ...{ file, caption, as: asDocument ? 'document' : 'photo' },
            replyTo: quoting?.kind === 'reply' ? quoting.message.id : undefined,
          });
        }}
      >
        <p>{t('file_size', { name: file.name, size: sizeOf(file.size, language) })}</p>
        <TextInput
          my="sm"
          label={t('file_caption')}
          maxLength={1024}
          data-autofocus
          value={caption}
          onChange={(event) => setCaption(event.currentTarget.value)}
        />
        {picture && (
          <Checkbox
            mb="sm"
            label={t('file_as_document')}
            checked={asDocument}
            onChange={(event) => setAsDocument(event.currentTarget.checked)}
          />
        )}
        <SheetButtons>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('send')}</Button>
        </SheetButtons>
      </form>
    </PhoneSheet>
  );
}

/** An answer to a pressed button that asks to be read, or to be followed. */
export function Answer({ answer, close }: { answer: PressAnswer; close(): void }) {
  const t = useSandboxWords();
  const { bot } = usePhone();
  const address = safeAddress(answer.url);
  return (
    <PhoneSheet title={bot.name} close={close}>
      {answer.text && <p>{answer.text}</p>}
      {address && (
        <Anchor href={address} target="_blank" rel="noreferrer" onClick={close}>
          {t('open_link', { where: address })}
        </Anchor>
      )}
      <SheetButtons>
        <Button data-autofocus onClick={close}>
          {t('ok')}
        </Button>
      </SheetButtons>
    </PhoneSheet>
  );
}
