/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rm } from 'node:fs/promises'
import { relative } from 'node:path'
import fc from 'fast-check'
import { root } from '../../bin/support/processes.ts'
import { Arena } from './arena.ts'
import { keepInput, knownInputs } from './corpus.ts'
import { Violation } from './fuzz_server.ts'
import { mutate, randomOf, shorten } from './mutations.ts'
import type { Random } from './mutations.ts'
import type { Target } from './target.ts'

/** Milliseconds of each way to find inputs, before it is the other's turn. */
const SLICE = 1_500

/** Milliseconds that an input is shortened at most: one that makes a server hang takes long each time. */
const SHORTENING = 60_000

/** What a target was tried with. */
export interface Tally {
  /** Inputs. */
  tried: number
  /** Inputs at which code ran as never before; new ones are made of them. */
  pool: number
}

/**
 * Tries inputs: such as properties generate, and mutations of those at which code ran that had not
 * run before.
 *
 * The first violation ends it. Its input is shortened and kept, so that it is tried at each test.
 */
export class Fuzzer {
  readonly seed: number
  #random: Random
  #arena: Arena | undefined
  #pools = new Map<Target, Uint8Array[]>()
  #tried = new Map<Target, number>()

  constructor(seed: number) {
    this.seed = seed
    this.#random = randomOf(seed)
  }

  /**
   * Tries inputs of targets in turn.
   *
   * @param milliseconds - that it takes about
   * @param tell - hears how far a target is, whenever its turn is over
   * @throws Violation which names the file of the input
   */
  async run(
    targets: readonly Target[],
    milliseconds: number,
    tell: (target: Target, tally: Tally) => void = () => {}
  ): Promise<void> {
    await this.#fillPools(targets)
    const end = performance.now() + milliseconds
    const slice = Math.min(SLICE, milliseconds / targets.length / 2)
    while (performance.now() < end) {
      for (const target of targets) {
        await this.#generate(target, slice)
        await this.#mutate(target, slice)
        await (await this.#open()).check()
        tell(target, { tried: this.#tried.get(target)!, pool: this.#pools.get(target)!.length })
      }
    }
  }

  /**
   * Tries one input.
   *
   * @throws Violation
   */
  async replay(target: Target, input: Uint8Array): Promise<void> {
    const arena = await this.#open()
    await arena.try(target, input)
    await arena.check()
  }

  async close(): Promise<void> {
    await this.#arena?.close()
    this.#arena = undefined
  }

  async #open(): Promise<Arena> {
    this.#arena ??= await Arena.open()
    return this.#arena
  }

  async #fillPools(targets: readonly Target[]): Promise<void> {
    const known = await knownInputs()
    for (const target of targets) {
      const inputs = known.filter((input) => input.target === target.name)
      this.#pools.set(
        target,
        inputs.map(({ bytes }) => bytes)
      )
      this.#tried.set(target, 0)
    }
  }

  async #generate(target: Target, milliseconds: number): Promise<void> {
    const property = fc.asyncProperty(target.inputs, (input) => this.#try(target, input))
    const end = performance.now() + milliseconds
    while (performance.now() < end) {
      const { failed, errorInstance } = await fc.check(property, {
        seed: this.#random(2 ** 31),
        numRuns: 10,
        // It is shortened in one way, wherever it came from
        endOnFailure: true,
      })
      if (failed) throw errorInstance
    }
  }

  async #mutate(target: Target, milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds
    const pool = this.#pools.get(target)!
    while (performance.now() < end && pool.length > 0) {
      // Every other time one of the newest
      const first = this.#random(2) === 0 ? Math.max(0, pool.length - 10) : 0
      const input = pool[first + this.#random(pool.length - first)]
      const other = pool[this.#random(pool.length)]
      await this.#try(target, mutate(input, other, target.words, this.#random))
    }
  }

  async #try(target: Target, input: Uint8Array): Promise<void> {
    this.#tried.set(target, this.#tried.get(target)! + 1)
    const arena = await this.#open()
    try {
      const blocks = await arena.try(target, input)
      if (blocks > 0) this.#pools.get(target)!.push(input)
    } catch (error) {
      throw await this.#keep(target, input, error as Violation)
    }
  }

  async #keep(target: Target, input: Uint8Array, violation: Violation): Promise<Violation> {
    // Should shortening it come to an end as well, it is not lost
    const whole = await keepInput(target.name, input)
    const end = performance.now() + SHORTENING
    const fails = async (shorter: Uint8Array) => {
      if (performance.now() > end) return false
      await this.close()
      const arena = await this.#open()
      return arena.try(target, shorter).then(
        () => false,
        () => true
      )
    }
    const shortest = (await fails(input)) ? await shorten(input, fails) : input
    await this.close()
    if (shortest !== input) await rm(whole)
    const path = relative(root, await keepInput(target.name, shortest))
    return new Violation(
      `${violation.message}\n\nTarget ${target.name}, seed ${this.seed}. The input is kept in ${path}`
    )
  }
}
