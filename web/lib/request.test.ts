import { expect, test } from 'vitest';
import { checkStatus, verifyCode } from '../../contract/sign-up.ts';
import { ApiError, NetworkError, UnexpectedReply, worthRepeating } from './errors.ts';
import { address, read, send } from './request.ts';

const input = { body: { sessionId: 'tg_1_x', code: '123456' } };

test('parameters and the query are escaped, and what is not given is left out', () => {
  expect(address('/a/:id/b', { id: 'x/y' }, { q: 'я&', none: undefined })).toBe(
    '/a/x%2Fy/b?q=%D1%8F%26',
  );
  expect(address('/a', undefined, undefined)).toBe('/a');
});

test('a request names its language, its token and the type of its body', async () => {
  let seen: RequestInit | undefined;
  await send(verifyCode, input, {
    language: 'ru',
    token: 'secret',
    fetch: async (_address, init) => {
      seen = init;
      return new Response('{}');
    },
  });
  const headers = new Headers(seen?.headers);
  expect([...headers]).toEqual([
    ['accept', 'application/json'],
    ['accept-language', 'ru'],
    ['authorization', 'Bearer secret'],
    ['content-type', 'application/json'],
  ]);
  expect(seen?.body).toBe(JSON.stringify(input.body));
});

test('a refusal of the contract keeps its code, its fields and its numbers', async () => {
  const error = await failure(
    Response.json(
      {
        error: {
          code: 'code.wrong',
          message: 'no',
          triesLeft: 4,
          retryAfter: 2,
          fields: { code: 'malformed' },
        },
      },
      { status: 400 },
    ),
  );
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 400,
    code: 'code.wrong',
    triesLeft: 4,
    retryAfter: 2,
    fields: { code: 'malformed' },
  });
  expect(worthRepeating(error)).toBe(false);
});

test('an error page of somebody else is no refusal of ours, and a broken gateway is tried again', async () => {
  const error = await failure(new Response('<h1>Bad Gateway</h1>', { status: 502 }));
  expect(error).toBeInstanceOf(UnexpectedReply);
  expect(worthRepeating(error)).toBe(true);
});

test('no answer at all is a failure of its own kind', async () => {
  const error = await failure(new TypeError('fetch failed'));
  expect(error).toBeInstanceOf(NetworkError);
  expect(worthRepeating(error)).toBe(true);
});

test('a request that was called off is not taken for a broken network', async () => {
  const error = await failure(new DOMException('stopped', 'AbortError'));
  expect(error).toBeInstanceOf(DOMException);
});

test('a reply in another shape than promised is refused', async () => {
  const reply = read(checkStatus, Response.json({ status: 'someday' }));
  await expect(reply).rejects.toThrow(UnexpectedReply);
});

async function failure(answer: Response | Error): Promise<unknown> {
  const fetched = async () => {
    if (answer instanceof Response) return answer;
    throw answer;
  };
  return send(verifyCode, input, { language: 'en', fetch: fetched }).then(
    () => undefined,
    (error: unknown) => error,
  );
}
