import { expect, test } from 'vitest';
import { returnAddress, signInAddress } from './return-address.ts';

test('the way in remembers the page that was asked for', () => {
  const address = signInAddress({ pathname: '/admin/tickets', search: '?status=all' });
  const back = new URL(address, 'https://desk.example').searchParams.get('back');
  expect(returnAddress(back)).toBe('/admin/tickets?status=all');
  expect(signInAddress({ pathname: '/admin', search: '' })).toBe('/admin/sign-in');
});

test.each([
  null,
  '',
  'https://evil.example/admin',
  '//evil.example/admin',
  '/\\evil.example',
  '/admin/../portal',
  '/admin/..//evil.example',
  '/admin/%2e%2e/portal',
  '/administrator',
  '/portal',
  'javascript:alert(1)',
  '/admin/sign-in?back=/admin/sign-in',
  '/admin/link',
])('%s leads to the home page of the desk', (given) => {
  expect(returnAddress(given)).toBe('/admin');
});
