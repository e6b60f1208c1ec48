/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_EVENT_NAME, E_VAR_NAME } from './exceptions.ts'
import { isBaseClass, ownMetadata } from './metadata.ts'

/** What a state with such a member would be to JavaScript: a promise, another class. */
const OF_JAVASCRIPT = ['constructor', 'then', '__proto__']

/**
 * Checks that what a state class and its parents declare leaves the members of `State` and
 * `AppState` as they are: pages call events, and must not call these.
 *
 * @param State - the class
 * @param id - by which pages name it
 * @param fields - names of the fields of an instance
 * @throws E_EVENT_NAME, E_VAR_NAME
 */
export function assertNames(State: object, id: string, fields: readonly string[]): void {
  const classes = chainOf(State)
  const { members, vars } = membersOf(classes.filter(isBaseClass))
  const taken = new Set([...OF_JAVASCRIPT, ...members, ...vars])
  const isTaken = (name: string) => taken.has(name) || name.startsWith('$')
  const listed = [...taken].filter((name) => !name.startsWith('$') && name !== '__proto__')

  for (const declared of classes) {
    const own = isBaseClass(declared) ? undefined : ownMetadata(declared)
    if (!own) continue
    for (const name of own.events.keys()) {
      if (isTaken(name)) throw new E_EVENT_NAME([name, id, listed.join(', ')])
    }
    const noted = [...own.notes.values()].flatMap((notes) => [...notes.keys()])
    for (const name of [...own.vars, ...own.computed, ...noted]) {
      if (isTaken(name)) throw new E_VAR_NAME([name, id, listed.join(', ')])
    }
  }
  const field = fields.find((name) => isTaken(name) && !vars.has(name))
  if (field !== undefined) throw new E_VAR_NAME([field, id, listed.join(', ')])
}

/** The class and its parents. */
function chainOf(State: object): { prototype: object }[] {
  const classes: { prototype: object }[] = []
  let current: object | null = State
  while (current && current !== Function.prototype) {
    classes.push(current as { prototype: object })
    current = Object.getPrototypeOf(current) as object | null
  }
  return classes
}

/** Names of the methods that a class and its parents add to those that every state has. */
export function methodsOf(State: object): string[] {
  const classes = chainOf(State)
  const { members } = membersOf(classes.filter(isBaseClass))
  const taken = new Set([...OF_JAVASCRIPT, ...members])
  const names = classes.flatMap(({ prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([, { value }]) => typeof value === 'function')
      .map(([name]) => name)
  )
  return [...new Set(names)].filter((name) => !taken.has(name) && !name.startsWith('$'))
}

function membersOf(classes: { prototype: object }[]): { members: string[]; vars: Set<string> } {
  return {
    members: classes.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
    vars: new Set(classes.flatMap((base) => [...(ownMetadata(base)?.vars ?? [])])),
  }
}
