/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Counts what runs of the package in a process
|--------------------------------------------------------------------------
|
| NODE_OPTIONS makes Node load it in a test's process and in all that those
| start. It leaves nothing but what it counted of the package: with
| NODE_V8_COVERAGE, each process writes megabytes about its dependencies, and
| npm, TypeScript and Vite count as well.
|
*/

import { renameSync, writeFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { COVERAGE_FOLDER } from './counting.ts'
import type { RawCoverage, ScriptMap } from './merged_coverage.ts'
import { ownFile } from './own_file.ts'

const folder = process.env[COVERAGE_FOLDER]

/** Programs of other packages, as npm and a compiler. */
const isForeign = /[\\/]node_modules[\\/]/.test(process.argv[1] ?? '')

const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)$/m

/** The source map that a compiled script carries. */
function mapOf(text: string): ScriptMap | undefined {
  const inline = INLINE_MAP.exec(text)
  if (!inline) return undefined
  return {
    lineLengths: text.split('\n').map(({ length }) => length),
    data: JSON.parse(Buffer.from(inline[1], 'base64').toString('utf8')),
  }
}

/** Calls a method of V8's inspector, which answers before it comes back. */
function ask<T>(session: Session, method: string, params: object = {}): T {
  let answer: { error: Error | null; result?: T } | undefined
  session.post(method, params, (error, result) => (answer = { error, result: result as T }))
  if (!answer || answer.error) throw answer?.error ?? new Error(`No answer to ${method}`)
  return answer.result as T
}

function count(into: string): void {
  const session = new Session()
  session.connect()
  ask(session, 'Profiler.enable')
  ask(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  process.once('exit', () => {
    const taken = ask<Profiler.TakePreciseCoverageReturnType>(
      session,
      'Profiler.takePreciseCoverage'
    )
    const result = taken.result.filter(({ url }) => ownFile(url) !== undefined)
    if (result.length === 0) return
    // Knows the text of every script from then on
    ask(session, 'Debugger.enable')
    const maps = result.flatMap(({ scriptId, url }) => {
      const { scriptSource } = ask<{ scriptSource: string }>(session, 'Debugger.getScriptSource', {
        scriptId,
      })
      const map = mapOf(scriptSource)
      return map ? [[url, map] as const] : []
    })
    const raw: RawCoverage = { result, 'source-map-cache': Object.fromEntries(maps) }
    const file = join(into, `${process.pid}-${threadId}`)
    writeFileSync(`${file}.part`, JSON.stringify(raw))
    renameSync(`${file}.part`, `${file}.json`)
  })
}

if (folder && !isForeign) count(folder)
