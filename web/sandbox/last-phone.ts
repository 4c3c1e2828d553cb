/** Which phone was used last in this browser. */
import { stored } from '../lib/browser.ts';

export const lastPhone = stored('otklik.sandbox.phone');
