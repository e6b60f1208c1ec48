/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what the application knows of its pages.
 */

export { AppPaths, toUnix } from './app_paths.ts'
export {
  E_DUPLICATE_PAGE_NAME,
  E_DUPLICATE_PAGE_ROUTE,
  E_DUPLICATE_STATE,
  E_PAGE_METADATA,
  E_SERVER_ONLY_EXPORT,
  E_SERVER_ONLY_IMPORT,
  E_SOURCE_SYNTAX,
  E_STATE_FILE,
  SourceException,
} from './exceptions.ts'
export type { ImportHop } from './exceptions.ts'
export { GENERATED, GENERATED_PAGES, GENERATED_STATES, isGenerated } from './generated.ts'
export { buildId, encodeManifest, MANIFEST_FILE, readManifest, SERVER_BUILD } from './manifest.ts'
export { ALL_SHARED, MountedPage } from './mounted_page.ts'
export { PageRegistry } from './page_registry.ts'
export { NamedRoutes } from './named_routes.ts'
export { SourceText } from './source_text.ts'
export type { SourceLocation } from './source_text.ts'
export type {
  BrowserBoundaryOptions,
  DiscoveryOptions,
  ImportAlias,
  Manifest,
  PageDefinition,
  PageLoadEvent,
  PageMiddleware,
  ScanResult,
  StateDefinitionFile,
  Survey,
} from './types.ts'
