/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { configure } from './configure.ts'
export { stubsRoot } from './stubs/main.ts'
export { defineConfig } from './src/define_config.ts'
export { recentLogin } from './src/features/auth/main.ts'
export { chosenLocale, rememberLocale, visitorTimeZone } from './src/features/language/main.ts'
export { ReflexCheck } from './src/health/main.ts'
export { Reflex } from './src/reflex.ts'
export { rx } from './src/rx.ts'
export { AppState, BrowserAction, State } from './src/state/main.ts'
export {
  currentContext,
  currentCsrfToken,
  currentLocale,
  currentMessages,
  currentRequest,
  currentResponse,
  currentSession,
  currentUser,
} from './src/state/main.ts'
export { defineStore, stores } from './src/stores/main.ts'
export { prometheusText, tracingChannels } from './src/telemetry/main.ts'
/** The classes of all errors that the package throws on the server, by their codes. */
export * as errors from './src/errors.ts'
