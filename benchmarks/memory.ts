/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { idleTabs } from './load/idle_tabs.ts'
import { printTable } from './table.ts'

const TABS = Number(process.env.BENCH_TABS ?? 10_000)

/**
 * What an idle tab with a state of about 1 kB costs the server's process.
 */
export async function measureMemory(): Promise<void> {
  const { alone, beside, ...bytes } = await idleTabs(TABS)
  const [heap, external, resident] = [bytes.heap, bytes.external, bytes.resident].map(
    (each) => each / 1_000
  )
  printTable(
    `Memory of an idle tab, at ${TABS.toLocaleString('en')} tabs with a state of 1 kB (kB; goal: at most 8 in both)`,
    ['', 'heap', 'outside the heap', 'both', 'resident'],
    [['reflex tab with its socket', heap, external, heap + external, resident]]
  )
  printTable(
    'Latency of an event beside them (µs)',
    ['', 'p50', 'p99'],
    [
      ['hardly a tab', alone.p50, alone.p99],
      [`${TABS.toLocaleString('en')} idle tabs`, beside.p50, beside.p99],
    ]
  )
}
