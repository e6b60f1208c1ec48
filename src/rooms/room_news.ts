/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import type { News, NewsBus } from '../bus/main.ts'
import { applyPatches } from '../protocol/main.ts'
import type { Patch } from '../protocol/main.ts'
import { diff } from '../state/main.ts'
import type { StateDefinition, Vars } from '../state/main.ts'
import type { Leaving } from './room_access.ts'

const CHANNEL = 'rooms'

/** How often the versions of rooms that have changed are said again, in milliseconds. */
const REPEAT = 1_000

/** How many times. */
const REPEATS = 3

/** What processes tell each other of rooms. */
export type RoomNews =
  | {
      type: 'changed'
      room: string
      /** Version before. */
      from: number
      to: number
      /** What changed of the base vars. */
      patches: Patch[]
      /** Backend vars that changed: they hold more than JSON. */
      rest?: string
    }
  /** Members may have lost their right to be there. */
  | ({ type: 'revoked'; room: string } & Leaving)
  /** Versions of rooms by id, for those who missed the change. */
  | { type: 'versions'; rooms: Record<string, number> }

/**
 * Tells the other processes how rooms change. News may get lost, as when redis is away for a moment:
 * so the version that a room has is said again for a while.
 */
export class RoomNewsBus {
  #bus: NewsBus
  /** Rooms that have changed, with how often that is to be said again. */
  #recent = new Map<string, { version: number; left: number }>()
  #timer: NodeJS.Timeout | undefined

  constructor(bus: NewsBus) {
    this.#bus = bus
  }

  async listen(handler: (news: RoomNews) => void): Promise<void> {
    await this.#bus.subscribe<News>(CHANNEL, (news) => handler(news as unknown as RoomNews))
    this.#timer ??= setInterval(() => this.#repeat(), REPEAT).unref()
  }

  /** Only rooms that other processes may show are worth telling. */
  changed(definition: StateDefinition, room: string, from: Version, to: Version): void {
    const news: RoomNews = {
      type: 'changed',
      room,
      from: from.version,
      to: to.version,
      patches: diff(pick(from.vars, definition), pick(to.vars, definition), definition.id),
    }
    const rest: Vars = {}
    for (const name of definition.backendVars) {
      if (from.vars[name] !== to.vars[name]) rest[name] = to.vars[name]
    }
    if (Object.keys(rest).length > 0) news.rest = serialize(rest).toString('base64')
    this.#recent.set(room, { version: to.version, left: REPEATS })
    this.#publish(news)
  }

  revoked(room: string, who: Leaving): void {
    this.#publish({ type: 'revoked', room, ...who })
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #repeat(): void {
    if (this.#recent.size === 0) return
    const rooms: Record<string, number> = {}
    for (const [room, recent] of this.#recent) {
      rooms[room] = recent.version
      if (--recent.left === 0) this.#recent.delete(room)
    }
    this.#publish({ type: 'versions', rooms })
  }

  #publish(news: RoomNews): void {
    void this.#bus.publish(CHANNEL, news as unknown as News)
  }
}

interface Version {
  version: number
  vars: Vars
}

/**
 * The vars that a change makes of those before it.
 *
 * @returns undefined where they do not fit: it is of vars that only another build has
 */
export function applyNews(
  vars: Vars,
  { patches, rest }: Extract<RoomNews, { type: 'changed' }>
): Vars | undefined {
  let next: Vars
  try {
    next = applyPatches(vars, patches)
  } catch {
    return undefined
  }
  if (rest === undefined) return next
  return { ...next, ...(deserialize(Buffer.from(rest, 'base64')) as Vars) }
}

function pick(vars: Vars, { baseVars }: StateDefinition): Vars {
  return Object.fromEntries(baseVars.map((name) => [name, vars[name]]))
}
