/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AnyValidator } from './validator.ts'

/** What the decorator of an event says. */
export interface EventMetadata {
  /** Of its first argument. */
  validator: AnyValidator | undefined
  /** It goes on while other events of the tab run. */
  background: boolean
}

/** What the decorators of one class say, without its parents. */
export interface OwnMetadata {
  vars: Set<string>
  computed: Set<string>
  /** Events by name. */
  events: Map<string, EventMetadata>
  /** What decorators of features say, by feature and by name of the member. */
  notes: Map<string, Map<string, unknown>>
}

const metadata = new WeakMap<object, OwnMetadata>()

/**
 * What the decorators of a class itself have recorded.
 */
export function ownMetadata(constructor: object): OwnMetadata | undefined {
  return metadata.get(constructor)
}

const baseClasses = new WeakSet<object>()

/**
 * Makes a class one whose members no event may override: events are called by browsers, and its
 * members are not.
 */
export function markBaseClass(constructor: object): void {
  baseClasses.add(constructor)
}

export function isBaseClass(constructor: object): boolean {
  return baseClasses.has(constructor)
}

/**
 * The record of a class, made when its first decorator runs.
 */
export function recordMetadata(constructor: object): OwnMetadata {
  let own = metadata.get(constructor)
  if (!own) {
    own = { vars: new Set(), computed: new Set(), events: new Map(), notes: new Map() }
    metadata.set(constructor, own)
  }
  return own
}

/**
 * Notes what the decorator of a feature says of a member.
 *
 * @param feature - name of the feature
 */
export function recordNote(
  constructor: object,
  feature: string,
  member: string,
  note: unknown
): void {
  const { notes } = recordMetadata(constructor)
  const own = notes.get(feature)
  if (own) own.set(member, note)
  else notes.set(feature, new Map([[member, note]]))
}

/**
 * What the decorator of a feature says of a member: in the class, or in the nearest of its parents that has it.
 *
 * @param feature - name of the feature
 */
export function knownNote(constructor: object, feature: string, member: string): unknown {
  let current: object | null = constructor
  while (current && current !== Function.prototype) {
    const notes = metadata.get(current)?.notes.get(feature)
    if (notes?.has(member)) return notes.get(member)
    current = Object.getPrototypeOf(current) as object | null
  }
  return undefined
}
