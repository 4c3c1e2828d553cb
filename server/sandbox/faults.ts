/** The ways in which Telegram is made to fail. Not kept over a restart. */
import { type Fault, type FaultOrder, faultOrder } from '../../contract/sandbox-shapes.ts';
import { newId } from '../platform/ids.ts';

interface OfTests {
  /** Only calls for the chat with this Telegram id. */
  chatId?: number;
  /** An `error` says that the chat has this id from now on. */
  migrateTo?: number;
}

/** Beside what the contract takes, a test may name chats by their Telegram ids. */
export type SandboxFaultOrder = FaultOrder & OfTests;

export type ActiveFault = Fault & OfTests;

export interface Faults {
  add(order: SandboxFaultOrder): ActiveFault;
  list(): ActiveFault[];
  /** Ends one, or all. */
  clear(id?: string): void;
  /** The first one that fits the call; it counts as met. */
  meet(call: { method: string; phoneId?: string; chatId?: number }): ActiveFault | undefined;
}

export function newFaults(onChange: () => void): Faults {
  let active: ActiveFault[] = [];
  return { add, list: () => [...active], clear, meet };

  function add({ chatId, migrateTo, ...order }: SandboxFaultOrder): ActiveFault {
    const fault = { ...faultOrder.parse(order), chatId, migrateTo, id: newId(), met: 0 };
    active.push(fault);
    onChange();
    return fault;
  }

  function clear(id?: string): void {
    active = id === undefined ? [] : active.filter((fault) => fault.id !== id);
    onChange();
  }

  function meet(call: Parameters<Faults['meet']>[0]): ActiveFault | undefined {
    if (active.length === 0) return undefined;
    const fault = active.find(
      ({ method, phoneId, chatId }) =>
        (method === undefined || method.toLowerCase() === call.method.toLowerCase()) &&
        (phoneId === undefined || phoneId === call.phoneId) &&
        (chatId === undefined || chatId === call.chatId),
    );
    if (!fault) return undefined;
    fault.met++;
    if (fault.times !== undefined && fault.met >= fault.times) clear(fault.id);
    else onChange();
    return fault;
  }
}
