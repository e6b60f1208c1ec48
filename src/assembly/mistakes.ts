/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { SourceException } from '../pages/main.ts'

/** Something that is wrong with a page or a state. */
export interface Mistake {
  error: Error
  /** Path of its file from the application root, where the message does not say it. */
  file?: string
}

/**
 * What is wrong with pages and states. It ends the start of a server, unless mistakes are tolerated:
 * then the server goes on without these pages and states.
 */
export class Mistakes {
  #noted: Mistake[] = []
  #logger: Logger
  #areTolerated = false
  #collected: Mistake[] | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Those that were noted. */
  get all(): readonly Mistake[] {
    return this.#noted
  }

  get areTolerated(): boolean {
    return this.#areTolerated
  }

  /** From now on, mistakes are noted rather than thrown. */
  tolerate(): void {
    this.#areTolerated = true
  }

  /**
   * What is wrong with what is done, neither thrown nor logged.
   *
   * @param steps - done in their order, up to the one that finds something
   */
  async collect(...steps: readonly (() => void | Promise<void>)[]): Promise<readonly Mistake[]> {
    const collected = (this.#collected = [] as Mistake[])
    try {
      for (const step of steps) {
        await step()
        if (collected.length > 0) break
      }
    } finally {
      this.#collected = undefined
    }
    return collected
  }

  /**
   * @param file - where it is, from the application root
   * @throws the error, unless mistakes are tolerated
   */
  note(error: unknown, file?: string): void {
    if (!this.#areTolerated && !this.#collected) throw error
    const mistake: Mistake = {
      error: error instanceof Error ? error : new Error(String(error)),
      ...(file !== undefined && { file }),
    }
    if (this.#collected) {
      this.#collected.push(mistake)
      return
    }
    this.#noted.push(mistake)
    this.#log(mistake)
  }

  /** The way through the parser says nothing about the application. */
  #log({ error, file }: Mistake): void {
    const shown = error instanceof SourceException ? {} : { err: error }
    const place = file === undefined ? '' : `${file}: `
    this.#logger.error(
      shown,
      'a page or state is left out because of a mistake: %s%s',
      place,
      error.message
    )
  }
}
