/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useSyncExternalStore } from 'react'
import { useFeature } from 'reflex-adonis/react'
import type { ClientFeatureContext, ClientFeatureFactory, JsonValue } from 'reflex-adonis/react'

class EventCounter {
  count = 0
  listeners = new Set<() => void>()

  constructor(readonly context: ClientFeatureContext) {
    this.connected()
  }

  connected(): void {
    this.context.tell('show')
  }

  told(data: JsonValue): void {
    this.count = Number(data)
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

export const eventCounter: ClientFeatureFactory<EventCounter> = {
  name: 'counter',
  create: (context) => new EventCounter(context),
}

/** How many events the tab has had, and how to begin anew. */
export function useEventCount(): [count: number, reset: () => void] {
  const counter = useFeature(eventCounter)
  const read = () => counter.count
  const count = useSyncExternalStore(counter.subscribe, read, read)
  return [count, () => counter.context.tell('reset')]
}
