/** Transactions on the pool. Drizzle's own keep a connection for good when already its `begin` fails. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';

type Transaction = NodePgDatabase['transaction'];

/**
 * Runs each transaction on a connection that goes back to the pool whatever happens: after a clean end
 * to be used again, and otherwise (its `rollback` was refused, it broke) to be closed.
 */
export function poolTransactions(pool: Pool): Transaction {
  const handles = new WeakMap<PoolClient, NodePgDatabase>();
  return async (run, config) => {
    const client = await pool.connect();
    try {
      return await handleOf(client).transaction(run, config);
    } finally {
      client.release(client.getTransactionStatus() !== 'I');
    }
  };

  function handleOf(client: PoolClient): NodePgDatabase {
    const known = handles.get(client);
    if (known) return known;
    const made = drizzle(client);
    handles.set(client, made);
    return made;
  }
}
