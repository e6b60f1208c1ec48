/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AcquiredRecord, RecordRequest, StateStore } from './contract.ts'

/**
 * `acquire` of a store that one process alone uses: nobody else can have the record.
 */
export async function acquireAlone(
  store: Pick<StateStore, 'claim' | 'write'>,
  { id, owner, initial, keepFor }: RecordRequest
): Promise<AcquiredRecord> {
  const claimed = await store.claim(id, owner)
  if (claimed) return { claimed }
  await store.write({ id, lease: { owner, fence: 1 }, data: initial, keepFor })
  return { claimed: { fence: 1, data: initial, parts: new Map() } }
}
