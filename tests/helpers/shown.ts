/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, ServerFrame } from 'reflex-adonis/types'
import { Store } from '../../src/client/store.ts'
import type { SocketTab } from './socket_tab.ts'

/** How long a test waits for what must come. */
const PATIENCE = 10_000

/**
 * What a page shows of a state by now: that of its document, with all frames since.
 */
export function shown(tab: SocketTab, state: string): Record<string, JsonValue> {
  const store = new Store(tab.boot, 0)
  for (const frame of tab.frames) {
    if (frame.t === 'welcome' && frame.snapshot) store.reset(frame.snapshot)
    if (frame.t === undefined && !store.apply(frame)) throw new Error('A patch does not fit')
  }
  return { ...store.state(state)?.vars }
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
