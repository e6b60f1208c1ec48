/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * What is noted of objects, which know nothing of it: one note of a kind for each object. It goes with its object.
 */
export interface Notes<T> {
  /** undefined where nothing is noted of the object. */
  get(of: object): T | undefined
  has(of: object): boolean
  /** Takes the place of the note before. */
  set(of: object, note: T): void
}

/** Has a class below it give its fields to an object that is there. */
class Given {
  constructor(object: object) {
    return object
  }
}

/**
 * Makes a kind of notes, as a private field that objects get. Several things are noted of the session of each event, and
 * WeakMaps cost five times as much for that: they have to be searched, are copied as they grow, and make the garbage
 * collector look through all of them.
 */
export function makeNotes<T>(): Notes<T> {
  return class Noted extends Given {
    #note: T

    private constructor(of: object, note: T) {
      super(of)
      this.#note = note
    }

    static has(of: object): boolean {
      return #note in of
    }

    static get(of: object): T | undefined {
      return #note in of ? of.#note : undefined
    }

    static set(of: object, note: T): void {
      if (#note in of) of.#note = note
      else new Noted(of, note)
    }
  }
}
