/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BatchObservableResult, Meter, Observable } from '@opentelemetry/api'
import { figures } from './figures.ts'
import type { TimeListener } from './figures.ts'
import { BOUNDS } from './histogram.ts'
import type { ReflexMetrics } from './metrics.ts'

/** Units of the figures are milliseconds, those of OpenTelemetry seconds. */
const SECOND = 1_000

interface Instruments {
  tabs: Observable
  handovers: Observable
  sockets: Observable
  accepted: Observable
  rooms: Observable
  running: Observable
  refusals: Observable
  pending: Observable
  bytes: Observable
  delay: Observable
}

/**
 * The figures of `reflex.metrics()` as instruments of OpenTelemetry. Those that say how things are now, or were
 * counted, are read when they are exported; times are recorded as they come.
 */
export class Meters {
  #meter: Meter
  #instruments: Instruments
  #observe = (result: BatchObservableResult) => {
    const metrics = figures.read?.()
    if (metrics) observe(result, this.#instruments, metrics)
  }
  #times: TimeListener
  #end: (() => void) | undefined

  constructor(meter: Meter) {
    this.#meter = meter
    this.#instruments = createInstruments(meter)
    this.#times = createTimes(meter)
  }

  enable(): void {
    if (this.#end) return
    const end = figures.listen(this.#times)
    const observables = Object.values(this.#instruments)
    this.#meter.addBatchObservableCallback(this.#observe, observables)
    this.#end = () => {
      end()
      this.#meter.removeBatchObservableCallback(this.#observe, observables)
    }
  }

  disable(): void {
    this.#end?.()
    this.#end = undefined
  }
}

function createInstruments(meter: Meter): Instruments {
  const now = (name: string, description: string, unit: string) =>
    meter.createObservableUpDownCounter(name, { description, unit })
  const since = (name: string, description: string, unit: string) =>
    meter.createObservableCounter(name, { description, unit })
  return {
    tabs: now('reflex.tabs', 'Tabs that the process has', '{tab}'),
    handovers: since(
      'reflex.tab.handovers',
      'Tabs taken up from the store, and given away',
      '{tab}'
    ),
    sockets: now('reflex.sockets', 'Open sockets', '{socket}'),
    accepted: since('reflex.socket.accepted', 'Sockets accepted', '{socket}'),
    rooms: now('reflex.rooms', 'Rooms that the process has open', '{room}'),
    running: now('reflex.events.running', 'Events that run or wait', '{event}'),
    refusals: since('reflex.refusals', 'What was refused, by code', '{refusal}'),
    pending: now(
      'reflex.operations.pending',
      'Operations of store and bus that wait',
      '{operation}'
    ),
    bytes: since('reflex.socket.io', 'Bytes of all sockets', 'By'),
    delay: meter.createObservableGauge('reflex.event_loop.delay', {
      description: 'How late the event loop was, over the last one to two minutes',
      unit: 's',
    }),
  }
}

function observe(
  result: BatchObservableResult,
  instruments: Instruments,
  metrics: ReflexMetrics
): void {
  const { tabs, sockets, rooms, events, refusals, store, bus, bytes, eventLoop } = metrics
  result.observe(instruments.tabs, tabs.connected, { 'reflex.tab.state': 'connected' })
  result.observe(instruments.tabs, tabs.open - tabs.connected, { 'reflex.tab.state': 'away' })
  result.observe(instruments.handovers, tabs.takenUp, { 'reflex.direction': 'in' })
  result.observe(instruments.handovers, tabs.handedOver, { 'reflex.direction': 'out' })
  result.observe(instruments.sockets, sockets.open)
  result.observe(instruments.accepted, sockets.accepted)
  result.observe(instruments.rooms, rooms.open)
  result.observe(instruments.running, events.running)
  for (const [code, count] of Object.entries(refusals)) {
    result.observe(instruments.refusals, count, { 'error.type': code })
  }
  result.observe(instruments.pending, store.pending, { 'reflex.operation.of': 'store' })
  result.observe(instruments.pending, bus.pending, { 'reflex.operation.of': 'bus' })
  result.observe(instruments.bytes, bytes.received, { 'network.io.direction': 'receive' })
  result.observe(instruments.bytes, bytes.sent, { 'network.io.direction': 'transmit' })
  for (const [statistic, time] of Object.entries(eventLoop)) {
    result.observe(instruments.delay, time / SECOND, { 'reflex.statistic': statistic })
  }
}

/** Observable instruments have no histograms. */
function createTimes(meter: Meter): TimeListener {
  const advice = { explicitBucketBoundaries: BOUNDS.map((bound) => bound / SECOND) }
  const times = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: 's', advice })
  const events = times(
    'reflex.event.duration',
    'From the turn of an event until its answer is ready'
  )
  const operations = {
    store: times('reflex.store.duration', 'Operations of the store of tabs'),
    bus: times('reflex.bus.duration', 'News for other processes'),
  }
  return {
    event({ kind, state, event, route }, outcome, time) {
      events.record(time / SECOND, {
        'reflex.kind': kind,
        'reflex.outcome': outcome,
        ...(state !== undefined && { 'reflex.state': state }),
        ...(event !== undefined && { 'reflex.event': event }),
        ...(route !== undefined && { 'http.route': route }),
      })
    },
    operation(work, operation, failed, time) {
      operations[work].record(time / SECOND, {
        [`reflex.${work}.operation`]: operation,
        'reflex.outcome': failed ? 'failed' : 'ok',
      })
    },
  }
}
