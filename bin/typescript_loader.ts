/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Lets Node run the TypeScript of this repository
|--------------------------------------------------------------------------
|
| node --import=./bin/typescript_loader.ts <script>
|
| Applications load theirs by @poppinss/ts-exec, and get the same code. Its
| hooks live in a thread of their own, which each import asks and waits for,
| and it compiles every file in every process. Tests start hundreds of
| processes: here hooks run in the thread that imports, and what was compiled
| is kept, which halves the processor time that a process takes to start.
|
*/

import { enableCompileCache, registerHooks, type ResolveFnOutput } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompiledFiles } from './support/compiled_files.ts'
import { COVERAGE_FOLDER } from './support/coverage/counting.ts'

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'reflex-adonis')
const compiled = new CompiledFiles(join(cache, 'typescript'))

const TYPESCRIPT = /(?<!\.d)\.[mc]?tsx?$/

/** Files that an import may mean by the name of what they are compiled to. */
const SOURCES: [RegExp, string][] = [
  [/\.js$/, '.ts'],
  [/\.js$/, '.tsx'],
  [/\.mjs$/, '.mts'],
]

/** An address without and with what follows its path. */
function parts(url: string): [string, string] {
  const [path] = url.split(/[?#]/)
  return [path, url.slice(path.length)]
}

function sourceOf(error: unknown, resolve: (url: string) => ResolveFnOutput): ResolveFnOutput {
  const { code, url } = error as { code?: string; url?: string }
  if (code === 'ERR_MODULE_NOT_FOUND' && url?.startsWith('file:')) {
    const [path, rest] = parts(url)
    for (const [output, source] of SOURCES.filter(([ending]) => ending.test(path))) {
      try {
        return resolve(path.replace(output, source) + rest)
      } catch {
        // What was asked for is named in the error, not what was tried instead
      }
    }
  }
  throw error
}

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context)
    } catch (error) {
      return sourceOf(error, (url) => next(url, context))
    }
  },

  load(url, context, next) {
    const [path] = parts(url)
    const isOurs = url.startsWith('file:') && TYPESCRIPT.test(path)
    if (!isOurs || path.includes('/node_modules/')) return next(url, context)
    const source = compiled.read(fileURLToPath(path), url)
    return { format: 'module', source, shortCircuit: true }
  },
})

process.setSourceMapsEnabled(true)
// What V8 takes from it is not counted to the line
if (!process.env[COVERAGE_FOLDER]) enableCompileCache(join(cache, 'v8'))
