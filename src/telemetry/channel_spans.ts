/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TracingChannel, TracingChannelSubscribers } from 'node:diagnostics_channel'
import { context, createContextKey, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Attributes, Span, Tracer } from '@opentelemetry/api'
import type { Traced } from './channels.ts'

/** How the messages of a channel are told as spans. */
export interface SpanDescription<Message> {
  /** Few of them: no value of a user. */
  name: (message: Message) => string
  attributes: (message: Message) => Attributes
  /** Begins a trace of its own. */
  root?: boolean
  /** What it calls gets no spans: those of a redis client would carry the data. */
  opaque?: boolean
}

/** The key by which the SDK of OpenTelemetry knows that a context is not traced. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

/**
 * Turns the messages of a tracing channel into spans.
 */
export class ChannelSpans<Message extends Traced> {
  #channel: TracingChannel<unknown, Message>
  #spans = new WeakMap<Message, Span>()
  #subscribers: TracingChannelSubscribers<Message>

  /**
   * @param tracer - asked for each span: it may be set after the channel is listened to
   */
  constructor(
    channel: TracingChannel<unknown, Message>,
    tracer: () => Tracer,
    description: SpanDescription<Message>
  ) {
    this.#channel = channel
    this.#subscribers = {
      start: (message) => this.#start(tracer(), description, message),
      end: () => {},
      asyncStart: () => {},
      asyncEnd: (message) => this.#end(message),
      error: (message) => this.#fail(message, (message as { error: unknown }).error),
    }
  }

  enable(): void {
    this.#channel.subscribe(this.#subscribers)
  }

  disable(): void {
    this.#channel.unsubscribe(this.#subscribers)
  }

  #start(
    tracer: Tracer,
    { name, attributes, root, opaque }: SpanDescription<Message>,
    message: Message
  ): void {
    const options = {
      kind: root ? SpanKind.SERVER : SpanKind.INTERNAL,
      attributes: attributes(message),
      root,
    }
    const span = tracer.startSpan(name(message), options)
    this.#spans.set(message, span)
    const inside = trace.setSpan(context.active(), span)
    const active = opaque ? inside.setValue(SUPPRESSED, true) : inside
    message.within = (work) => context.with(active, work)
  }

  #end(message: Message): void {
    const span = this.#spans.get(message)
    const { failure } = message as { failure?: { code: string; status: number } }
    if (failure) noteFailure(span, failure.code, failure.status)
    span?.end()
    this.#spans.delete(message)
  }

  #fail(message: Message, error: unknown): void {
    const {
      code,
      name,
      status = 500,
    } = (error ?? {}) as {
      code?: unknown
      name?: unknown
      status?: number
    }
    noteFailure(this.#spans.get(message), String(code ?? name ?? 'unknown'), status)
  }
}

/** Messages of errors may quote what somebody has entered: a span has the code. */
function noteFailure(span: Span | undefined, code: string, status: number): void {
  span?.setAttribute('error.type', code)
  // What a user may bring about is not an error of the server
  if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
}
