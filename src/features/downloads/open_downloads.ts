/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_DOWNLOAD_LIMIT } from './exceptions.ts'

/** A download that is prepared or being sent. */
interface OpenDownload {
  /** Whose it is; undefined where it counts for nobody. */
  owner: string | undefined
  /** Runs until somebody fetches it. */
  timer?: NodeJS.Timeout
}

/**
 * The downloads that this process has prepared, which nobody has had to their end yet. A browser session may have so
 * many of them.
 */
export class OpenDownloads {
  #most: number
  #expiresIn: number
  #failed: (error: unknown) => void
  #open = new Map<string, OpenDownload>()

  /**
   * @param most - of one browser session
   * @param expiresIn - milliseconds within which one is to be fetched
   * @param failed - hears of a file that could not be removed
   */
  constructor(most: number, expiresIn: number, failed: (error: unknown) => void) {
    this.#most = most
    this.#expiresIn = expiresIn
    this.#failed = failed
  }

  /**
   * @param owner - whose download it is
   * @returns to be called where nothing comes of it
   * @throws E_DOWNLOAD_LIMIT
   */
  enter(owner: string, id: string): () => void {
    const count = this.#open.values().reduce((sum, each) => sum + Number(each.owner === owner), 0)
    if (count >= this.#most) throw new E_DOWNLOAD_LIMIT([this.#most])
    this.#open.set(id, { owner })
    return () => this.leave(id)
  }

  /**
   * It is ready.
   *
   * @param remove - called where nobody has fetched it in time
   */
  expire(id: string, remove: () => Promise<void>): void {
    const open = this.#open.get(id)
    // The process ends
    if (!open) return
    open.timer = setTimeout(() => this.end(id, remove), this.#expiresIn).unref()
  }

  /** It is being sent from now on. */
  sends(id: string): void {
    const open = this.#open.get(id)
    if (open) clearTimeout(open.timer)
  }

  /** It counts for nobody from now on. */
  discount(id: string): void {
    const open = this.#open.get(id)
    if (open) open.owner = undefined
  }

  /** It was sent, or will never be. */
  leave(id: string): void {
    clearTimeout(this.#open.get(id)?.timer)
    this.#open.delete(id)
  }

  /**
   * It was sent, or will never be, and nobody waits for what is left of it to be removed.
   *
   * @param remove - removes it
   */
  end(id: string, remove: () => Promise<void>): void {
    this.leave(id)
    remove().catch(this.#failed)
  }

  /** The process ends: other processes send what is left. */
  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) this.leave(id)
  }
}
