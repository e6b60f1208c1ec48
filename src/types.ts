/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type { DriveDownload, StreamDownload } from './features/downloads/main.ts'
export type {
  BackgroundConfig,
  BridgeConfig,
  Duration,
  GuardsConfig,
  LanguageConfig,
  LimitsConfig,
  LiveConfig,
  ReflexConfig,
  ResolvedReflexConfig,
  RoomsConfig,
  Size,
  TabsConfig,
} from './define_config.ts'
export type {
  Check,
  CheckContext,
  DoctorConfig,
  DoctorReport,
  Finding,
  Findings,
  IgnoredFinding,
  Place,
  ReportedFinding,
  Severity,
} from './doctor/main.ts'
export type {
  EventCompleted,
  EventFigures,
  EventKind,
  EventOutcome,
  EventTrace,
  HandlerTrace,
  MiddlewareTime,
  LoopDelay,
  MiddlewareTrace,
  OperationFigures,
  ReflexEvents,
  ReflexMetrics,
  RenderTrace,
  StoreTrace,
  TabClosed,
  TabClosing,
  TabOpened,
  TimeHistogram,
  Traced,
} from './telemetry/main.ts'
export type { AuthMountOptions, AuthPage } from './features/auth/main.ts'
export type { MountOptions, NamedMiddleware } from './mount/main.ts'
export type {
  BrowserBoundaryOptions,
  DiscoveryOptions,
  Manifest,
  PageDefinition,
} from './pages/main.ts'
export type {
  Action,
  BootData,
  ClientFrame,
  EventError,
  JsonValue,
  PageInfo,
  PageUses,
  Patch,
  ServerFrame,
  StateSnapshot,
  UpdateFrame,
} from './protocol/main.ts'
export type {
  ActionResult,
  BridgeMode,
  DownloadSource,
  EventDefinition,
  Member,
  RedirectOptions,
  ReloadOptions,
  RoomResolver,
  StateClass,
  StateDefinition,
  StateScope,
  ToastOptions,
} from './state/main.ts'
export type {
  AcquiredRecord,
  ClaimedRecord,
  FileStoreConfig,
  Lease,
  MemoryStoreConfig,
  PartsWrite,
  RecordRequest,
  RecordWrite,
  RedisStoreConfig,
  StateStore,
  StoreDefinition,
  StoreProvider,
} from './stores/main.ts'
export type { MessageTransport, StoreBus } from './bus/main.ts'
export type {
  BroadcastOptions,
  Emptied,
  Kicked,
  KickOptions,
  ListedRoom,
  ListedTab,
  ListOptions,
  Reached,
  RoomContents,
  RoomFilter,
  RoomList,
  RoomLook,
  RoomMember,
  RoomTarget,
  TabCount,
  TabList,
  TabTarget,
} from './operations/main.ts'
export type { GuardOptions, StateGuardOptions, SubjectOptions } from './features/auth/main.ts'
export type { RefreshOptions } from './features/shared_data/main.ts'
export type { LiveOptions } from './features/models/main.ts'
export type { Leaving } from './rooms/main.ts'
export type {
  Endpoint,
  EndpointExchange,
  Enlisted,
  EnlistRequest,
  EventCall,
  EventRun,
  Feature,
  FeatureFactory,
  FeatureHost,
  Recheck,
  Tab,
  TabPart,
} from './tabs/main.ts'
export type { ReflexReport } from './health/main.ts'
// Whole, since TypeScript merges an augmentation only into what a module exports with a star
export type * from './state/app_types.ts'
export type * from './features/language/message_types.ts'
export type * from './features/shared_data/types.ts'
export type { EndOptions } from './sessions/main.ts'
export type { AllowedHosts, AllowedOrigins } from './transport/main.ts'
