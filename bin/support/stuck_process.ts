/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import type { ResultPromise } from 'execa'
import { WebSocket } from 'ws'

/** How long a process may take to say what it does, in milliseconds. */
const PATIENCE = 25_000

/** Milliseconds in which one that answers may show what it runs. */
const IDLE = 2_000

/** Arguments of Node, without which two processes would want the same port when they are asked. */
export const ASKABLE = ['--inspect-port=127.0.0.1:0']

/** What the process is asked for: whom it is connected to. */
const CONNECTIONS = `process._getActiveHandles()
  .filter(({ remoteAddress }) => remoteAddress)
  .map(({ remoteAddress, remotePort }) => remoteAddress + ':' + remotePort)
  .join(', ')`

/** A place in the program of a paused process. */
interface CallFrame {
  functionName: string
  url: string
  location: { lineNumber: number }
}

/** A message of V8's inspector: an answer, or an event. */
interface Message {
  id?: number
  method?: string
  params?: { callFrames?: CallFrame[] }
  result?: { result?: { value?: string } }
}

/**
 * Asks a process of Node that does nothing any more where it is: in a loop that never ends, or
 * waiting for somebody who never answers. Its debugger says so even in a loop.
 *
 * @param suite - runs with `ASKABLE`
 * @returns lines for a person
 */
export async function explainStuck(suite: ResultPromise): Promise<string> {
  const address = addressOf(suite)
  suite.kill('SIGUSR1')
  const socket = new WebSocket(await address)
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(PATIENCE) })
    const [connections, frames] = [answered(socket), paused(socket)]
    ask(socket, 1, 'Runtime.evaluate', { expression: CONNECTIONS })
    ask(socket, 2, 'Debugger.enable')
    ask(socket, 3, 'Debugger.pause')
    // One that answers runs nothing, or only now and then
    const late = connections.then(() => pause(IDLE))
    return [
      `It is connected to: ${(await connections) || 'nobody'}`,
      `It runs: ${(await Promise.race([frames, late])) || 'nothing'}`,
    ].join('\n')
  } finally {
    socket.terminate()
  }
}

function pause(time: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, time, undefined))
}

function ask(socket: WebSocket, id: number, method: string, params = {}): void {
  socket.send(JSON.stringify({ id, method, params }))
}

/** The address of the debugger, once the process has printed it. */
function addressOf({ all }: ResultPromise): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const error = new Error('It does not even start its debugger')
    const timer = setTimeout(() => reject(error), PATIENCE)
    all?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const address = /listening on (ws:\S+)\n/.exec(printed)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

async function answered(socket: WebSocket): Promise<string | undefined> {
  const message = await next(socket, ({ id }) => id === 1)
  return message?.result?.result?.value
}

async function paused(socket: WebSocket): Promise<string | undefined> {
  const message = await next(socket, ({ method }) => method === 'Debugger.paused')
  return message?.params?.callFrames
    ?.map(
      ({ functionName, url, location }) => `at ${functionName} (${url}:${location.lineNumber + 1})`
    )
    .join('\n')
}

/** The first message that matches, unless none comes in time. */
function next(
  socket: WebSocket,
  matches: (message: Message) => boolean
): Promise<Message | undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE, undefined)
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message
      if (matches(message)) resolve(message)
    })
  })
}
