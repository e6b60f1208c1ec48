/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Announcer } from './announcer.ts'
export type {
  AnnouncingEmitter,
  EventCompleted,
  ReflexEvents,
  TabClosed,
  TabClosing,
  TabOpened,
} from './announcer.ts'
export { figures, outcomeOf } from './figures.ts'
export { LoopDelayWatch } from './loop_delay.ts'
export type { LoopDelay } from './loop_delay.ts'
export type { TimeHistogram } from './histogram.ts'
export type {
  EventFigures,
  EventKind,
  EventOutcome,
  OperationFigures,
  ReflexMetrics,
} from './metrics.ts'
export { prometheusText } from './prometheus.ts'
export { runningWork } from './work.ts'
export type { Suspects } from './work.ts'
export { traced, traceWork, tracingChannels } from './channels.ts'
export type {
  EventTrace,
  HandlerTrace,
  MiddlewareTime,
  MiddlewareTrace,
  RenderTrace,
  StoreTrace,
  Traced,
  TraceMessages,
} from './channels.ts'
