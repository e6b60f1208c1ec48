/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Loaded before a process of the lab: it is traced, its redis client included, with all arguments of all commands. At its
 * end it writes its spans to the file SPANS.
 */

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { ReflexInstrumentation } from 'reflex-adonis/otel'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
trace.setGlobalTracerProvider(provider)
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())

const redis = new IORedisInstrumentation({
  dbStatementSerializer: (command, args) => [command, ...args.map(String)].join(' '),
})
redis.setTracerProvider(provider)
// It is instrumented when it is required, and is the same for those who import it
createRequire(import.meta.url)('ioredis')
new ReflexInstrumentation().setTracerProvider(provider)

process.on('exit', () => {
  const spans = exporter.getFinishedSpans().map((span) => {
    const { name, attributes, events } = span
    return { name, attributes, events, trace: span.spanContext().traceId }
  })
  writeFileSync(process.env.SPANS!, JSON.stringify(spans))
})
