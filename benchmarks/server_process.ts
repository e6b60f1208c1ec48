/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { compiledFolder } from './compile.ts'

export interface ServerProcess {
  port: number
  process: ChildProcess
  /** What the server has said besides. */
  answer<T>(name: string): Promise<T>
  /** What the process uses after a garbage collection. */
  memory(): Promise<NodeJS.MemoryUsage>
  /** Processor time that the process has used, in microseconds. */
  processorTime(): Promise<number>
  stop(): Promise<void>
}

/**
 * Starts one of the servers in a process of its own, so that what loads it takes nothing from it
 * but the machine.
 */
export async function startServer(
  name: 'ws_echo' | 'socket_io' | 'trpc' | 'reflex' | 'bridge',
  env: Record<string, string> = {}
): Promise<ServerProcess> {
  const child = fork(join(compiledFolder, 'servers', `${name}.js`), {
    execArgv: ['--expose-gc'],
    env: { ...process.env, ...env },
  })
  const port = await answer<number>(child, 'listening')
  const ask = <T>(question: string) => {
    const said = answer<T>(child, question)
    child.send(question)
    return said
  }
  return {
    port,
    process: child,
    answer: (key) => answer(child, key),
    memory: () => ask('memory'),
    processorTime: () => ask('processorTime'),
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** What a server says under a name. Adonis sends messages of its own when it is ready. */
function answer<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: Record<string, T> | null) => {
      if (message === null || typeof message !== 'object' || !(name in message)) return
      child.off('message', listen).off('exit', fail)
      resolve(message[name])
    }
    const fail = (code: number | null) => reject(new Error(`The server has ended with ${code}`))
    child.on('message', listen).once('exit', fail)
  })
}
