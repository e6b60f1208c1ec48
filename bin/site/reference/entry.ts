/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Comment } from './comment.ts'

/** A part of a public name: a method, a property, an option. */
export interface ReferenceMember {
  /** As it is written: `toast.success`. */
  name: string
  /** Its declarations, one for each overload. */
  code: string[]
  /** One for each overload that has another. */
  comments: Comment[]
}

/** A public name of an entry point. */
export interface ReferenceEntry {
  name: string
  /** Of its heading, without equal on its page. */
  anchor: string
  kind: 'class' | 'interface' | 'type' | 'function' | 'constant' | 'namespace' | 'foreign'
  /** Its declarations, one for each overload; none where the members say it all. */
  code: string[]
  comments: Comment[]
  members: ReferenceMember[]
  /** Public names that it extends, whose members are told there. */
  parents: string[]
  /** The package that a name of another package comes from. */
  origin?: string
}

/** An entry point of the package with its names. */
export interface ReferenceModule {
  /** As it is imported: `reflex-adonis/react`. */
  specifier: string
  entries: ReferenceEntry[]
}

/** The anchor of a member below that of its entry. */
export function memberAnchor({ anchor }: ReferenceEntry, { name }: ReferenceMember): string {
  return `${anchor}-${plainAnchor(name)}`
}

/** What of a name an anchor can have: links to an anchor lose their capitals. */
export function plainAnchor(name: string): string {
  return name.toLowerCase().replaceAll(/[^\w]+/g, '-')
}

/** Entries in the order of their page, each with an anchor of its own: a function may be named as a type is. */
export function anchored(entries: readonly Omit<ReferenceEntry, 'anchor'>[]): ReferenceEntry[] {
  const used = new Map<string, number>()
  return entries
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((entry) => {
      const plain = plainAnchor(entry.name)
      const count = used.get(plain) ?? 0
      used.set(plain, count + 1)
      return { ...entry, anchor: count === 0 ? plain : `${plain}-${count}` }
    })
}
