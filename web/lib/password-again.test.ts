import { expect, test, vi } from 'vitest';
import { ApiError } from './errors.ts';
import { passwordAsked, withPassword } from './password-again.ts';

const needed = () =>
  new ApiError(403, { error: { code: 'session.password_needed', message: 'Password, please.' } });

test('a call that needs the password is made again once it was given', async () => {
  const attempt = vi.fn().mockRejectedValueOnce(needed()).mockResolvedValue('done');
  const call = withPassword(attempt);
  await vi.waitFor(() => expect(passwordAsked.get()).toBe(true));
  passwordAsked.answer(true);
  await expect(call).resolves.toBe('done');
  expect(attempt).toHaveBeenCalledTimes(2);
  expect(passwordAsked.get()).toBe(false);
});

test('who thinks better of it gets the refusal, and nothing is repeated', async () => {
  const attempt = vi.fn().mockRejectedValue(needed());
  const call = withPassword(attempt);
  await vi.waitFor(() => expect(passwordAsked.get()).toBe(true));
  passwordAsked.answer(false);
  await expect(call).rejects.toMatchObject({ code: 'session.password_needed' });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('two calls at once ask one question', async () => {
  const attempts = [1, 2].map((n) => vi.fn().mockRejectedValueOnce(needed()).mockResolvedValue(n));
  const calls = attempts.map((attempt) => withPassword(attempt));
  await vi.waitFor(() => expect(passwordAsked.get()).toBe(true));
  passwordAsked.answer(true);
  await expect(Promise.all(calls)).resolves.toEqual([1, 2]);
});

test('other refusals are thrown as they are', async () => {
  const refusal = new ApiError(409, { error: { code: 'staff.last_admin', message: 'No.' } });
  await expect(withPassword(() => Promise.reject(refusal))).rejects.toBe(refusal);
});
