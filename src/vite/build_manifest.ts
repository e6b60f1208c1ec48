/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin, Rolldown } from 'vite'
import { buildId, encodeManifest, MANIFEST_FILE } from '../pages/main.ts'
import type { Manifest, PageDefinition } from '../pages/main.ts'
import { toPluginError } from '../overlay/main.ts'
import type { Project } from './project.ts'

/** Chunks of a build, by file name and by the modules in them. */
class BuiltChunks {
  #byFile = new Map<string, Rolldown.OutputChunk>()
  #byModule = new Map<string, Rolldown.OutputChunk>()
  /** What the browser has before it loads any page. */
  #ofEntries = new Set<Rolldown.OutputChunk>()

  constructor(bundle: Rolldown.OutputBundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
    for (const chunk of chunks) this.#byFile.set(chunk.fileName, chunk)
    for (const chunk of chunks) {
      for (const id of chunk.moduleIds) this.#byModule.set(id, chunk)
      if (chunk.isEntry) for (const loaded of this.#closure(chunk)) this.#ofEntries.add(loaded)
    }
    // A chunk that was made for a module stands for it, even when its code is in another one.
    for (const chunk of chunks) {
      if (chunk.facadeModuleId) this.#byModule.set(chunk.facadeModuleId, chunk)
    }
  }

  /** What the browser loads for a module, besides the entry. */
  filesFor(module: string): Pick<PageDefinition, 'chunk' | 'imports' | 'css'> | undefined {
    const chunk = this.#byModule.get(module)
    if (!chunk) return undefined
    const loaded = this.#closure(chunk).filter((candidate) => !this.#ofEntries.has(candidate))
    return {
      chunk: chunk.fileName,
      imports: loaded.filter((other) => other !== chunk).map(({ fileName }) => fileName),
      css: [
        ...new Set(loaded.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])),
      ],
    }
  }

  /** A chunk and all that it imports statically. */
  #closure(chunk: Rolldown.OutputChunk): Rolldown.OutputChunk[] {
    const found = new Set([chunk])
    for (const { imports } of found) {
      for (const file of imports) {
        const imported = this.#byFile.get(file)
        if (imported) found.add(imported)
      }
    }
    return [...found]
  }
}

function contentsOf(bundle: Rolldown.OutputBundle): Map<string, string | Uint8Array> {
  return new Map(
    Object.values(bundle).map((output) => [
      output.fileName,
      output.type === 'chunk' ? output.code : output.source,
    ])
  )
}

/**
 * Leaves the server of a production build what it needs to know about pages and states.
 */
export function buildManifest(project: Project): Plugin {
  return {
    name: 'reflex-adonis:manifest',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',

    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const { scanner } = project
        try {
          const scan = await scanner.scan()
          const chunks = new BuiltChunks(bundle)

          const pages = scan.pages.map(({ file, ...page }): Manifest['pages'][number] => {
            const files = chunks.filesFor(file!)
            if (!files) {
              this.warn(
                `The page "${page.id}" is not part of the build. See that the browser's entry ` +
                  "loads it: createApp({ pages: import.meta.glob('./pages/**/*.tsx') })"
              )
            }
            return { ...page, ...files }
          })
          const states = scan.states.map((state) => ({
            ...state,
            file: scanner.paths.id(state.file),
          }))

          this.emitFile({
            type: 'asset',
            fileName: MANIFEST_FILE,
            source: encodeManifest({ build: buildId(contentsOf(bundle)), pages, states }),
          })
        } catch (error) {
          this.error(toPluginError(error))
        }
      },
    },
  }
}
