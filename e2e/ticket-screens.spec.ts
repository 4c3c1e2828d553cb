/** Every screen where tickets are worked on, full of what is hardest to lay out; see `screens.spec.ts`. */
import { callAs } from './desk-page.ts';
import { fillDesk, sendFileTo } from './full-desk.ts';
import { look } from './look.ts';
import { test } from './test.ts';
import { tourTickets } from './tour.ts';

test('tickets at the desk suit telephone and desk, light and dark, everybody', async ({
  page,
  phone,
  product,
  allow,
}) => {
  // Whoever is not signed in asks whether another tab is.
  allow(/status of 401 .*\/auth\/staff\/refresh/);
  // What does not exist is looked at as well.
  allow(/status of 404 .*\/api\/tickets\/999999/);
  const once = phone.number.slice(-5);
  const { call, token } = await callAs(product.origin, 'olga');
  const sendFile = (name: string, text: string) =>
    sendFileTo(product.origin, { token, name, text });
  const full = await fillDesk(call, { once, sendFile });
  await tourTickets({ page, look: (screen) => look(page, screen) }, { ...full, once });
});
