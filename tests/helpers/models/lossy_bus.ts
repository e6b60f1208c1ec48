/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { News } from '../../../src/bus/main.ts'
import type { ChangeBus } from '../../../src/features/models/news/main.ts'

type Handler = (message: News) => void | Promise<void>

/** A bus between processes of a test, which loses what it is told to lose. */
export class LossyBus {
  readonly #members: { channel: string; handler: Handler; member: ChangeBus }[] = []
  readonly #listening: (() => void)[] = []
  /** What was published, as text. */
  readonly published: string[] = []
  /** Whether the next messages are lost. */
  isLosing = false

  /** Awaited before a message goes on its way. */
  onPublish: () => Promise<void> = async () => {}

  /** All processes hear again, after what they have missed. */
  resume(): void {
    this.isLosing = false
    for (const callback of this.#listening) callback()
  }

  /** The bus as one process has it. */
  join(): ChangeBus {
    const member: ChangeBus = {
      onListening: (callback) => void this.#listening.push(callback),
      publish: async (channel, message) => {
        const text = JSON.stringify(message)
        this.published.push(text)
        await this.onPublish()
        if (this.isLosing) return
        for (const other of this.#members) {
          if (other.member !== member && other.channel === channel) {
            await other.handler(JSON.parse(text) as News)
          }
        }
      },
      subscribe: async <T extends News>(
        channel: string,
        handler: (message: T) => void | Promise<void>
      ) => {
        this.#members.push({ channel, handler: handler as Handler, member })
      },
    }
    return member
  }
}
