/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Page } from 'playwright-core'
import type { ClientFrame, ServerFrame, UpdateFrame } from 'reflex-adonis/types'

/**
 * What goes over the sockets of a page, from the moment on in which it is asked for.
 */
export class Frames {
  readonly sent: ClientFrame[] = []
  readonly received: ServerFrame[] = []
  /** Text of each received frame. */
  readonly texts: string[] = []

  #answered = Promise.withResolvers<UpdateFrame>()
  #greeted = Promise.withResolvers<void>()

  /** Resolves when a socket of the page has been greeted: before that, the page calls nothing. */
  readonly greeted = this.#greeted.promise

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      // Vite has a socket of its own
      if (!socket.url().endsWith('/_event')) return
      socket.on('framesent', ({ payload }) => {
        this.sent.push(JSON.parse(String(payload)) as ClientFrame)
      })
      socket.on('framereceived', ({ payload }) => {
        this.texts.push(String(payload))
        const frame = JSON.parse(String(payload)) as ServerFrame
        this.received.push(frame)
        if (frame.t === undefined) this.#answered.resolve(frame)
        else if (frame.t === 'welcome') this.#greeted.resolve()
      })
    })
  }

  /** The first answer or news since the beginning, or since `clear`. */
  answer(): Promise<UpdateFrame> {
    return this.#answered.promise
  }

  /** Forgets what came so far. */
  clear(): void {
    this.#answered = Promise.withResolvers()
    for (const list of [this.sent, this.received, this.texts]) list.length = 0
  }
}
