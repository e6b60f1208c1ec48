/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the page discovery. It loads the parser, so a production server leaves it alone and
 * reads the manifest with `./manifest.ts`.
 */

export { PageScanner } from './page_scanner.ts'
export type { PageScannerOptions } from './page_scanner.ts'
export { PageParser } from './page_parser.ts'
export type { PageSource } from './page_parser.ts'
export type { ImportTarget } from './import_graph.ts'
export { StateParser } from './state_parser.ts'
export { ParsedModule } from './parsed_module.ts'
export { SourceText } from './source_text.ts'
export type { SourceLocation } from './source_text.ts'
export { valueNames } from './value_names.ts'
export { buildId, encodeManifest, MANIFEST_FILE, SERVER_BUILD } from './manifest.ts'
export { SourceException, E_SERVER_ONLY_IMPORT } from './exceptions.ts'
export type {
  BrowserBoundaryOptions,
  DiscoveryOptions,
  Manifest,
  PageDefinition,
  ScanResult,
  Survey,
} from './types.ts'
