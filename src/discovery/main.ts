/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what finds pages and states in the sources. It loads the parser, so a production server leaves
 * it alone and reads the manifest by `../pages/main.ts`.
 */

export { importedFiles } from './imported_files.ts'
export { literalProperties, NotLiteral, readLiteral, unwrapExpression } from './literal.ts'
export type { ImportTarget } from './import_graph.ts'
export { PageParser } from './page_parser.ts'
export type { PageSource } from './page_parser.ts'
export { PageScanner } from './page_scanner.ts'
export type { PageScannerOptions } from './page_scanner.ts'
export { ParsedModule } from './parsed_module.ts'
export { StateParser } from './state_parser.ts'
export { valueNames } from './value_names.ts'
