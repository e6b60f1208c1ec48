/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ClientFrame, ServerFrame } from '../../protocol/main.ts'

/** `out` goes from the browser to the server, `in` comes from it. */
export type Direction = 'in' | 'out'

/** Chooses frames. */
export type FrameFilter = (frame: ClientFrame | ServerFrame) => boolean

/** What becomes of a frame: it is delivered as often as the function is called, whenever that is. */
type Fate = (deliver: () => void) => void

interface Rule {
  direction: Direction
  filter: FrameFilter
  /** How many frames it holds for yet. */
  left: number
  fate: Fate
}

/** Which frames a rule of the network applies to. */
export interface RuleOptions {
  /** Which frames; all if omitted. */
  where?: FrameFilter
  /** How many frames. @default 1 */
  times?: number
}

/** A socket that the network can cut. */
export interface Wire {
  /** The line is dead: neither side is told by a closing handshake. */
  cut(): void
}

/**
 * The network between a test's tab and the server. Rules decide what happens to the next frames;
 * without rules, each frame passes immediately.
 *
 * @example
 * ```ts
 * tab.network.drop('in')
 * tab.network.delay('out', 50, { times: 3 })
 * tab.network.cut()
 * ```
 */
export class Network {
  #rules: Rule[] = []
  #wires = new Set<Wire>()
  #timers = new Set<NodeJS.Timeout>()
  #online = true
  /** Of the next requests that bring bytes of a file. */
  #cuts: number[] = []

  /** Whether sockets can be opened. */
  get isOnline(): boolean {
    return this.#online
  }

  /** Drops frames. */
  drop(direction: Direction, options?: RuleOptions): this {
    return this.#add(direction, options, () => {})
  }

  /**
   * Delays frames. Frames that are not delayed overtake them.
   *
   * @param milliseconds - how much later
   */
  delay(direction: Direction, milliseconds: number, options?: RuleOptions): this {
    return this.#add(direction, options, (deliver) => this.#later(milliseconds, deliver))
  }

  /** Delivers frames twice. */
  duplicate(direction: Direction, options?: RuleOptions): this {
    return this.#add(direction, options, (deliver) => {
      deliver()
      deliver()
    })
  }

  /**
   * Holds back a number of frames, and delivers them in reverse order.
   *
   * @param count - how many frames to reverse. @default 2
   */
  reorder(direction: Direction, count = 2, { where }: Pick<RuleOptions, 'where'> = {}): this {
    const held: (() => void)[] = []
    return this.#add(direction, { where, times: count }, (deliver) => {
      held.unshift(deliver)
      if (held.length === count) for (const each of held) each()
    })
  }

  /** Cuts the current socket. The client reconnects by itself. */
  cut(): this {
    for (const wire of [...this.#wires]) wire.cut()
    return this
  }

  /** Cuts the socket, and allows no new one until `online()`. */
  offline(): this {
    this.#online = false
    return this.cut()
  }

  online(): this {
    this.#online = true
    return this
  }

  /**
   * Cuts the next requests that bring bytes of a file. The client asks how many have come, and goes on with the
   * next one.
   *
   * @param bytes - how many of the request arrive before. @default 0
   */
  cutUpload(bytes = 0, { times = 1 }: Pick<RuleOptions, 'times'> = {}): this {
    for (let count = 0; count < times; count++) this.#cuts.push(bytes)
    return this
  }

  /** Bytes after which a request that brings some is cut; undefined where it passes. */
  takeCut(): number | undefined {
    return this.#cuts.shift()
  }

  /** Removes all rules: frames and requests pass from now on. */
  calm(): this {
    this.#rules.length = this.#cuts.length = 0
    return this
  }

  /** Forgets all rules and all that is under way. */
  close(): void {
    this.calm()
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** A socket has been opened. */
  attach(wire: Wire): void {
    this.#wires.add(wire)
  }

  detach(wire: Wire): void {
    this.#wires.delete(wire)
  }

  /** Carries a frame as the first rule that fits says. */
  carry(direction: Direction, frame: ClientFrame | ServerFrame, deliver: () => void): void {
    const rule = this.#rules.find((each) => each.direction === direction && each.filter(frame))
    if (!rule) return deliver()
    if (--rule.left === 0) this.#rules.splice(this.#rules.indexOf(rule), 1)
    rule.fate(deliver)
  }

  #add(direction: Direction, options: RuleOptions = {}, fate: Fate): this {
    const { where: filter = () => true, times: left = 1 } = options
    this.#rules.push({ direction, filter, left, fate })
    return this
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, milliseconds)
    this.#timers.add(timer)
  }
}
