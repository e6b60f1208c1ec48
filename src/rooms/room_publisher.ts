/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { Room } from './room.ts'
import type { RoomNewsBus } from './room_news.ts'

/** Milliseconds between two frames of a room: more than a screen would show. */
const PACE = 16

/**
 * Tells tabs and other processes what has become of rooms. What changes many times in a moment is
 * told once, as it is then.
 */
export class RoomPublisher {
  #news: RoomNewsBus | undefined
  #logger: Logger

  /**
   * @param news - tells other processes; none where there are none
   */
  constructor(news: RoomNewsBus | undefined, logger: Logger) {
    this.#news = news
    this.#logger = logger
  }

  publishSoon(room: Room): void {
    if (room.telling) return
    const wait = room.toldAt + PACE - performance.now()
    const tell = () => this.publish(room)
    room.telling = wait > 0 ? setTimeout(tell, wait).unref() : setImmediate(tell)
  }

  /** Tells what waits to be told of a room. */
  publish(room: Room): void {
    if (!room.telling) return
    clearTimeout(room.telling as NodeJS.Timeout)
    clearImmediate(room.telling as NodeJS.Immediate)
    room.telling = undefined
    room.toldAt = performance.now()
    const { announced, content } = room
    room.announced = content
    // What fails in a tab of this process is nothing to the others
    this.#attempt(() => room.notifyReaders())
    if (announced.version === content.version) return
    this.#attempt(() => this.#news?.changed(room.definition, room.id, announced, content))
  }

  #attempt(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.#logger.error({ err: error }, 'a change of a room could not be sent')
    }
  }
}
