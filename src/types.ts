/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type {
  BridgeConfig,
  Duration,
  LimitsConfig,
  ReflexConfig,
  ResolvedReflexConfig,
  Size,
  TabsConfig,
} from './define_config.ts'
export type { MountOptions, NamedMiddleware } from './mount/page_router.ts'
export type {
  BrowserBoundaryOptions,
  DiscoveryOptions,
  Manifest,
  PageDefinition,
} from './pages/types.ts'
export type {
  Action,
  BootData,
  ClientFrame,
  EventError,
  JsonValue,
  PageInfo,
  Patch,
  ServerFrame,
  StateSnapshot,
  UpdateFrame,
} from './protocol/main.ts'
export type {
  ActionResult,
  AppSnapshot,
  BridgeMode,
  CurrentUser,
  DownloadSource,
  EventDefinition,
  EventOptions,
  FlashMessages,
  RedirectOptions,
  StateClass,
  StateDefinition,
  ToastOptions,
  UserTransformer,
} from './state/main.ts'
export type { AllowedOrigins } from './transport/main.ts'
