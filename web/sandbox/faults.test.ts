import { describe, expect, it } from 'vitest';
import { faultOrder } from '../../contract/sandbox-shapes.ts';
import { type FaultChoice, faultKinds, kindOf, orderOf } from './faults.ts';

const choice: FaultChoice = {
  kind: 'too_many',
  seconds: 3,
  method: '',
  phoneId: '',
  times: undefined,
};

describe('A fault chosen with the switches', () => {
  it.each(faultKinds)('is an order that the sandbox takes, and is named again: %s', (kind) => {
    const order = faultOrder.parse(orderOf({ ...choice, kind }));
    expect(kindOf({ ...order, id: '1', met: 0 })).toBe(kind);
  });

  it('names method, phone and number only where they were chosen', () => {
    expect(orderOf(choice)).toEqual({ action: 'error', code: 429, retryAfter: 3 });
    expect(orderOf({ ...choice, method: 'sendMessage', phoneId: 'anna', times: 2 })).toEqual({
      action: 'error',
      code: 429,
      retryAfter: 3,
      method: 'sendMessage',
      phoneId: 'anna',
      times: 2,
    });
  });

  it('counts a delay in seconds', () => {
    expect(orderOf({ ...choice, kind: 'delay' })).toEqual({ action: 'delay', delayMs: 3000 });
  });
});
