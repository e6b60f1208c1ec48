/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { Bystander } from './bystander.ts'
import { FuzzServer, Violation } from './fuzz_server.ts'
import type { Target } from './target.ts'

/** Bytes that the server may log for one input: some frames may fail, each with a stack. */
const LOG_LIMIT = 64 * 1024

/** Bytes by which the server may have grown once all is quiet, caches of the engine included. */
const GROWTH_LIMIT = 96 * 1024 * 1024

/**
 * A server under attack with a bystander beside it, and what must be true of both after each input.
 */
export class Arena {
  #server: FuzzServer
  #bystander: Bystander
  #runs = new Map<Target, Promise<(input: Uint8Array) => Promise<void>>>()
  #logged = 0
  #atFirst: number | undefined

  private constructor(server: FuzzServer, bystander: Bystander) {
    this.#server = server
    this.#bystander = bystander
  }

  static async open(): Promise<Arena> {
    const server = await FuzzServer.start()
    return new Arena(server, await Bystander.start(server))
  }

  /**
   * Tries one input.
   *
   * @returns how many blocks of code ran as never before
   * @throws Violation
   */
  async try(target: Target, input: Uint8Array): Promise<number> {
    let run = this.#runs.get(target)
    if (!run) this.#runs.set(target, (run = target.prepare(this.#server)))
    try {
      await (
        await run
      )(input)
      this.#bystander.assertServed()
      const blocks = await this.#server.ask('coverage')
      await this.#checkLog()
      return blocks
    } catch (error) {
      // A process that ends is noticed by its sockets first
      await setTimeout(200)
      this.#server.assertAlive()
      if (error instanceof Violation) throw error
      throw new Violation(`A visitor has failed: ${(error as Error).stack}`)
    }
  }

  /**
   * Waits until the bystander was served after all inputs, and sees whether memory came back.
   *
   * @throws Violation
   */
  async check(): Promise<void> {
    await this.#bystander.served()
    await this.#server.ask('forget')
    const { bytes } = await this.#server.ask('memory')
    this.#atFirst ??= bytes
    if (bytes > this.#atFirst + GROWTH_LIMIT) {
      throw new Violation(`The server has grown from ${this.#atFirst} bytes to ${bytes}`)
    }
  }

  async close(): Promise<void> {
    await this.#bystander.stop()
    await this.#server.stop()
  }

  async #checkLog(): Promise<void> {
    const { logged } = await this.#server.ask('state')
    if (logged > this.#logged + LOG_LIMIT) {
      throw new Violation(`One input made ${logged - this.#logged} bytes of log`)
    }
    this.#logged = logged
  }
}
