import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { askAfresh } from './afresh.ts';

const queryKey = ['ticket', '7'];
const client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 } } });

afterEach(() => client.clear());

test('a first answer from before the change is shown, and asked for once more', async () => {
  const page = open();
  askAfresh(client, { queryKey: ['ticket'] });
  page.answer('before');
  await vi.waitFor(() => expect(page.shown()).toBe('before'));
  await vi.waitFor(() => expect(page.asked()).toBe(2));
  page.answer('after');
  await vi.waitFor(() => expect(page.shown()).toBe('after'));
  page.close();
});

test('many changes during the first answer cost one question more', async () => {
  const page = open();
  for (let change = 0; change < 5; change++) askAfresh(client, { queryKey: ['ticket'] });
  page.answer('before');
  await vi.waitFor(() => expect(page.asked()).toBe(2));
  page.answer('after');
  await vi.waitFor(() => expect(page.shown()).toBe('after'));
  expect(page.asked()).toBe(2);
  page.close();
});

test('a first answer that fails is asked for once more', async () => {
  const page = open();
  askAfresh(client, { queryKey });
  page.refuse();
  await vi.waitFor(() => expect(page.asked()).toBe(2));
  page.answer('after');
  await vi.waitFor(() => expect(page.shown()).toBe('after'));
  page.close();
});

test('what was shown already is asked for at once', async () => {
  const page = open();
  page.answer('before');
  await vi.waitFor(() => expect(page.shown()).toBe('before'));
  askAfresh(client, { queryKey });
  expect(page.asked()).toBe(2);
  page.answer('after');
  await vi.waitFor(() => expect(page.shown()).toBe('after'));
  page.close();
});

test('where nothing is to be asked, a first answer is only known to be old', async () => {
  const page = open();
  askAfresh(client, { queryKey, refetchType: 'none' });
  page.answer('before');
  await vi.waitFor(() => expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true));
  expect(page.asked()).toBe(1);
  page.close();
});

/** A page that asks for the ticket; the test is the server. */
function open() {
  const questions: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn() {
      const question = Promise.withResolvers<string>();
      questions.push(question);
      return question.promise;
    },
  });
  const close = observer.subscribe(() => undefined);
  return {
    close,
    asked: () => questions.length,
    shown: () => observer.getCurrentResult().data,
    answer: (text: string) => questions.at(-1)?.resolve(text),
    refuse: () => questions.at(-1)?.reject(new Error('Refused.')),
  };
}
