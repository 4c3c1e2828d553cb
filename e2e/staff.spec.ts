/** How people get into the desk, what they may do there, and how they are kept out. */
import { generateSync } from 'otplib';
import { queue } from '../contract/tickets.ts';
import { ru as audit } from '../web/admin/audit/locales/ru.ts';
import { ask } from './ask.ts';
import { cast, enterAs, givePassword, words } from './desk-page.ts';
import { look } from './look.ts';
import { expect, test } from './test.ts';

const { frame, profile, signIn, staff, tokens } = words;

const password = 'пять жёлтых трамваев';

test('a colleague is invited, let in with two factors, and shut out at once', async ({
  page: olga,
  elsewhere,
  product,
  allow,
}) => {
  allow(/status of 401 .*\/auth\/.*refresh/);
  // The password is asked for by a refusal; whoever is shut out is told so by another.
  allow(/status of 40[13] /);
  const name = 'Глеб Новиков';
  const email = `gleb${Date.now()}@otklik.example`;
  const gleb = await elsewhere();
  const section = (label: string) =>
    gleb.getByRole('navigation', { name: frame.navigation }).getByRole('link', { name: label });
  const code = (secret: string) =>
    generateSync({ secret, epoch: Math.floor(product.now().getTime() / 1000) });

  await test.step('Olga invites Gleb; as she signed in long ago, her password is asked for', async () => {
    await enterAs(olga, 'olga', '/admin/staff');
    await product.advance(11 * 60_000);
    await olga.getByRole('button', { name: staff.invite, exact: true }).click();
    const form = olga.getByRole('dialog', { name: staff.invite_title });
    await form.getByLabel(staff.name).fill(name);
    await form.getByLabel(staff.email).fill(email);
    await form.getByRole('button', { name: staff.make_link }).click();
    await givePassword(olga, cast.olga.password);
  });
  const handed = olga.getByRole('dialog', { name: staff.link_title });
  const link = (await handed.getByRole('status', { name: staff.link_label }).textContent()) ?? '';
  await look(olga, 'desk-link-made');
  await handed.getByRole('button', { name: staff.done }).click();
  const row = olga.getByRole('listitem').filter({ hasText: email });
  await expect(row.getByText(staff.state_invited)).toBeVisible();

  await test.step('Gleb sets a password and is in, as an agent', async () => {
    await gleb.goto(link);
    await gleb.getByLabel(signIn.new_password).fill(password);
    await look(gleb, 'desk-link');
    await gleb.getByRole('button', { name: signIn.save_enter }).click();
    await expect(section(frame.tickets)).toBeVisible();
    await expect(row.getByText(staff.state_invited)).toBeHidden();
    for (const only of [frame.staff, frame.tokens, frame.audit, frame.settings]) {
      await expect(section(only)).toBeHidden();
    }
    for (const address of ['staff', 'tokens', 'audit', 'settings/company']) {
      await gleb.goto(`/admin/${address}`);
      await expect(gleb.getByRole('heading', { name: frame.forbidden })).toBeVisible();
    }
  });

  await test.step('Gleb switches the second factor on, and signs in with it', async () => {
    await gleb.goto('/admin/profile');
    await gleb.getByRole('button', { name: profile.switch_on }).click();
    const dialog = gleb.getByRole('dialog', { name: profile.second });
    const secret = (await dialog.locator('code').textContent()) ?? '';
    await look(gleb, 'desk-second-factor');
    await dialog.getByLabel(profile.first_code).fill(code(secret));
    await dialog.getByRole('button', { name: profile.enable }).click();
    const codes = gleb.getByRole('dialog', { name: profile.codes_title });
    await expect(codes.getByRole('listitem')).toHaveCount(10);
    await codes.getByRole('button', { name: profile.codes_kept }).click();
    await expect(gleb.getByText(profile.second_on, { exact: true })).toBeVisible();
    await expect(row.getByText(staff.totp)).toBeAttached();

    await gleb.getByRole('button', { name: name }).click();
    await gleb.getByRole('menuitem', { name: frame.sign_out }).click();
    await gleb.getByLabel(signIn.email).fill(email);
    await gleb.getByLabel(signIn.password, { exact: true }).fill(password);
    await gleb.getByRole('button', { name: signIn.enter, exact: true }).click();
    await expect(gleb.getByLabel(signIn.code_totp)).toBeVisible();
    await look(gleb, 'desk-second-step');
    // A code counts once: the next one comes half a minute later.
    await product.advance(31_000);
    await gleb.getByLabel(signIn.code_totp).fill(code(secret));
    await gleb.getByRole('button', { name: signIn.enter, exact: true }).click();
    await expect(section(frame.tickets)).toBeVisible();
  });

  await test.step('Olga shuts Gleb out: his open page ends', async () => {
    await olga.getByRole('button', { name: staff.actions.replace('{{name}}', name) }).click();
    await olga.getByRole('menuitem', { name: staff.deactivate }).click();
    await olga.getByRole('dialog').getByRole('button', { name: staff.deactivate }).click();
    await expect(row.getByText(staff.state_deactivated)).toBeVisible();
    await expect(gleb.getByRole('heading', { name: signIn.title })).toBeVisible();
    await gleb.getByLabel(signIn.email).fill(email);
    await gleb.getByLabel(signIn.password, { exact: true }).fill(password);
    await gleb.getByRole('button', { name: signIn.enter, exact: true }).click();
    await expect(gleb.getByRole('alert')).toBeVisible();
  });

  await test.step('a token works until it is revoked', async () => {
    await olga.getByRole('link', { name: frame.tokens }).click();
    await olga.getByRole('button', { name: tokens.make }).click();
    const form = olga.getByRole('dialog', { name: tokens.make });
    await form.getByLabel(tokens.name).fill(`Сайт ${email}`);
    await form.getByRole('button', { name: tokens.create }).click();
    const shown = olga.getByRole('dialog', { name: tokens.secret_title.split('{{')[0] });
    const token =
      (await shown.getByRole('status', { name: tokens.secret_label }).textContent()) ?? '';
    await shown.getByRole('button', { name: tokens.done }).click();
    const { items } = await ask(product.origin, queue, { token });
    expect(items).toBeInstanceOf(Array);
    await expect(olga.getByText(token)).toBeHidden();
    await olga.getByRole('button', { name: `${tokens.revoke}: Сайт ${email}` }).click();
    await olga.getByRole('dialog').getByRole('button', { name: tokens.revoke }).click();
    await expect(olga.getByText(tokens.revoked_done)).toBeVisible();
    await expect(ask(product.origin, queue, { token })).rejects.toThrow('401');
  });

  await test.step('the audit log tells all of it', async () => {
    await olga.getByRole('link', { name: frame.audit }).click();
    const told = (...parts: string[]) =>
      parts.reduce((list, hasText) => list.filter({ hasText }), olga.getByRole('listitem')).first();
    for (const action of ['staff.invited', 'staff.deactivated'] as const) {
      await expect(told(cast.olga.name, audit[`did_${action}`], name)).toBeVisible();
    }
    for (const action of ['staff.joined', 'staff.totp_enabled', 'staff.signed_in'] as const) {
      await expect(told(name, audit[`did_${action}`])).toBeVisible();
    }
    // Of those who may not enter it is not said who they are.
    await expect(told(audit['did_staff.sign_in_refused'])).toBeVisible();
    for (const action of ['token.made', 'token.revoked'] as const) {
      await expect(told(audit[`did_${action}`], email)).toBeVisible();
    }
    await expect(olga.locator('body')).not.toContainText('otk_');
  });
});
