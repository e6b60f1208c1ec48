/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TimeHistogram } from './histogram.ts'
import type { OperationFigures, ReflexMetrics } from './metrics.ts'

type Labels = Record<string, string | undefined>

/** Values of one metric by their labels. */
type Samples = [labels: Labels, value: number][]

/** Prometheus knows no times but in seconds. */
const SECOND = 1_000

/**
 * The figures of a process as text that Prometheus reads, in its exposition format 0.0.4.
 *
 * @param metrics - of `reflex.metrics()`
 *
 * @example
 * ```ts
 * response.header('content-type', 'text/plain; version=0.0.4')
 * return prometheusText(reflex.metrics())
 * ```
 */
export function prometheusText(metrics: ReflexMetrics): string {
  const { tabs, sockets, rooms, events, refusals, store, bus, bytes, eventLoop } = metrics
  const outcomes = events.figures.flatMap(({ kind, state, event, route, outcomes: counts }) =>
    Object.entries(counts).map(([outcome, count]): Samples[number] => {
      return [{ kind, state, event, route, outcome }, count]
    })
  )
  const eventTimes = events.figures.map(({ kind, state, event, route, time }) => {
    return [{ kind, state, event, route }, time] as [Labels, TimeHistogram]
  })
  const codes = Object.entries(refusals).map(([code, count]): Samples[number] => [{ code }, count])
  const delays = Object.entries(eventLoop).map(([statistic, time]): Samples[number] => {
    return [{ statistic }, time / SECOND]
  })
  return [
    gauge('reflex_tabs', 'Tabs that the process has.', [
      [{ state: 'connected' }, tabs.connected],
      [{ state: 'away' }, tabs.open - tabs.connected],
    ]),
    counter('reflex_tabs_taken_up_total', 'Tabs taken up from the store.', [[{}, tabs.takenUp]]),
    counter('reflex_tabs_handed_over_total', 'Tabs given to other processes.', [
      [{}, tabs.handedOver],
    ]),
    gauge('reflex_sockets', 'Open sockets.', [[{}, sockets.open]]),
    counter('reflex_sockets_accepted_total', 'Sockets accepted.', [[{}, sockets.accepted]]),
    counter('reflex_socket_received_bytes_total', 'Bytes received by sockets.', [
      [{}, bytes.received],
    ]),
    counter('reflex_socket_sent_bytes_total', 'Bytes sent by sockets.', [[{}, bytes.sent]]),
    gauge('reflex_rooms', 'Rooms that the process has open.', [[{}, rooms.open]]),
    gauge('reflex_events_running', 'Events that run or wait.', [[{}, events.running]]),
    counter('reflex_events_total', 'Events by what they came to.', outcomes),
    histogram('reflex_event_duration_seconds', 'Events, from their turn on.', eventTimes),
    counter('reflex_refusals_total', 'What was refused, by code.', codes),
    ...operations('store', store.pending, store.figures),
    ...operations('bus', bus.pending, bus.figures),
    gauge('reflex_event_loop_delay_seconds', 'How late the event loop was.', delays),
  ].join('')
}

function operations(of: 'store' | 'bus', pending: number, figures: OperationFigures[]): string[] {
  const times = figures.map(({ operation, time }): [Labels, TimeHistogram] => [{ operation }, time])
  const failures = figures.map(({ operation, failed }): Samples[number] => {
    return [{ operation }, failed]
  })
  return [
    gauge(`reflex_${of}_operations_pending`, `Operations that wait for the ${of}.`, [
      [{}, pending],
    ]),
    histogram(`reflex_${of}_operation_duration_seconds`, `Operations of the ${of}.`, times),
    counter(
      `reflex_${of}_operation_failures_total`,
      `Operations of the ${of} that failed.`,
      failures
    ),
  ]
}

function gauge(name: string, help: string, samples: Samples): string {
  return metric(
    name,
    'gauge',
    help,
    samples.map(([labels, value]) => line(name, labels, value))
  )
}

function counter(name: string, help: string, samples: Samples): string {
  return metric(
    name,
    'counter',
    help,
    samples.map(([labels, value]) => line(name, labels, value))
  )
}

function histogram(name: string, help: string, times: [Labels, TimeHistogram][]): string {
  const lines = times.flatMap(([labels, { buckets, count, sum }]) => [
    ...buckets.map((bucket) => {
      return line(`${name}_bucket`, { ...labels, le: String(bucket.upTo / SECOND) }, bucket.count)
    }),
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_sum`, labels, sum / SECOND),
    line(`${name}_count`, labels, count),
  ])
  return metric(name, 'histogram', help, lines)
}

function metric(name: string, type: string, help: string, lines: string[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function line(name: string, labels: Labels, value: number): string {
  const told = Object.entries(labels)
    .filter(([, label]) => label !== undefined)
    .map(([key, label]) => `${key}="${escaped(label!)}"`)
  return `${name}${told.length > 0 ? `{${told.join(',')}}` : ''} ${value}\n`
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
