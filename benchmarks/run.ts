/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| npm run bench
|--------------------------------------------------------------------------
|
| Measures everything in one run and prints one table for each question, or
| with --only some of them. The machine counts for more than the code: compare
| rows, not runs. --check is the short form: it fails when a ratio has become
| much greater than accepted, and --keep accepts those of this run.
|
*/

import { join } from 'node:path'
import { measureBridge } from './bridge.ts'
import { measureCaptures } from './captures.ts'
import { measureClientSize } from './client_size.ts'
import { compileServers } from './compile.ts'
import { measureDeltas } from './deltas.ts'
import { measureDevtools } from './devtools.ts'
import { measureGuards } from './guards.ts'
import { measureGrowth } from './growth.ts'
import { measureHarness } from './harness.ts'
import { measureLiveNews } from './live_news.ts'
import { measureLiveQueries } from './live_queries.ts'
import { measureLists, measureLiveTabs } from './lists.ts'
import { measureMemory } from './memory.ts'
import { measureOperations } from './operations.ts'
import { checkRatios } from './ratios.ts'
import { measureRooms } from './rooms.ts'
import { measureServerRendering } from './ssr.ts'
import { measureThroughput } from './throughput.ts'
import { measureUploads } from './uploads.ts'

/** In the order of the tables. */
const MEASURES: Record<string, () => Promise<void>> = {
  throughput: measureThroughput,
  rooms: measureRooms,
  bridge: measureBridge,
  guards: measureGuards,
  ssr: measureServerRendering,
  deltas: measureDeltas,
  captures: measureCaptures,
  devtools: measureDevtools,
  live_queries: measureLiveQueries,
  live_news: measureLiveNews,
  lists: measureLists,
  live_tabs: measureLiveTabs,
  operations: measureOperations,
  uploads: measureUploads,
  memory: measureMemory,
  growth: measureGrowth,
  client_size: measureClientSize,
  harness: measureHarness,
}

const names = Object.keys(MEASURES)
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const isKept = process.argv.includes('--keep')
const isChecked = isKept || process.argv.includes('--check')
const chosen = asked.length > 0 ? asked : names
const unknown = chosen.find((name) => !Object.hasOwn(MEASURES, name))
if (unknown !== undefined) {
  console.error(`Unknown benchmark "${unknown}". Choose from ${names.join(', ')}`)
  process.exit(1)
}

process.chdir(join(import.meta.dirname, 'app'))
process.env.NODE_ENV = 'production'
await compileServers()
if (isChecked) process.exit((await checkRatios(isKept)) ? 0 : 1)
for (const name of names) if (chosen.includes(name)) await MEASURES[name]()
process.exit(0)
