/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, ServerFrame } from 'reflex-adonis/types'
import type { StateSnapshot } from '../../src/protocol/main.ts'
import { Store } from '../../src/client/store.ts'
import type { SocketTab } from './socket_tab.ts'

/** How long a test waits for what must come. */
const PATIENCE = 40_000

/**
 * What a page shows of a state by now: that of its document, with all frames since.
 */
export function shown(tab: SocketTab, state: string): Record<string, JsonValue> {
  return { ...storeOf(tab).state(state)?.vars }
}

/**
 * The same, as a document would say it.
 */
export function snapshotOf(tab: SocketTab, state: string): StateSnapshot {
  const { vars, events, step } = storeOf(tab).state(state)!
  return { v: { ...vars }, e: [...events], b: step }
}

function storeOf(tab: SocketTab): Store {
  const store = new Store(tab.boot, 0)
  let applied = tab.boot.n ?? 0
  for (const frame of tab.frames) {
    if (frame.t === 'welcome' && !frame.resumed) applied = frame.n
    if (frame.t === 'welcome' && frame.snapshot) store.reset(frame.snapshot)
    // A new socket may bring what the last one has brought
    if (frame.t !== undefined || frame.n <= applied) continue
    applied = frame.n
    if (!store.apply(frame)) throw new Error('A patch does not fit')
  }
  return store
}

/**
 * Waits until a page shows something.
 */
export async function until(
  tab: SocketTab,
  state: string,
  condition: (vars: Record<string, JsonValue>) => boolean
): Promise<Record<string, JsonValue>> {
  const end = performance.now() + PATIENCE
  for (;;) {
    const vars = shown(tab, state)
    if (condition(vars)) return vars
    if (performance.now() > end) {
      throw new Error(`The page shows ${JSON.stringify(vars)}, ${JSON.stringify(last(tab))}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function last({ frames }: SocketTab): ServerFrame[] {
  return frames.slice(-3)
}
