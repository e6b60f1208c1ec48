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
| Measures everything in one run and prints one table for each question. The
| machine counts for more than the code: compare rows, not runs.
|
*/

import { join } from 'node:path'
import { measureBridge } from './bridge.ts'
import { measureCaptures } from './captures.ts'
import { measureClientSize } from './client_size.ts'
import { compileServers } from './compile.ts'
import { measureDeltas } from './deltas.ts'
import { measureGuards } from './guards.ts'
import { measureHarness } from './harness.ts'
import { measureLiveNews } from './live_news.ts'
import { measureLiveQueries } from './live_queries.ts'
import { measureLists, measureLiveTabs } from './lists.ts'
import { measureMemory } from './memory.ts'
import { measureRecords } from './records.ts'
import { measureRooms } from './rooms.ts'
import { measureServerRendering } from './ssr.ts'
import { measureThroughput } from './throughput.ts'

process.chdir(join(import.meta.dirname, 'app'))
process.env.NODE_ENV = 'production'
await compileServers()

await measureThroughput()
await measureRecords()
await measureRooms()
await measureBridge()
await measureGuards()
await measureServerRendering()
await measureDeltas()
await measureCaptures()
await measureLiveQueries()
await measureLiveNews()
await measureLists()
await measureLiveTabs()
await measureMemory()
await measureClientSize()
await measureHarness()
process.exit(0)
