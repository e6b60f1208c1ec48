/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { ServerFrame } from 'reflex-adonis/types'
import type { SocketTab } from '../helpers/socket_tab.ts'
import { HANG, Violation } from './fuzz_server.ts'

/** As RFC 6455 has a server say that it failed. */
const FAILED = 1011

/**
 * Sends what is to be the first frame of a socket, and waits for what comes of it.
 *
 * @returns the code with which the socket was closed; 0 after a welcome
 * @throws Violation when nothing comes of it, or the server has failed
 */
export async function greet(tab: SocketTab, text: string): Promise<number> {
  const over = new AbortController()
  const outcome = new Promise<number>((resolve) => {
    tab.socket.on('message', (data) => {
      const { t } = JSON.parse(String(data)) as ServerFrame
      if (t === 'welcome' || t === 'pong') resolve(0)
    })
    tab.socket.on('close', resolve)
  })
  tab.send(text)
  const late = setTimeout(HANG, undefined, { signal: over.signal })
  // It is called off
  late.catch(() => {})
  const code = await Promise.race([outcome, late])
  over.abort()
  tab.socket.terminate()
  if (code === undefined) throw new Violation('A hello gets no answer')
  if (code === FAILED) throw new Violation('A hello has failed in the server')
  return code
}
