/** What a client writes under "I have paid", as the contract takes it. */

interface ClaimDraft {
  /** `2026-11-21`; empty while it is being typed. */
  paidOn: string;
  /** Whole units with a fraction, or what the field could not read. */
  amount: number | string;
  comment: string;
}

interface Limits {
  today: string;
  /** Minor units. */
  most: number;
}

interface CheckedClaim {
  body?: { paidOn: string; amount: number; comment: string };
  wrong: { paidOn: boolean; amount: boolean };
}

/** The request, or which of its fields cannot be right. */
export function claimOf({ paidOn, amount, comment }: ClaimDraft, limits: Limits): CheckedClaim {
  const minor = amount === '' ? Number.NaN : Math.round(Number(amount) * 100);
  const wrong = {
    paidOn: !/^\d{4}-\d{2}-\d{2}$/.test(paidOn) || paidOn > limits.today,
    amount: !(minor >= 1 && minor <= limits.most),
  };
  if (wrong.paidOn || wrong.amount) return { wrong };
  return { body: { paidOn, amount: minor, comment: comment.trim() }, wrong };
}
