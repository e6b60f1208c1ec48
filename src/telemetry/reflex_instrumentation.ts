/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { metrics, trace } from '@opentelemetry/api'
import type { MeterProvider, Tracer, TracerProvider } from '@opentelemetry/api'
import { tracingChannels } from './channels.ts'
import { ChannelSpans } from './channel_spans.ts'
import { Meters } from './meters.ts'
import type { EventTrace } from './channels.ts'

/** Options of {@link ReflexInstrumentation}. */
export interface ReflexInstrumentationConfig {
  /** @default true */
  enabled?: boolean
}

const NAME = 'reflex-adonis'

/**
 * OpenTelemetry instrumentation: figures of the process, and spans of events, navigations, forms,
 * background updates, middleware, handlers, rendering, the store and the bus. They name states,
 * events, routes and error codes, and never contain user data. Redis commands of the store have no
 * spans of their own, since those would contain records.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@adonisjs/otel'
 * import { ReflexInstrumentation } from 'reflex-adonis/otel'
 *
 * export default defineConfig({
 *   serviceName: 'shop',
 *   instrumentations: { 'reflex-adonis': new ReflexInstrumentation() },
 * })
 * ```
 */
export class ReflexInstrumentation {
  readonly instrumentationName = NAME
  readonly instrumentationVersion = '0.1.0'
  #config: ReflexInstrumentationConfig
  #tracer: Tracer = trace.getTracer(NAME, this.instrumentationVersion)
  #spans: readonly { enable(): void; disable(): void }[] = this.#createSpans()
  #meters = this.#createMeters(metrics.getMeterProvider())
  #enabled = false

  constructor(config: ReflexInstrumentationConfig = {}) {
    this.#config = config
    if (config.enabled !== false) this.enable()
  }

  /** Subscribes to the channels. */
  enable(): void {
    if (this.#enabled) return
    this.#enabled = true
    for (const spans of this.#spans) spans.enable()
    this.#meters.enable()
  }

  /** Unsubscribes from the channels. */
  disable(): void {
    if (!this.#enabled) return
    this.#enabled = false
    for (const spans of this.#spans) spans.disable()
    this.#meters.disable()
  }

  /** @param provider - creates the spans, instead of the global one */
  setTracerProvider(provider: TracerProvider): void {
    this.#tracer = provider.getTracer(NAME, this.instrumentationVersion)
  }

  /** @param provider - receives the figures, instead of the global one */
  setMeterProvider(provider: MeterProvider): void {
    this.#meters.disable()
    this.#meters = this.#createMeters(provider)
    if (this.#enabled) this.#meters.enable()
  }

  setConfig(config: ReflexInstrumentationConfig): void {
    this.#config = config
  }

  getConfig(): ReflexInstrumentationConfig & { enabled: boolean } {
    return { ...this.#config, enabled: this.#enabled }
  }

  #createMeters(provider: MeterProvider): Meters {
    return new Meters(provider.getMeter(NAME, this.instrumentationVersion))
  }

  #createSpans() {
    const tracer = () => this.#tracer
    const { event, navigation, form, update, middleware, handler, render, store, bus } =
      tracingChannels
    return [
      // What ran before on the socket or in the queue is not what an event belongs to
      new ChannelSpans(event, tracer, {
        name: ({ state, event: name }) => `event ${state}.${name}`,
        attributes: pageAttributes,
        root: true,
      }),
      new ChannelSpans(navigation, tracer, {
        name: ({ route }) => `navigation ${route}`,
        attributes: pageAttributes,
        root: true,
      }),
      new ChannelSpans(form, tracer, {
        name: ({ state, event: name }) => `form ${state}.${name}`,
        attributes: pageAttributes,
      }),
      new ChannelSpans(update, tracer, {
        name: ({ state, event: name }) => `update ${state}.${name}`,
        attributes: pageAttributes,
      }),
      new ChannelSpans(middleware, tracer, {
        name: ({ name }) => `middleware ${name}`,
        attributes: ({ name }) => ({ 'reflex.middleware': name }),
      }),
      new ChannelSpans(handler, tracer, {
        name: ({ state, event: name }) => `handler ${state}.${name}`,
        attributes: (message) => ({
          'reflex.state': message.state,
          'reflex.event': message.event,
        }),
      }),
      new ChannelSpans(render, tracer, {
        name: ({ page }) => `render ${page}`,
        attributes: ({ page }) => ({ 'reflex.page': page }),
      }),
      new ChannelSpans(store, tracer, {
        name: ({ operation }) => `store ${operation}`,
        attributes: ({ operation }) => ({ 'reflex.store.operation': operation }),
        opaque: true,
      }),
      new ChannelSpans(bus, tracer, {
        name: ({ operation }) => `bus ${operation}`,
        attributes: ({ operation }) => ({ 'reflex.bus.operation': operation }),
        opaque: true,
      }),
    ]
  }
}

/** Addresses may hold tokens, so a span has the route. */
function pageAttributes({ tab, state, event, route }: EventTrace) {
  return {
    'reflex.tab': tab,
    ...(state !== undefined && { 'reflex.state': state }),
    ...(event !== undefined && { 'reflex.event': event }),
    ...(route !== undefined && { 'http.route': route }),
  }
}
