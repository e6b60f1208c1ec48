/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReflexReport } from '../health/main.ts'
import { figures } from '../telemetry/main.ts'
import type { ReflexMetrics } from '../telemetry/main.ts'
import type { TabRegistry } from '../tabs/main.ts'
import type { Gateway } from '../transport/main.ts'
import { within } from '../within.ts'
import type { Parts } from './parts.ts'

/** Milliseconds that the store has to say that it is there. */
const CHECK_LIMIT = 2_000

/** Whether the store answers and news would arrive, and how much there is to do. */
export async function askReport(
  { dependencies, rooms }: Parts,
  tabs: TabRegistry,
  process: { draining: boolean; connections: number }
): Promise<ReflexReport> {
  const { store, bus } = dependencies
  const asked = store.check().then(
    () => undefined,
    ({ cause, message }: Error) => (cause as Error | undefined)?.message ?? message
  )
  const answer = await within(CHECK_LIMIT, asked)
  const error = answer ? answer.value : `The store has not answered for ${CHECK_LIMIT} ms`
  const report: ReflexReport = {
    store: error === undefined,
    bus: bus.ready,
    ...process,
    tabs: tabs.size,
    rooms: rooms.size,
    running: tabs.running,
  }
  if (error !== undefined) report.error = error
  return report
}

/**
 * The figures of this process.
 *
 * @param gateway - undefined before the server listens
 */
export function readMetrics(
  { rooms, loop }: Parts,
  tabs: TabRegistry,
  gateway: Gateway | undefined
): ReflexMetrics {
  let connected = 0
  for (const tab of tabs.all()) if (tab.connected) connected++
  const { takenUp, handedOver, accepted, events, refusals } = figures
  return {
    tabs: { open: tabs.size, connected, takenUp, handedOver },
    sockets: { open: gateway?.size ?? 0, accepted },
    rooms: { open: rooms.size },
    events: { running: tabs.running, figures: events },
    refusals,
    store: figures.operations('store'),
    bus: figures.operations('bus'),
    bytes: gateway?.bytes ?? { received: 0, sent: 0 },
    eventLoop: loop.read(),
  }
}
