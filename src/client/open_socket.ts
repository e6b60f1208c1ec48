/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ServerFrame } from '../protocol/main.ts'
import type { Environment, SocketLike } from './environment.ts'

export interface SocketHandler {
  /** Whether it is the current socket. One that was given up may still report, and is not heard. */
  isCurrent(socket: SocketLike): boolean
  opened(): void
  received(frame: ServerFrame): void
  /** Something came that is not a frame. */
  garbled(): void
  lost(code: number, reason?: string): void
}

/** Opens a socket to the server. */
export function openSocket(
  Socket: NonNullable<Environment['WebSocket']>,
  url: string,
  handler: SocketHandler
): SocketLike {
  const socket = new Socket(url)
  socket.onopen = () => {
    if (handler.isCurrent(socket)) handler.opened()
  }
  socket.onmessage = ({ data }: { data: unknown }) => {
    if (!handler.isCurrent(socket)) return
    let frame: ServerFrame
    try {
      frame = JSON.parse(data as string) as ServerFrame
    } catch {
      console.warn('[reflex] The server sent something that is not a frame.')
      return handler.garbled()
    }
    handler.received(frame)
  }
  socket.onclose = ({ code, reason }: { code: number; reason?: string }) => {
    if (handler.isCurrent(socket)) handler.lost(code, reason)
  }
  // A close follows each error; without a listener `ws` would throw.
  socket.onerror = () => {}
  return socket
}
