/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

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
