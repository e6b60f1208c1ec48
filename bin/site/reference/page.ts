/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { anchorOf } from '../anchors.ts'
import { entryCode, memberCode } from './code.ts'
import type { Comment } from './comment.ts'
import { ABOUT } from './entries.ts'
import { memberAnchor, plainAnchor } from './entry.ts'
import type { ReferenceEntry, ReferenceMember, ReferenceModule } from './entry.ts'

/** Where each public name has its entry: page and anchor. */
export type Places = ReadonlyMap<string, string>

const FENCE = /(^ *```[^\n]*\n[\s\S]*?^ *```$)/gm

/**
 * Makes pages of the reference.
 */
export class ReferencePage {
  #places: Places

  /** @param places - of all names that can be linked */
  constructor(places: Places) {
    this.#places = places
  }

  /** The page of an entry point. */
  async ofModule({ specifier, entries }: ReferenceModule): Promise<string> {
    const parts = await Promise.all(entries.map((entry) => this.#entry(entry)))
    return [...headOf(specifier), ABOUT[specifier], ...parts.flat()].join('\n\n') + '\n'
  }

  /** The page of what the package adds to the interfaces of others. */
  async ofAdditions(modules: readonly ReferenceModule[]): Promise<string> {
    const parts = await Promise.all(
      modules.flatMap(({ specifier, entries }) =>
        entries
          .filter(({ members }) => members.length > 0)
          .map(async (entry) => {
            const name = `${entry.name} of ${specifier}`
            const anchor = plainAnchor(name)
            const content = await this.#content({ ...entry, name, anchor })
            return [heading(2, name, anchor), ...content]
          })
      )
    )
    const text = 'Importing the package adds these members to types of other packages.'
    return [...headOf('Additions', false), text, ...parts.flat()].join('\n\n') + '\n'
  }

  async #entry(entry: ReferenceEntry): Promise<string[]> {
    const { name, anchor, kind, origin } = entry
    const title = heading(2, name, anchor)
    if (kind === 'foreign') {
      return [title, `\`${name}\` of \`${origin}\`, as it is there.`]
    }
    if (kind === 'namespace')
      return [title, ...this.#comments(entry.comments), ...this.#list(entry)]
    return [title, ...(await this.#content(entry))]
  }

  async #content(entry: ReferenceEntry): Promise<string[]> {
    const { name, kind, members, comments, parents } = entry
    const documented = members.filter((member) => member.comments.length > 0)
    const isList = kind === 'interface' || kind === 'type'
    const code = entry.code.length > 0 ? [block(await entryCode(entry))] : []
    const own = isList
      ? documented.map((member) => this.#item(member))
      : await Promise.all(documented.map((member) => this.#member(entry, member)))
    return [
      ...code,
      ...this.#comments(comments),
      ...(parents.length > 0 ? [`It has the members of ${this.#links(parents)} as well.`] : []),
      ...(isList && own.length > 0 ? [own.join('\n')] : []),
      ...this.#mentioned(
        isList ? [...entry.code, ...members.flatMap((member) => member.code)] : entry.code,
        [name, ...parents]
      ),
      ...(isList ? [] : own.flat()),
    ]
  }

  async #member(owner: ReferenceEntry, member: ReferenceMember): Promise<string[]> {
    const { name, code, comments } = member
    const title = owner.kind === 'constant' ? `${owner.name}.${name}` : name
    return [
      heading(3, title, memberAnchor(owner, member)),
      block(await memberCode(code)),
      ...this.#comments(comments),
      ...this.#mentioned(code, [owner.name]),
    ]
  }

  /** A member of an interface, whose code stands above. */
  #item({ name, comments }: ReferenceMember): string {
    const text = this.#comments(comments).join('\n\n')
    return `- \`${name}\`: ${text}`.replaceAll(/\n(?=.)/g, '\n  ')
  }

  /** The names of a namespace: error codes lead to their entry in the guide, which says what to do. */
  #list({ members }: ReferenceEntry): string[] {
    return [
      members
        .map(({ name, comments }) => {
          const [text = ''] = comments.map((comment) => this.#text(comment.text))
          return `- \`${name}\`${text === '' ? '' : `: ${text.replaceAll('\n', ' ')}`}`
        })
        .join('\n'),
    ]
  }

  #comments(comments: readonly Comment[]): string[] {
    return comments.flatMap((comment) => this.#comment(comment))
  }

  #comment({ text, params, returns, throws, fallback, examples, deprecated }: Comment): string[] {
    const told = params.filter((param) => param.text !== '')
    const items = told.map((param) => `- \`${param.name}\`: ${this.#text(param.text)}`)
    return [
      ...(text === '' ? [] : [this.#text(text)]),
      ...deprecated.map((reason) => `**Deprecated.** ${this.#text(reason)}`),
      ...(items.length > 0 ? [items.map(hanging).join('\n')] : []),
      ...returns.map((result) => `**Returns** ${this.#text(result)}`),
      ...(throws.length > 0
        ? [`**Throws** ${throws.map((error) => this.#text(error)).join('; ')}`]
        : []),
      ...fallback.map(
        (value) => `**Default** ${isCode(value) ? `\`${value}\`` : this.#text(value)}`
      ),
      ...examples,
    ]
  }

  /** Prose of a comment as prose of a page. */
  #text(text: string): string {
    const parts = text.split(FENCE)
    return parts.map((part, index) => (index % 2 === 1 ? part : this.#prose(part))).join('')
  }

  #prose(text: string): string {
    const linked = text.replaceAll(/\{@link\s+([\w.]+)\s*\}/g, (_, name: string) =>
      this.#link(name)
    )
    return linked
      .split(/(`[^`]*`)/)
      .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
      .join('')
  }

  #link(name: string): string {
    const place = this.#places.get(name)
    return place === undefined ? `\`${name}\`` : `[\`${name}\`](${place})`
  }

  #links(names: readonly string[]): string {
    return names.map((name) => this.#link(name)).join(', ')
  }

  /** Public names in code, to be looked up. */
  #mentioned(code: readonly string[], known: readonly string[]): string[] {
    const words = new Set(code.join('\n').match(/\b[A-Z]\w+\b/g))
    const names = [...words].filter((word) => !known.includes(word) && this.#places.has(word))
    return names.length > 0 ? [`See ${this.#links(names.toSorted())}.`] : []
  }
}

function headOf(title: string, isCodeTitle = true): string[] {
  const text = isCodeTitle ? `\`${title}\`` : title
  return [`---\noutline: 2\neditLink: false\n---\n\n# ${text} {#${anchorOf(title)}}`]
}

function heading(level: number, name: string, anchor: string): string {
  return `${'#'.repeat(level)} \`${name}\` {#${anchor}}`
}

function block(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``
}

/** An item of a list with its later lines below its first. */
function hanging(item: string): string {
  return item.replaceAll(/\n(?=.)/g, '\n  ')
}

/** Whether a default is a value, and not said in words. */
function isCode(value: string): boolean {
  return /^(?:'[^']*'|[\d.]+|true|false|undefined|null|\[.*\]|\{.*\})$/.test(value)
}

/** Prose that HTML and Vue take as it is, in which error codes are code. */
function escaped(text: string): string {
  return text
    .replaceAll('<', '&lt;')
    .replaceAll('{{', '&#123;&#123;')
    .replaceAll(/\bE_[A-Z_]+\b/g, '`$&`')
}
