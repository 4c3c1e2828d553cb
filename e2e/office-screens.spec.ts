/** Clients, staff and settings, full of what is hardest to lay out; see `screens.spec.ts`. */
import { callAs } from './desk-page.ts';
import { fillDesk, sendFileTo } from './full-desk.ts';
import { look } from './look.ts';
import { test } from './test.ts';
import { tourOffice } from './tour.ts';

test('clients, staff and settings suit telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  product,
  allow,
}) => {
  // Whoever is not signed in asks whether another tab is.
  allow(/status of 401 .*\/auth\/staff\/refresh/);
  const once = phone.number.slice(-5);
  const { call, token } = await callAs(product.origin, 'olga');
  const sendFile = (name: string, text: string) =>
    sendFileTo(product.origin, { token, name, text });
  const full = await fillDesk(call, { once, sendFile });
  await tourOffice({ page, look: (screen) => look(page, screen) }, full);
});
