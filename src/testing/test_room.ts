/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import { roomId } from '../rooms/main.ts'
import type { Room } from '../rooms/main.ts'
import { stateId } from '../state/main.ts'
import type { State, StateClass, StateDefinition, Vars } from '../state/main.ts'
import { within } from '../within.ts'
import { throwAll } from './clean_ups.ts'
import type { Harness } from './harness.ts'
import { PATIENCE } from './tab/waiting.ts'
import type { StateVars } from './types.ts'

/**
 * The room of a shared state, as a test prepares and reads it.
 *
 * @example
 * ```ts
 * const lobby = room(LobbyState, 'blue')
 * await lobby.fill({ lines: ['Hello'] })
 * ```
 */
export class TestRoom<S extends State> {
  #harness: Harness
  #definition: StateDefinition
  #id: string

  /**
   * @param name - what `static room` returns; undefined for a state with one room
   * @throws E_STATE_UNKNOWN
   */
  constructor(harness: Harness, state: StateClass<S>, name: string | number | undefined) {
    this.#harness = harness
    this.#definition = harness.reflex.states.require(stateId(state))
    this.#id = roomId(this.#definition, String(name ?? ''))
  }

  /** The vars that are the same for all members. */
  async vars(): Promise<Partial<StateVars<S>>> {
    const hold = this.#harness.reflex.rooms.newHold()
    try {
      const { vars } = await hold.holdById(this.#definition, this.#id)
      return { ...vars } as Partial<StateVars<S>>
    } finally {
      hold.abort()
    }
  }

  /** Sets vars. Members see the change; vars that are left out stay. */
  async fill(values: Partial<StateVars<S>>): Promise<void> {
    await change(this.#harness, this.#definition, this.#id, (vars) => ({ ...vars, ...values }))
  }

  /** Gives all vars their initial values. The members stay. */
  async empty(): Promise<void> {
    await change(this.#harness, this.#definition, this.#id, () => this.#definition.createVars())
  }
}

/**
 * Empties the rooms that nobody looks at, which an earlier test has used: a tab whose connection is lost is in
 * one for a while.
 *
 * @param patience - milliseconds in which those who leave should have done so
 * @throws what has kept rooms from being emptied, once the others are
 */
export async function emptyRooms(harness: Harness, patience = PATIENCE): Promise<void> {
  const { rooms, states } = harness.reflex
  // Those who leave are members until that is stored
  await within(patience, rooms.members.settled())
  const failures: unknown[] = []
  for (const room of [...rooms.all()]) {
    const definition = states.get(room.state)
    const isSeen = [...room.readers].some(({ connected }) => connected)
    if (!definition || isSeen || isInitial(room, definition)) continue
    const emptied = change(harness, definition, room.id, () => definition.createVars())
    await emptied.catch((error: unknown) => failures.push(error))
  }
  throwAll(failures, 'Rooms could not be emptied')
}

function isInitial(room: Room, definition: StateDefinition): boolean {
  const { present } = room.vars as { present?: number }
  return isDeepStrictEqual({ ...room.vars }, { ...definition.createVars(), present })
}

async function change(
  { reflex }: Harness,
  definition: StateDefinition,
  id: string,
  next: (vars: Vars) => Vars
): Promise<void> {
  const hold = reflex.rooms.newHold()
  try {
    const { vars, members } = await hold.holdById(definition, id)
    hold.set(new Map([[definition.id, { ...next(vars), present: members.size }]]))
    await hold.store()
  } finally {
    hold.abort()
  }
  reflex.rooms.publishAll()
}
