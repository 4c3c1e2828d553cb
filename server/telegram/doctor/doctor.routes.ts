/** Doors of the doctor: for admins, and for the operator's terminal. */
import * as contract from '../../../contract/doctor.ts';
import { originOf, staffOf, viewerOf } from '../../identity/identity.ts';
import { CodedError } from '../../platform/errors.ts';
import { type Http, route } from '../../platform/http.ts';
import { isOperator } from '../../platform/http-local.ts';
import { type Limit, takeFromLimits } from '../../platform/limits.ts';
import { newLocalLimit } from '../../platform/local-limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { testLimits } from '../connections/connect-limits.ts';
import { examine, type Patient } from './examine.ts';
import { sendSelfTest } from './message-to-self.ts';
import { discardParked, readParked, retryParked } from './parked.ts';

/** Each examination asks Telegram three things; the page looks by itself every half a minute. */
const examining: Limit = { name: 'doctor.examine', count: 30, seconds: 60 };

/** Where `npm run doctor` asks. */
export const operatorPath = '/telegram/doctor';

export function registerDoctorRoutes(
  http: Http,
  platform: Platform,
  patient: Patient & { wake(): void },
): void {
  const { database, clock, config, secrets } = platform;
  const { botId } = patient;
  const countOperator = newLocalLimit(clock, examining);

  route(http, contract.examineTelegram, async ({ request }) => {
    const who = staffOf(request).id;
    await takeFromLimits(database.handle, secrets, { limits: [examining], who });
    return examine(platform, patient);
  });

  http.get(
    operatorPath,
    { schema: { hide: true }, config: { access: 'operator' } },
    async (request) => {
      if (!isOperator(request, config.metricsToken)) throw new CodedError('request.not_found');
      countOperator('operator');
      return contract.doctorReport.parse(await examine(platform, patient));
    },
  );

  route(http, contract.sendSelfTest, async ({ request }) => {
    const viewer = staffOf(request);
    const who = `staff:${viewer.id}`;
    await takeFromLimits(database.handle, secrets, { limits: testLimits, who });
    const deliveryId = await database.transaction((tx) => sendSelfTest(tx, platform, viewer));
    return { deliveryId };
  });

  route(http, contract.listParked, () => readParked(database.handle, botId));

  route(http, contract.retryParked, async ({ params, request }) => {
    const decision = { botId, id: Number(params.parkedId), viewer: viewerOf(request) };
    await database.transaction((tx) => retryParked(tx, { ...decision, origin: originOf(request) }));
    patient.wake();
    return { done: true as const };
  });

  route(http, contract.discardParked, async ({ params, request }) => {
    const decision = { botId, id: Number(params.parkedId), viewer: viewerOf(request) };
    await database.transaction((tx) =>
      discardParked(tx, { ...decision, origin: originOf(request) }),
    );
    return { done: true as const };
  });
}
