/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * The lab as a server of its own that is fuzzed. It answers its parent over IPC: what code ran
 * since the last question, what it has logged, and how much memory it holds.
 */

import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { root } from '../../bin/support/processes.ts'
import { labRoot } from '../helpers/lab.ts'
import { newBlocks } from './coverage.ts'
import type { Answers, Question } from './fuzz_server.ts'
import '../helpers/cluster/lab_process.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const { default: app } = await import('@adonisjs/core/services/app')
const reflex = await app.container.make('reflex')
const { journal, logLines } = (await import(
  pathToFileURL(join(labRoot, 'app', 'services', 'journal.ts')).href
)) as typeof import('../lab/app/services/journal.ts')

const inspector = new Session()
inspector.connect()
await inspector.post('Profiler.enable')
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

let logged = 0
/** Adds up what was logged, and keeps none of it. */
function countLog(): void {
  for (const line of logLines) logged += JSON.stringify(line).length
  journal.clear()
}
setInterval(countLog, 10).unref()

const built = pathToFileURL(join(root, 'build')).href

const answers: { [Q in Question]: () => Promise<Answers[Q]> | Answers[Q] } = {
  async coverage() {
    const { result } = await inspector.post('Profiler.takePreciseCoverage')
    return newBlocks(result.filter(({ url }) => url.startsWith(built)))
  },
  state() {
    countLog()
    return { logged }
  },
  memory() {
    countLog()
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return { bytes: heapUsed + external }
  },
  /** Tabs without a socket are found in the store next. */
  forget() {
    for (const tab of [...reflex.tabs.registry.all()]) {
      if (!tab.connected) reflex.tabs.registry.drop(tab)
    }
    return null
  },
}

process.on('message', async ({ id, question }: { id: number; question: Question }) => {
  const answer = await answers[question]()
  process.send!({ id, answer })
})
// Who has nobody to answer to has no reason to live
process.on('disconnect', () => process.exit())
process.send!('ready')
