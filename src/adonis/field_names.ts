/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Characters of a name. */
const LENGTH = 1000

/** Steps of a name: `orders[0].lines[1].note` has five. */
const STEPS = 32

/** Entries of all lists that the names of one form ask for. `rows[999]` asks for a thousand. */
const ENTRIES = 1_000_000

/**
 * Says which names of the fields of one form are taken. A name says what is made of it: `rows[4294967294]`
 * makes a list of four billion entries, which whoever walks through it does not survive, and a name of a
 * thousand steps an object that deep. One that goes on where a file is, such as `photo.sizeLimit`, sets what its rules
 * are looked up by. Names are cut wherever lodash may cut them, with which Adonis' body parser
 * sets the values: steps may be empty, and have quotes.
 */
export class FieldNames {
  /** Entries of each list by its name. */
  #lists = new Map<string, number>()
  #entries = 0
  /** Where files are. */
  #files = new Set<string>()

  /**
   * @param name - such as `rows[0].title`
   * @param isFile - whether a file has it
   * @returns whether it may be taken, together with those before it
   */
  accepts(name: string, isFile = false): boolean {
    if (!this.#isModest(name)) return false
    const steps = stepsOf(name)
    if (steps.some((_, end) => this.#files.has(steps.slice(0, end).join('.')))) return false
    if (isFile) this.#files.add(steps.join('.'))
    return true
  }

  #isModest(name: string): boolean {
    if (name.length > LENGTH || name.split(/[.[]/).length > STEPS) return false
    const parts = name.split(/[.[\]]/)
    // A closing bracket ends a step and begins one, even where nothing was opened
    if (parts.length > 2 * STEPS) return false
    let end = 0
    return parts.every((part, place) => {
      const list = name.slice(0, Math.max(0, end - 1))
      end += part.length + 1
      const step = part.replaceAll(/['"`\\]/g, '').trim()
      return place === 0 || !/^\d+$/.test(step) || this.#grow(list, Number(step) + 1)
    })
  }

  #grow(list: string, entries: number): boolean {
    const before = this.#lists.get(list) ?? 0
    if (entries <= before) return true
    this.#lists.set(list, entries)
    this.#entries += entries - before
    return this.#entries <= ENTRIES
  }
}

/**
 * The steps of a name, without the places in lists: a second value with a name makes a list of the first one, which
 * is in another place then.
 */
function stepsOf(name: string): string[] {
  return name
    .replaceAll(/['"`\\]/g, '')
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .filter((step, place) => place === 0 || !/^\d+$/.test(step))
}
