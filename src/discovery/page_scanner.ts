/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import {
  ALL_SHARED,
  AppPaths,
  E_PAGE_METADATA,
  GENERATED_PAGES,
  GENERATED_STATES,
} from '../pages/main.ts'
import { BrowserBoundary } from './browser_boundary.ts'
import { FileGlobs } from './file_globs.ts'
import { ImportGraph } from './import_graph.ts'
import type { ReachedFiles } from './import_graph.ts'
import { MistakeList } from './mistake_list.ts'
import { ModuleCache } from './module_cache.ts'
import { ModuleResolver } from './module_resolver.ts'
import {
  nameConflicts,
  routeConflicts,
  routeKey,
  stateConflicts,
  withoutReplaced,
} from './page_checks.ts'
import type { Claim } from './page_checks.ts'
import type { LoadReference } from './page_metadata.ts'
import { PageParser } from './page_parser.ts'
import type { PageSource } from './page_parser.ts'
import type { ParsedModule } from './parsed_module.ts'
import { StateParser } from './state_parser.ts'
import type {
  DiscoveryOptions,
  ImportAlias,
  PageDefinition,
  PageLoadEvent,
  ScanResult,
  StateDefinitionFile,
  Survey,
} from '../pages/main.ts'

export interface PageScannerOptions extends DiscoveryOptions {
  /** Folder of the application's package.json: a path, or a file URL. */
  appRoot: string | URL
  /** Rewrites of import specifiers, as in Vite's `resolve.alias`. */
  aliases?: ImportAlias[]
}

interface ScannedPage {
  definition: PageDefinition
  module: ParsedModule
  source: PageSource
}

/** What the code of a page, or of the entry, uses of the server. */
interface Uses {
  /** Ids of states. */
  states: readonly string[]
  /** Texts that may be names of routes. */
  routes: readonly string[]
  /** Texts that may be keys of messages; undefined where it shows none. */
  messages: readonly string[] | undefined
  /** Keys of the shared data; `*` for all. */
  shared: readonly string[]
}

const NOTHING: Uses = { states: [], routes: [], messages: undefined, shared: [] }

/** Each of some texts once, in order. */
function sorted(...lists: (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort()
}

/**
 * Finds the pages and states of an application by reading their source. Nothing is executed. A
 * scanner that is kept reads only what changed when it scans again.
 *
 * @example
 * ```ts
 * const scanner = new PageScanner({ appRoot: app.appRoot })
 * const { pages, states } = await scanner.scan()
 * ```
 */
export class PageScanner {
  readonly paths: AppPaths
  readonly pageFiles: FileGlobs
  readonly stateFiles: FileGlobs
  readonly graph: ImportGraph

  #modules: ModuleCache
  #resolver: ModuleResolver
  #entry: string

  constructor(options: PageScannerOptions) {
    this.paths = new AppPaths(options.appRoot)
    const { pages = ['resources/pages/**/*.tsx'], states = ['app/**/*_state.ts'] } = options
    this.pageFiles = new FileGlobs(this.paths, [...pages, GENERATED_PAGES])
    this.stateFiles = new FileGlobs(this.paths, [...states, GENERATED_STATES])
    this.#entry = this.paths.file(options.entry ?? 'resources/app.tsx')
    this.#modules = new ModuleCache(this.paths)
    this.#resolver = new ModuleResolver(this.paths, options.aliases)
    this.graph = new ImportGraph({
      paths: this.paths,
      modules: this.#modules,
      resolver: this.#resolver,
      boundary: new BrowserBoundary(this.paths, options.boundary),
      states: this.stateFiles,
    })
  }

  /**
   * @throws E_SOURCE_SYNTAX when a file cannot be parsed
   * @throws E_PAGE_METADATA when a page's metadata is no literal or not valid
   * @throws E_STATE_FILE when a state class has no usable id
   * @throws E_SERVER_ONLY_IMPORT when a page leads to server code
   * @throws E_SERVER_ONLY_EXPORT when a page imports something else from a state file
   * @throws E_DUPLICATE_PAGE_ROUTE when two pages have one route
   * @throws E_DUPLICATE_PAGE_NAME when two pages have one route name
   * @throws E_DUPLICATE_STATE when two states have one id
   */
  async scan(): Promise<ScanResult> {
    const { mistakes, ...result } = await this.survey()
    if (mistakes.length > 0) throw mistakes[0]
    return result
  }

  /**
   * What a scan finds, without the pages and states that have something wrong.
   */
  async survey(): Promise<Survey> {
    const [pageFiles, stateFiles] = await Promise.all([
      this.pageFiles.list(),
      this.stateFiles.list(),
    ])
    this.graph.startPass()
    const mistakes = new MistakeList()

    const states = this.#readStates(stateFiles, mistakes)
    const entry = mistakes.attempt(() => this.#usesOfEntry())
    const pages = pageFiles.flatMap((file) => {
      const page = mistakes.attempt(() => this.#readPage(file, entry ?? NOTHING))
      return page && entry ? [page] : []
    })
    const definitions = this.#checkPages(pages, mistakes)

    return { pages: definitions, states, mistakes: mistakes.all }
  }

  /** Whether it is the entry file of the browser. */
  isEntry(file: string): boolean {
    return file === this.#entry
  }

  /** Absolute paths of the pages and of the entry: what a browser can start from. */
  async roots(): Promise<string[]> {
    const pages = await this.pageFiles.list()
    return existsSync(this.#entry) ? [...pages, this.#entry] : pages
  }

  /** Whether a change of the file can change what `scan` says. */
  isConcerned(file: string): boolean {
    return this.pageFiles.has(file) || this.stateFiles.has(file) || this.#modules.has(file)
  }

  #readStates(files: string[], mistakes: MistakeList): StateDefinitionFile[] {
    const found: { definition: StateDefinitionFile; claim: Claim }[] = []
    for (const file of files) {
      mistakes.attempt(() => {
        const module = this.#modules.get(file)
        for (const { id, export: name, offset } of StateParser.parse(module).states) {
          found.push({
            definition: { id, file, export: name },
            claim: { key: id, text: id, location: () => module.source.locate(offset) },
          })
        }
      })
    }
    const states = withoutReplaced(
      found,
      ({ definition }) => this.paths.id(definition.file),
      ({ claim }) => [claim.key]
    )
    // Which of two is meant by their id, nobody knows
    const conflicts = stateConflicts(states.map(({ claim }) => claim))
    mistakes.add(conflicts)
    const doubtful = new Set(conflicts.map(({ key }) => key))
    return states.map(({ definition }) => definition).filter(({ id }) => !doubtful.has(id))
  }

  /** What the layout and other parts of the entry use: every page shows these parts. */
  #usesOfEntry(): Uses {
    if (!existsSync(this.#entry)) return NOTHING
    return this.#usesOf(this.graph.walk(this.#entry, (file) => this.pageFiles.has(file)))
  }

  #usesOf({ modules, states }: ReachedFiles): Uses {
    const read = [...modules].map((file) => this.#modules.get(file))
    const keys = read.flatMap(({ messageKeys }) => (messageKeys ? [messageKeys] : []))
    return {
      states: this.#idsOf(states),
      routes: read.flatMap(({ routeNames }) => routeNames),
      messages: keys.length > 0 ? keys.flat() : undefined,
      shared: read.flatMap(({ sharedKeys }) => sharedKeys),
    }
  }

  #readPage(file: string, entry: Uses): ScannedPage {
    const module = this.#modules.get(file)
    const source = PageParser.parse(module)
    const { metadata, line } = source
    const onLoad = metadata.onLoad.map((reference) => this.#loadEvent(module, reference))
    const own = this.#usesOf(this.graph.walk(file))

    const definition: PageDefinition = {
      id: module.source.id,
      file,
      route: metadata.route,
      name: metadata.name ?? this.#defaultName(module.source.id),
      middleware: metadata.middleware,
      onLoad,
      states: sorted(entry.states, own.states),
      ssr: metadata.ssr,
      line,
    }
    if (metadata.cache) definition.cache = true
    const routes = sorted(entry.routes, own.routes)
    if (routes.length > 0) definition.routes = routes
    if (entry.messages || own.messages) {
      definition.messages = sorted(entry.messages ?? [], own.messages ?? [])
    }
    const shared = sorted(entry.shared, own.shared)
    if (shared.length > 0) definition.shared = shared.includes(ALL_SHARED) ? [ALL_SHARED] : shared
    if (metadata.title !== undefined) definition.title = metadata.title
    return { definition, module, source }
  }

  /** Ids of the state classes that are imported from some state files. */
  #idsOf(imported: Map<string, Set<string>>): string[] {
    const ids: string[] = []
    for (const [file, names] of imported) {
      for (const [name, id] of StateParser.parse(this.#modules.get(file)).exports) {
        if (names.has(name) || names.has('*')) ids.push(id)
      }
    }
    return ids
  }

  #loadEvent(module: ParsedModule, { local, event, offset }: LoadReference): PageLoadEvent {
    const fail = (why: string): never => {
      throw new E_PAGE_METADATA(
        `Cannot read the metadata of the page "${module.source.id}": "onLoad" names "${local}", ` +
          `${why}. Import a state class from the file that exports it`,
        module.source.locate(offset)
      )
    }

    const binding = module.bindings().get(local)
    if (!binding) return fail('which is not imported')
    const { specifier, name } = binding
    const target = this.graph.target(specifier, module.source.file)
    if (target.kind !== 'state') return fail(`but "${specifier}" is not a state file`)
    const state = StateParser.parse(this.#modules.get(target.file)).exports.get(name)
    if (state === undefined) {
      return fail(`but "${this.paths.id(target.file)}" exports no state class "${name}"`)
    }
    return { state, event }
  }

  /** `resources/pages/products/show.tsx` is `products.show`. */
  #defaultName(id: string): string {
    const segments = this.pageFiles
      .pathInside(id)
      .replace(/\.[^./]+$/, '')
      .split('/')
    if (segments.length > 1 && segments[segments.length - 1] === 'index') segments.pop()
    return segments.join('.')
  }

  /** The pages whose routes and names are theirs alone. */
  #checkPages(found: ScannedPage[], mistakes: MistakeList): PageDefinition[] {
    const pages = withoutReplaced(
      found,
      ({ definition }) => definition.id,
      ({ definition }) => [`route ${routeKey(definition.route)}`, `name ${definition.name}`]
    )
    const claims = (
      keyOf: (page: PageDefinition) => string,
      textOf: (page: PageDefinition) => string
    ) =>
      pages.map(({ definition, module, source }): Claim => ({
        key: keyOf(definition),
        text: textOf(definition),
        location: () => module.source.locate(source.call.start),
      }))
    const routes = claims(
      ({ route }) => routeKey(route),
      ({ route }) => route
    )
    const names = claims(
      ({ name }) => name,
      ({ name }) => name
    )
    const conflicts = [...routeConflicts(routes), ...nameConflicts(names)]
    mistakes.add(conflicts)
    const refused = new Set(conflicts.map(({ index }) => index))
    return pages.flatMap(({ definition }, index) => (refused.has(index) ? [] : [definition]))
  }
}
