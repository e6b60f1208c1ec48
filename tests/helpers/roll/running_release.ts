/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root, TYPESCRIPT } from '../../../bin/support/processes.ts'

const PROGRAM = join(root, 'tests', 'helpers', 'roll', 'release_process.ts')

/**
 * A process of a release.
 */
export class RunningRelease {
  /** What it has logged: warnings and errors. */
  log = ''
  #child: ChildProcess
  #ended: Promise<unknown>

  private constructor(
    readonly port: number,
    child: ChildProcess,
    ended: Promise<unknown>
  ) {
    this.#child = child
    this.#ended = ended
  }

  static async start(folder: string, env: Record<string, string>): Promise<RunningRelease> {
    const child = spawn(process.execPath, [TYPESCRIPT, PROGRAM], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    let running: RunningRelease | undefined
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (running) running.log = log
    })
    const ended = once(child, 'exit')
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const found = /^port (\d+)$/.exec(line)
        if (found) resolve(Number(found[1]))
      })
      void ended.then(() => reject(new Error(`A release has ended:\n${log}`)))
    })
    running = new RunningRelease(port, child, ended)
    running.log = log
    return running
  }

  /** Ends it: by default as a deploy does. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#child.kill(signal)
    await this.#ended
  }
}
