/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import type { HttpContext } from '@adonisjs/core/http'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { prometheusText } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import { ReflexInstrumentation } from 'reflex-adonis/otel'
import type { EventFigures, ReflexMetrics } from 'reflex-adonis/types'
import { readDocuments } from '../../helpers/docs/documents.ts'
import { labRoot } from '../../helpers/lab.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

/** The figures of one event, by its state, name and kind. */
function figuresOf(metrics: ReflexMetrics, name: string, kind = 'event'): EventFigures | undefined {
  return metrics.events.figures.find((figures) => {
    const own = figures.route ?? `${figures.state}.${figures.event}`
    return figures.kind === kind && own === name
  })
}

const countOf = (figures: EventFigures | undefined) => figures?.time.count ?? 0

test.group('reflex.metrics()', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function open(path: string): Promise<SocketTab> {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  test('counts events by what they came to, with their times', async ({ assert }) => {
    const tab = await open('/')
    const before = reflex.metrics()
    for (const amount of [1, 2, 3]) await tab.call('CounterState', 'add', amount)
    await tab.failure('CounterState', 'boom')
    const after = reflex.metrics()
    const added = figuresOf(after, 'CounterState.add')!
    assert.equal(countOf(added) - countOf(figuresOf(before, 'CounterState.add')), 3)
    assert.deepEqual(Object.keys(added.outcomes), ['ok', 'refused', 'failed'])
    const failed = figuresOf(after, 'CounterState.boom')!
    const failedBefore = figuresOf(before, 'CounterState.boom')?.outcomes.failed ?? 0
    assert.equal(failed.outcomes.failed - failedBefore, 1)
    const counts = added.time.buckets.map(({ count }) => count)
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b)
    )
    assert.isAbove(added.time.sum, 0)
    // What was read is a copy
    assert.equal(countOf(figuresOf(before, 'CounterState.boom')), countOf(failed) - 1)
  })

  test('counts navigations by route, and updates of background events', async ({ assert }) => {
    const tab = await open('/counts')
    const before = reflex.metrics()
    const end = tab.next((frame) => frame.t === undefined && frame.e === 1)
    await tab.call('CountState', 'climb', 1, 0)
    await end
    await tab.navigate('/request/7?token=hidden')
    const after = reflex.metrics()
    const times = (name: string, kind: string) =>
      countOf(figuresOf(after, name, kind)) - countOf(figuresOf(before, name, kind))
    assert.equal(times('/request/:id', 'navigation'), 1)
    assert.equal(times('CountState.climb', 'event'), 1)
    assert.isAtLeast(times('CountState.climb', 'update'), 3)
    assert.notInclude(JSON.stringify(after), 'hidden')
  })

  test('counts tabs, sockets and their bytes', async ({ assert }) => {
    // Of the tests before
    while (reflex.metrics().sockets.open > 0) await setImmediate()
    const before = reflex.metrics()
    const tab = await open('/')
    const text = 'x'.repeat(5_000)
    await tab.failure('CounterState', text.slice(0, 100))
    const now = reflex.metrics()
    assert.equal(now.sockets.open - before.sockets.open, 1)
    assert.equal(now.sockets.accepted - before.sockets.accepted, 1)
    assert.equal(now.tabs.connected - before.tabs.connected, 1)
    assert.isAbove(now.bytes.sent, before.bytes.sent)
    assert.isAbove(now.bytes.received, before.bytes.received + 100)
    browser.close()
    while (reflex.metrics().sockets.open > before.sockets.open) await setImmediate()
    const { bytes, sockets } = reflex.metrics()
    assert.isAtLeast(bytes.received, now.bytes.received)
    assert.equal(sockets.accepted, now.sockets.accepted)
  })

  test('counts what was refused by its code, and an event that does not exist by nothing else', async ({
    assert,
  }) => {
    const tab = await open('/')
    const before = reflex.metrics()
    const names = ['my-secret-1', 'my-secret-2']
    for (const name of names) await tab.failure('CounterState', name)
    const after = reflex.metrics()
    const { E_EVENT_UNKNOWN: known = 0 } = before.refusals
    assert.equal(after.refusals.E_EVENT_UNKNOWN - known, 2)
    assert.lengthOf(after.events.figures, before.events.figures.length)
    assert.notInclude(JSON.stringify(after), 'my-secret')
  })

  test('counts operations of the store, and watches the event loop', async ({ assert }) => {
    const { store: before } = reflex.metrics()
    await reflex.report()
    const { store, eventLoop } = reflex.metrics()
    const checks = (figures: typeof store) =>
      figures.figures.find(({ operation }) => operation === 'check')?.time.count ?? 0
    assert.equal(checks(store) - checks(before), 1)
    assert.equal(store.pending, 0)
    for (const time of Object.values(eventLoop)) assert.isAtLeast(time, 0)
  })
})

test.group('Figures elsewhere', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('are text that Prometheus reads, by the controller of the guide', async ({
    assert,
    cleanup,
  }) => {
    const tab = await browser.open('/')
    await tab.hello()
    await tab.call('CounterState', 'add', 1)
    const documents = await readDocuments()
    const sample = documents
      .find(({ name }) => name === 'monitoring')!
      .samples.find(({ path }) => path === 'app/controllers/metrics_controller.ts')!
    const folder = join(labRoot, 'tmp', `guide-${randomUUID()}`)
    await mkdir(folder, { recursive: true })
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const file = join(folder, 'metrics_controller.ts')
    await writeFile(file, sample.code)
    const { default: Controller } = (await import(pathToFileURL(file).href)) as {
      default: new () => { show(ctx: HttpContext): string }
    }
    const ctx = await testUtils.createHttpContext()
    const text = new Controller().show(ctx)
    assert.match(String(ctx.response.getHeader('content-type')), /^text\/plain; version=0\.0\.4/)

    const types = new Map<string, string>()
    for (const line of text.trimEnd().split('\n')) {
      const [, name, type] = /^# TYPE (\w+) (gauge|counter|histogram)$/.exec(line) ?? []
      if (type) types.set(name, type)
      else if (line.startsWith('#')) assert.match(line, /^# HELP reflex_\w+ .+\.$/)
      else {
        assert.match(line, /^reflex_\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+$/)
        const of = /^\w+/.exec(line)![0].replace(/_(bucket|sum|count)$/, '')
        assert.isTrue(types.has(of), line)
      }
    }
    for (const [name, type] of types) {
      assert.equal(type === 'counter', name.endsWith('_total'), name)
      if (type === 'histogram') assert.match(name, /_seconds$/)
    }
    assert.equal(types.get('reflex_event_duration_seconds'), 'histogram')
    const labels = 'kind="event",state="CounterState",event="add"'
    assert.match(text, new RegExp(`reflex_events_total\\{${labels},outcome="ok"\\} [1-9]`))
    const [, all] = new RegExp(`duration_seconds_count\\{${labels}\\} (\\d+)`).exec(text)!
    assert.include(text, `reflex_event_duration_seconds_bucket{${labels},le="+Inf"} ${all}\n`)
    assert.include(text, `reflex_event_duration_seconds_bucket{${labels},le="0.0025"}`)
  })

  test('names are escaped', ({ assert }) => {
    const text = prometheusText({ ...reflex.metrics(), refusals: { 'E_"\\\n': 1 } })
    assert.include(text, 'reflex_refusals_total{code="E_\\"\\\\\\n"} 1\n')
  })

  test('are instruments of OpenTelemetry, with the same counts', async ({ assert }) => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const provider = new MeterProvider({ readers: [reader] })
    const instrumentation = new ReflexInstrumentation()
    instrumentation.setMeterProvider(provider)
    const tab = await browser.open('/')
    await tab.hello()
    await tab.call('CounterState', 'add', 1)
    await tab.failure('CounterState', 'boom')
    await reflex.report()
    await provider.forceFlush()
    const found = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    const pointsOf = (name: string) =>
      found.find(({ descriptor }) => descriptor.name === name)!.dataPoints
    const event = (name: string) =>
      pointsOf('reflex.event.duration').find(
        ({ attributes }) => attributes['reflex.event'] === name
      )!
    assert.deepEqual(event('add').attributes, {
      'reflex.kind': 'event',
      'reflex.outcome': 'ok',
      'reflex.state': 'CounterState',
      'reflex.event': 'add',
    })
    assert.containsSubset(event('add').value, { count: 1 })
    assert.equal(event('boom').attributes['reflex.outcome'], 'failed')
    const metrics = reflex.metrics()
    assert.deepEqual(
      pointsOf('reflex.tabs').map(({ attributes, value }) => [attributes, value]),
      [
        [{ 'reflex.tab.state': 'connected' }, metrics.tabs.connected],
        [{ 'reflex.tab.state': 'away' }, metrics.tabs.open - metrics.tabs.connected],
      ]
    )
    assert.equal(pointsOf('reflex.sockets')[0].value, metrics.sockets.open)
    const operations = pointsOf('reflex.store.duration').map(({ attributes }) => attributes)
    assert.deepInclude(operations, { 'reflex.store.operation': 'check', 'reflex.outcome': 'ok' })
    const told = found.map(({ descriptor }) => descriptor.name)
    for (const name of ['reflex.refusals', 'reflex.socket.io', 'reflex.event_loop.delay']) {
      assert.include(told, name)
    }

    // Nothing is counted twice after another provider, nor at all once it is disabled
    instrumentation.disable()
    exporter.reset()
    await tab.call('CounterState', 'add', 1)
    await provider.forceFlush()
    const later = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
    const counts = later
      .flatMap(({ metrics: all }) => all)
      .find(({ descriptor }) => descriptor.name === 'reflex.event.duration')
      ?.dataPoints.find(({ attributes }) => attributes['reflex.event'] === 'add')
    assert.equal((counts?.value as { count: number } | undefined)?.count ?? 1, 1)
    await provider.shutdown()
  })
})
