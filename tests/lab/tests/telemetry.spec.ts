/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { ReflexInstrumentation } from 'reflex-adonis/otel'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

test.group('Spans', (group) => {
  const exporter = new InMemorySpanExporter()
  let browser: BrowserSession

  group.setup(() => {
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    })
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    const instrumentation = new ReflexInstrumentation()
    instrumentation.setTracerProvider(provider)
    return async () => {
      instrumentation.disable()
      await provider.shutdown()
      context.disable()
      trace.disable()
    }
  })

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function open(path: string): Promise<SocketTab> {
    const tab = await browser.open(path)
    await tab.hello()
    exporter.reset()
    return tab
  }

  function find(name: string): ReadableSpan {
    const found = exporter.getFinishedSpans().find((span) => span.name === name)
    if (!found) {
      const names = exporter.getFinishedSpans().map((span) => span.name)
      throw new Error(`No span "${name}" among ${JSON.stringify(names)}`)
    }
    return found
  }

  /** Names from a span up to the root of its trace. */
  function pathOf(span: ReadableSpan): string[] {
    const parent = exporter
      .getFinishedSpans()
      .find((each) => each.spanContext().spanId === span.parentSpanContext?.spanId)
    return parent ? [span.name, ...pathOf(parent)] : [span.name]
  }

  test('an event has one trace: its middleware within each other, and its handler', async ({
    assert,
  }) => {
    const tab = await open('/request/7?token=hidden')
    await tab.call('RequestState', 'look')
    const event = find('event RequestState.look')
    assert.isUndefined(event.parentSpanContext)
    const path = pathOf(find('handler RequestState.look'))
    assert.equal(path.at(-1), 'event RequestState.look')
    assert.includeMembers(path, ['middleware SessionMiddleware', 'middleware ShieldMiddleware'])
    assert.isBelow(
      path.indexOf('middleware ShieldMiddleware'),
      path.indexOf('middleware SessionMiddleware')
    )
    assert.containsSubset(event.attributes, {
      'reflex.state': 'RequestState',
      'reflex.event': 'look',
      'http.route': '/request/:id',
    })
    const told = JSON.stringify(
      exporter.getFinishedSpans().map(({ name, attributes, events }) => [name, attributes, events])
    )
    assert.notInclude(told, 'hidden')
  })

  test('events that wait in one queue have a trace each', async ({ assert }) => {
    const tab = await open('/')
    await Promise.all([
      tab.call('CounterState', 'add', 1),
      tab.call('CounterState', 'add', 2),
      tab.call('CounterState', 'add', 3),
    ])
    const events = exporter.getFinishedSpans().filter(({ name }) => name.startsWith('event'))
    assert.lengthOf(events, 3)
    assert.lengthOf(new Set(events.map((span) => span.spanContext().traceId)), 3)
    for (const { parentSpanContext } of events) assert.isUndefined(parentSpanContext)
    const told = JSON.stringify(exporter.getFinishedSpans().map(({ attributes }) => attributes))
    assert.notInclude(told, 'arg')
  })

  test('a failure has its code, and nothing of its message', async ({ assert }) => {
    const tab = await open('/')
    await tab.failure('CounterState', 'boom')
    for (const name of ['event CounterState.boom', 'handler CounterState.boom']) {
      const span = find(name)
      assert.equal(span.status.code, 2)
      assert.isString(span.attributes['error.type'])
      assert.isUndefined(span.status.message)
      assert.isEmpty(span.events)
    }
  })

  test('a navigation and the rendering of a document', async ({ assert }) => {
    const tab = await open('/')
    await browser.fetch('/shelf')
    assert.match(
      exporter
        .getFinishedSpans()
        .map(({ name }) => name)
        .join(),
      /render \S*shelf/
    )
    exporter.reset()
    await tab.navigate('/request/7')
    assert.equal(find('navigation /request/:id').attributes['http.route'], '/request/:id')
  })

  test('a background event goes on in its trace, and its updates are part of its handler', async ({
    assert,
  }) => {
    const tab = await open('/counts')
    const end = tab.next((frame) => frame.t === undefined && frame.e === 1)
    await tab.call('CountState', 'climb', 1, 0)
    await end
    const { traceId } = find('event CountState.climb').spanContext()
    const updates = exporter.getFinishedSpans().filter(({ name }) => name.startsWith('update'))
    assert.isAtLeast(updates.length, 3)
    for (const update of updates) {
      assert.equal(update.spanContext().traceId, traceId)
      assert.deepEqual(pathOf(update).slice(1), [
        'handler CountState.climb',
        'event CountState.climb',
      ])
    }
  })

  test('what the store calls has no spans of its own', async ({ assert }) => {
    const { tracingChannels } = await import('reflex-adonis')
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    })
    exporter.reset()
    const message: { operation: string; within?: <T>(work: () => T) => T } = { operation: 'write' }
    await tracingChannels.store.tracePromise(
      async () =>
        message.within!(async () => provider.getTracer('redis').startSpan('evalsha').end()),
      message
    )
    assert.deepEqual(
      exporter.getFinishedSpans().map(({ name }) => name),
      ['store write']
    )
  })
})
