/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Client } from './client.ts'
export type { NavigationResult } from './pages.ts'
export { browserEnvironment, headlessEnvironment } from './environment.ts'
export type { Environment, PlainForms, Signal, SocketLike } from './environment.ts'
export { cutPathAdvice } from './cut_path.ts'
export { ReflexError, clientError, unknownOutcome } from './errors.ts'
export type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
  FileCall,
} from './feature.ts'
export { FORM_RECORD, FormRecord } from './form_record.ts'
export { EventCallers, ofForm } from './events.ts'
export type { CallOptions, Caller } from './events.ts'
export { isField } from './field_values.ts'
export type { Field } from './field_values.ts'
export { fileRef, formToText } from './form.ts'
export type { CalledFile } from './form.ts'
export type { Host } from './host.ts'
export { openToInspection } from './inspection.ts'
export type { Inspection } from './inspection.ts'
export { important, layered, layerSheet } from './layer_sheet.ts'
export { pathOf } from './reload.ts'
export { registerFunction } from './functions.ts'
export type { RegisteredFunction } from './functions.ts'
export { IS_SERVER } from './platform.ts'
export { ADDRESS, CONNECTION, Store } from './store.ts'
export { snapshotOf } from './state_record.ts'
export type { StateRecord } from './state_record.ts'
export type { ConnectionInfo, ConnectionStatus } from './store.ts'
export { BINDING, StateView } from './state_view.ts'
export type { Binding } from './state_view.ts'
export type { Toast } from './toasts.ts'
